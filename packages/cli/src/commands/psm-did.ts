import { Command } from "commander";
import { addOutput, readData } from "../options/data-options.ts";
import { addModel, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag, nameListFlag, numberFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

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

export function psmDidCommand(terminal: Terminal): Command {
  const command = addMatching(
    addModel(
      new Command("psm-did")
        .summary("propensity-score matching, balance, DID on the matched sample")
        .description(
          "Propensity-score matching of ever-treated with never-treated units, the balance of covariates before and after, and the difference-in-differences on the matched sample.",
        ),
    ),
  );
  return withExamples(
    addOutput(command, { chart: true }),
    "ceteris psm-did panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --controls gdp,population --caliper 0.05 --out balance.svg",
  ).action(async (data: string, flags: PsmDidFlags) => {
    const out = outFile(flags.out, true);
    const table = await readData(data, flags);
    const { psmDid } = await import("@ceteris/did");
    const { design, baseline, link, match, caliper, caliperSd, ratio, lang } = flags;
    const { replace, kernel, bandwidth, common, matchOn, didSample } = flags;
    const result = psmDid(makePanel(table, flags), {
      ...modelOptions(flags),
      ...{ design, baseline, link, match, caliper, caliperSd, ratio },
      ...{ replace, kernel, bandwidth, common, matchOn, didSample },
    });
    await present(terminal, flags, out, {
      command: "psm-did",
      table,
      result,
      sheets: async () => {
        const report = await import("@ceteris/report");
        return [
          report.estimatesSheet(result, { id: "did", lang }),
          report.variantsSheet(result, { lang }),
          report.matchingSheet(result.matching, { lang }),
          report.balanceSheet(result.balance, { lang }),
          report.balanceOverallSheet(result.balanceOverall, { lang }),
        ];
      },
      chart: async () => (await import("@ceteris/report")).plotBalance(result.balance, { lang }),
    });
  });
}

function addMatching(command: Command): Command {
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
    .option("--kernel <kernel>", KERNELS.join(", "), choiceFlag("--kernel", KERNELS))
    .option("--bandwidth <x>", "bandwidth of the kernel, in score units", numberFlag("--bandwidth", positive))
    .option("--common", "drop treated rows outside the controls' score range")
    .option("--no-common", "keep them")
    .option("--match-on <a,b>", "covariates of the score (default: the controls)", nameListFlag("--match-on"))
    .option(
      "--did-sample <sample>",
      `${SAMPLES.join(", ")} (default: matched)`,
      choiceFlag("--did-sample", SAMPLES),
    );
}
