import { CeterisError } from "@ceteris/core";
import type { Coarseness, MATCHING_CHOICES, PsmDidOptions } from "@ceteris/did";
import type { Command } from "commander";
import { coarsenFlag } from "./coarsen-flag.ts";
import { choiceFlag, nameListFlag, numberFlag } from "./parse.ts";

// As MATCHING_CHOICES, whose package is not loaded to show help.
const DESIGNS = ["pooled", "by-period", "baseline", "pre-means"] as const satisfies Words<"design">;
const LINKS = ["logit", "probit"] as const satisfies Words<"link">;
const MATCHES = [
  "radius",
  "nearest",
  "kernel",
  "local-linear",
  "mahalanobis",
  "cem",
] as const satisfies Words<"match">;
const KERNELS = [
  "epanechnikov",
  "gaussian",
  "biweight",
  "tricube",
  "uniform",
] as const satisfies Words<"kernel">;
const SAMPLES = ["matched", "support", "weighted"] as const satisfies Words<"didSample">;
const DEVIATIONS = ["treated", "controls", "pooled", "all"] as const satisfies Words<"standardDeviation">;
const positive = { min: 0, open: true };

type Words<Option extends keyof typeof MATCHING_CHOICES> = (typeof MATCHING_CHOICES)[Option];

export interface MatchingFlags {
  readonly design?: (typeof DESIGNS)[number];
  readonly baseline?: string;
  readonly link?: (typeof LINKS)[number];
  readonly match?: (typeof MATCHES)[number];
  readonly caliper?: number;
  readonly caliperSd?: number;
  readonly ratio?: number;
  readonly replace?: boolean;
  readonly kernel?: (typeof KERNELS)[number];
  readonly bandwidth?: number;
  readonly exact?: string[];
  readonly coarsen?: Record<string, Coarseness>;
  readonly common?: boolean;
  readonly trim?: number | "crump";
  readonly refit?: boolean;
  readonly trimThin?: number;
  readonly matchOn?: string[];
  readonly didSample?: (typeof SAMPLES)[number];
  readonly standardDeviation?: (typeof DEVIATIONS)[number];
}

/** What the flags of a match say, without those of the model. */
export function matchingOptions(flags: MatchingFlags): Omit<PsmDidOptions, "outcome"> {
  const { design, baseline, link, match, caliper, caliperSd, ratio, replace, kernel, bandwidth } = flags;
  const { exact, coarsen, common, trim, refit, trimThin, matchOn, didSample, standardDeviation } = flags;
  return {
    ...{ design, baseline, link, match, caliper, caliperSd, ratio, replace, kernel, bandwidth },
    ...{ exact, coarsen, common, trim, refit, trimThin, matchOn, didSample, standardDeviation },
  };
}

export function addMatching(command: Command): Command {
  return command
    .optionsGroup("Matching:")
    .option("--design <design>", `${DESIGNS.join(", ")} (default: baseline)`, choiceFlag("--design", DESIGNS))
    .option("--baseline <period>", "period whose covariates are matched (--design baseline)")
    .option("--link <link>", `${LINKS.join(", ")} (default: logit)`, choiceFlag("--link", LINKS))
    .option("--match <method>", `${MATCHES.join(", ")} (default: nearest)`, choiceFlag("--match", MATCHES))
    .option("--caliper <x>", "largest distance of a match, in score units", numberFlag("--caliper", positive))
    .option(
      "--caliper-sd <x>",
      "the same in standard deviations of the score",
      numberFlag("--caliper-sd", positive),
    )
    .option("--ratio <k>", "controls for each treated row", numberFlag("--ratio", { integer: true, min: 1 }))
    .option("--replace", "a control may be matched more than once (default)")
    .option("--no-replace", "a control is matched once at most")
    .option(
      "--kernel <kernel>",
      `${KERNELS.join(", ")} (kernel, local-linear)`,
      choiceFlag("--kernel", KERNELS),
    )
    .option("--bandwidth <x>", "bandwidth of the kernel, in score units", numberFlag("--bandwidth", positive))
    .option("--exact <a,b>", "columns in which partners must agree", nameListFlag("--exact"))
    .option(
      "--coarsen <a=n,b=x/y>",
      "bins or cut points of covariates (--match cem; default: Sturges' rule)",
      coarsenFlag("--coarsen"),
    )
    .option("--match-on <a,b>", "covariates of the score (default: the controls)", nameListFlag("--match-on"))
    .optionsGroup("Support and sample:")
    .option("--common", "drop treated rows outside the controls' score range")
    .option("--no-common", "keep them")
    .option("--trim <a>", "keep scores between a and 1 − a; crump takes the best a", trimFlag)
    .option("--refit", "fit the score again on the rows that --trim keeps")
    .option(
      "--trim-thin <share>",
      "drop this share of the treated, where controls are thinnest",
      numberFlag("--trim-thin", { min: 0, max: 1, open: true }),
    )
    .option(
      "--did-sample <sample>",
      `${SAMPLES.join(", ")} (default: matched)`,
      choiceFlag("--did-sample", SAMPLES),
    )
    .option(
      "--standard-deviation <of>",
      `that differences of means are shown in: ${DEVIATIONS.join(", ")} (default: treated)`,
      choiceFlag("--standard-deviation", DEVIATIONS),
    );
}

/** A parser of a share of scores to leave out at either end, or of the rule that finds one. */
export function trimFlag(text: string): number | "crump" {
  if (text === "crump") return text;
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value < 0.5) return value;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "--trim",
    what: `“${text}” is neither crump nor a number between 0 and 0.5`,
    mend: "Give --trim crump, or a number such as 0.1",
  });
}
