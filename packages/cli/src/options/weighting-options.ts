import type { WeightedDidOptions } from "@ceteris/did";
import type { Command } from "commander";
import { trimFlag } from "./matching-options.ts";
import { choiceFlag, nameListFlag, numberFlag } from "./parse.ts";

const METHODS = ["entropy", "cbps", "ipw"] as const;
const ESTIMANDS = ["att", "ate", "overlap"] as const;
const DESIGNS = ["baseline", "pre-means"] as const;
const LINKS = ["logit", "probit"] as const;
const DEVIATIONS = ["treated", "controls", "pooled", "all"] as const;

export interface WeightingFlags {
  readonly method?: (typeof METHODS)[number];
  readonly estimand?: (typeof ESTIMANDS)[number];
  readonly weightOn?: string[];
  readonly design?: (typeof DESIGNS)[number];
  readonly baseline?: string;
  readonly link?: (typeof LINKS)[number];
  readonly moments?: 1 | 2 | 3;
  readonly trim?: number | "crump";
  readonly cap?: number;
  readonly standardDeviation?: (typeof DEVIATIONS)[number];
}

/** What the flags of weighting say, without those of the model. */
export function weightingOptions(flags: WeightingFlags): Omit<WeightedDidOptions, "outcome"> {
  const { method, estimand, weightOn, design, baseline, link, moments, trim, cap, standardDeviation } = flags;
  return { method, estimand, weightOn, design, baseline, link, moments, trim, cap, standardDeviation };
}

export function addWeighting(command: Command): Command {
  return command
    .optionsGroup("Weights:")
    .option(
      "--method <method>",
      "entropy (balancing), cbps (covariate balancing score), ipw (inverse probability); default: entropy",
      choiceFlag("--method", METHODS),
    )
    .option(
      "--estimand <estimand>",
      "effect on the treated (att), on everybody (ate), in the overlap population (overlap); default: att",
      choiceFlag("--estimand", ESTIMANDS),
    )
    .option("--weight-on <a,b>", "covariates to balance (default: the controls)", nameListFlag("--weight-on"))
    .option("--design <design>", `${DESIGNS.join(", ")} (default: baseline)`, choiceFlag("--design", DESIGNS))
    .option("--baseline <period>", "period whose covariates are balanced (--design baseline)")
    .option("--link <link>", `of ipw: ${LINKS.join(", ")} (default: logit)`, choiceFlag("--link", LINKS))
    .option(
      "--moments <n>",
      "of entropy and cbps: 1 means (default), 2 also variances, 3 also skewness",
      numberFlag("--moments", { integer: true, min: 1, max: 3 }),
    )
    .option("--trim <a>", "of ipw: keep scores between a and 1 − a; crump takes the best a", trimFlag)
    .option(
      "--cap <q>",
      "cut weights at this quantile of their group, such as 0.99",
      numberFlag("--cap", { min: 0.5, max: 1, open: true }),
    )
    .option(
      "--standard-deviation <of>",
      `that differences of means are shown in: ${DEVIATIONS.join(", ")}`,
      choiceFlag("--standard-deviation", DEVIATIONS),
    );
}
