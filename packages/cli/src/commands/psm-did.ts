import { Command } from "commander";
import { readData } from "../options/data-options.ts";
import { addModelOptions, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag, nameList, numberFlag } from "../options/parse.ts";
import { present } from "../output/present.ts";

const DESIGNS = ["pooled", "by-period", "baseline"] as const;
const LINKS = ["logit", "probit"] as const;
const MATCHES = ["radius", "nearest", "kernel", "mahalanobis"] as const;
const KERNELS = ["epanechnikov", "gaussian"] as const;
const SAMPLES = ["matched", "support", "weighted"] as const;
const positive = { min: 0, open: true };

interface PsmDidFlags extends ModelFlags {
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
  readonly common?: boolean;
  readonly matchOn?: string[];
  readonly didSample?: (typeof SAMPLES)[number];
}

export function psmDidCommand(): Command {
  return addModelOptions(new Command("psm-did"))
    .description("propensity-score matching, balance, DID on the matched sample")
    .option("--design <design>", DESIGNS.join(", "), choiceFlag("--design", DESIGNS))
    .option("--baseline <period>", "period whose covariates are matched (--design baseline)")
    .option("--link <link>", LINKS.join(", "), choiceFlag("--link", LINKS))
    .option("--match <method>", MATCHES.join(", "), choiceFlag("--match", MATCHES))
    .option("--caliper <x>", "largest distance of a match, in score units", numberFlag("--caliper", positive))
    .option(
      "--caliper-sd <x>",
      "the same in standard deviations of the score",
      numberFlag("--caliper-sd", positive),
    )
    .option("--ratio <k>", "controls for each treated row", numberFlag("--ratio", { integer: true, min: 1 }))
    .option("--replace", "a control may be matched more than once (default)")
    .option("--no-replace", "a control is matched once at most")
    .option("--kernel <kernel>", KERNELS.join(", "), choiceFlag("--kernel", KERNELS))
    .option("--bandwidth <x>", "bandwidth of the kernel, in score units", numberFlag("--bandwidth", positive))
    .option("--common", "drop treated rows outside the controls' score range")
    .option("--no-common", "keep them")
    .option("--match-on <a,b>", "covariates of the score (default: the controls)", nameList)
    .option("--did-sample <sample>", SAMPLES.join(", "), choiceFlag("--did-sample", SAMPLES))
    .action(async (data: string, flags: PsmDidFlags) => {
      const { psmDid } = await import("@ceteris/did");
      const { design, baseline, link, match, caliper, caliperSd, ratio } = flags;
      const { replace, kernel, bandwidth, common, matchOn, didSample } = flags;
      const panel = makePanel(await readData(data, flags), flags);
      const result = psmDid(panel, {
        ...modelOptions(flags),
        ...{ design, baseline, link, match, caliper, caliperSd, ratio },
        ...{ replace, kernel, bandwidth, common, matchOn, didSample },
      });
      await present("psm-did", result, flags, {
        sheets: async () => {
          const report = await import("@ceteris/report");
          const wording = { lang: flags.lang };
          return [
            report.matchingSheet(result.matching, wording),
            report.balanceSheet(result.balance, wording),
            report.balanceOverallSheet(result.balanceOverall, wording),
            report.estimatesSheet(result, { id: "did", ...wording }),
            report.variantsSheet(result, wording),
          ];
        },
        chart: async () =>
          (await import("@ceteris/report")).plotBalance(result.balance, { lang: flags.lang }),
      });
    });
}
