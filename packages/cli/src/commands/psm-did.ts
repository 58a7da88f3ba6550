import type { PsmDesignsResult, PsmDidResult } from "@ceteris/core";
import type { Sheet } from "@ceteris/report";
import { Command } from "commander";
import { addOutput, type DataFlags, readNamedColumns } from "../options/data-options.ts";
import { addMatching, type MatchingFlags, matchingOptions } from "../options/matching-options.ts";
import { addModel, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

const CHARTS = ["balance", "overlap", "weights", "ecdf"] as const;

interface PsmDidFlags extends ModelFlags, MatchingFlags {
  readonly compare?: boolean;
  readonly chart: (typeof CHARTS)[number];
}

export function psmDidCommand(terminal: Terminal): Command {
  const command = addMatching(
    addModel(
      new Command("psm-did")
        .summary("propensity-score matching, balance, DID on the matched sample")
        .description(
          "Matching of ever-treated with never-treated units, the balance of covariates before and after, an audit of the match, and the difference-in-differences on the matched sample.",
        ),
    ),
  )
    .option("--compare", "also put all designs side by side")
    .option(
      "--chart <chart>",
      `chart of --out: ${CHARTS.join(", ")}`,
      choiceFlag("--chart", CHARTS),
      "balance",
    );
  return withExamples(
    addOutput(command),
    "ceteris psm-did panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --controls gdp,population --caliper 0.05 --out balance.svg",
    "ceteris psm-did panel.csv --unit city --time year --cohort first_year --outcome index \\",
    "    --controls gdp,population --match radius --caliper-sd 0.25 --compare",
  ).action(async (data: string, flags: PsmDidFlags) => {
    const out = outFile(flags.out);
    const table = await readNamedColumns(data, flags);
    const { psmDid, psmDesigns } = await import("@ceteris/did");
    const panel = makePanel(table, flags);
    const options = { ...modelOptions(flags), ...matchingOptions(flags) };
    const result = psmDid(panel, options);
    const { design: _, ...others } = options;
    const designs = flags.compare ? psmDesigns(panel, others) : null;
    const compared = designs
      ? { ...result, designs: designs.rows, warnings: [...result.warnings, ...onlyIn(designs, result)] }
      : result;
    await present(terminal, flags, out, {
      command: "psm-did",
      table,
      result: compared,
      sheets: () => sheetsOf(result, designs, flags),
      chart: async () => {
        const report = await import("@ceteris/report");
        const options = { lang: flags.lang };
        switch (flags.chart) {
          case "balance":
            return report.plotBalance(result.balance, options);
          case "overlap":
            return report.plotOverlap(result, options);
          case "weights":
            return report.plotMatchWeights(result, options);
          case "ecdf":
            return report.plotEcdf(result.ecdf, { ...options, adjustment: "matching" });
        }
      },
    });
  });
}

/** Warnings about designs that the result beside them does not give. */
function onlyIn(designs: PsmDesignsResult, result: PsmDidResult) {
  const said = new Set(result.warnings.map(({ message }) => message));
  return designs.warnings.filter(({ message }) => !said.has(message));
}

async function sheetsOf(
  result: PsmDidResult,
  designs: PsmDesignsResult | null,
  { lang }: DataFlags,
): Promise<[Sheet, ...Sheet[]]> {
  const report = await import("@ceteris/report");
  const { lost } = result.audit;
  return [
    report.estimatesSheet(result, { id: "did", lang }),
    report.variantsSheet(result, { lang }),
    ...(designs ? [report.designsSheet(designs, { lang })] : []),
    report.matchingSheet(result, { lang }),
    ...(lost.length > 0 ? [report.lostTreatedSheet(lost, { lang })] : []),
    report.balanceSheet(result.balance, { lang }),
    report.balanceOverallSheet(result.balanceOverall, { lang }),
    report.distributionSheet(result.distribution, {
      lang,
      adjustment: "matching",
      standardDeviation: String(result.spec.standardDeviation),
    }),
    report.periodBalanceSheet(result.byPeriod, { lang, adjustment: "matching" }),
  ];
}
