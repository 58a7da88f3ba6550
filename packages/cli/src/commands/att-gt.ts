import type { AttAggregation } from "@ceteris/core";
import { Command } from "commander";
import { type AttGtFlags, addAttGt, attGtOptions, NOT_OF_ATT_GT } from "../options/att-gt-options.ts";
import { addOutput, readNamedColumns } from "../options/data-options.ts";
import { addModel } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

const AGGREGATE = ["simple", "dynamic", "group", "calendar"] as const satisfies readonly AttAggregation[];

interface Flags extends AttGtFlags {
  readonly aggregate?: AttAggregation;
}

export function attGtCommand(terminal: Terminal): Command {
  const command = addAttGt(
    addModel(
      new Command("att-gt")
        .summary("effects by cohort and period under staggered adoption, and their means")
        .description(
          "Group-time average effects of Callaway and Sant'Anna: each cohort in each period is compared with units never or not yet treated, and with nobody treated before. --aggregate averages them, for an event study, by cohort, or into one number. Controls are covariates given which trends are parallel.",
        ),
    ),
  ).option(
    "--aggregate <type>",
    "simple (one number), dynamic (by event time), group (by cohort), calendar (by period)",
    choiceFlag("--aggregate", AGGREGATE),
  );
  for (const option of command.options) if (NOT_OF_ATT_GT.includes(option.long ?? "")) option.hideHelp();
  return withExamples(
    addOutput(command),
    "ceteris att-gt panel.csv --unit state --time year --cohort first_year --outcome y --out effects.svg",
    "ceteris att-gt panel.csv --unit state --time year --cohort first_year --outcome y --controls income \\",
    "    --control not-yet --aggregate dynamic --bootstrap 999 --uniform --out event-study.svg",
  ).action(async (data: string, flags: Flags) => {
    const out = outFile(flags.out);
    const options = attGtOptions(flags);
    const table = await readNamedColumns(data, flags);
    const { aggregateEffects, attGt, reviewPretrend } = await import("@ceteris/did");
    const effects = attGt(makePanel(table, flags), options);
    const { lang, aggregate: type } = flags;
    const shared = { command: "att-gt", table } as const;
    if (type === undefined) {
      const { draws } = effects;
      const result = { ...effects, draws: draws && { n: draws.n, seed: draws.seed } };
      return present(terminal, flags, out, {
        ...shared,
        result,
        sheets: async () => [(await import("@ceteris/report")).attGtSheet(effects, { lang })],
        chart: async () => (await import("@ceteris/report")).plotAttGt(effects, { lang }),
      });
    }
    const means = aggregateEffects(effects, { type });
    const pretrendReview =
      means.kind === "event-study" && options.base === "universal" ? reviewPretrend(means) : null;
    const result = pretrendReview ? { ...means, pretrendReview } : means;
    await present(terminal, flags, out, {
      ...shared,
      result,
      sheets: async () => {
        const { attAggregateSheet, pretrendSheet } = await import("@ceteris/report");
        return [
          attAggregateSheet(means, { lang }),
          ...(pretrendReview?.power ? [pretrendSheet(pretrendReview, { lang })] : []),
        ];
      },
      chart: async () => (await import("@ceteris/report")).plotAttAggregate(means, { lang }),
    });
  });
}
