import { CeterisError } from "@ceteris/core";
import type { WildOptions, WildResult } from "@ceteris/did";
import { Command } from "commander";
import { addOutput, readForReview } from "../options/data-options.ts";
import { addModel, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag, numberFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import { wildNote } from "../output/wild-note.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

const WEIGHTS = ["rademacher", "webb", "mammen"] as const;
const TYPES = ["classic", "score", "variance", "both"] as const;

interface DidFlags extends ModelFlags {
  readonly wild?: number;
  readonly wildWeights?: (typeof WEIGHTS)[number];
  readonly wildType?: (typeof TYPES)[number];
  readonly wildBy?: string;
  readonly imposeNull: boolean;
}

export function didCommand(terminal: Terminal): Command {
  const command = addModel(
    new Command("did")
      .summary("two-way fixed-effects difference-in-differences")
      .description(
        "Two-way fixed-effects difference-in-differences: the average effect of treatment, with unit and time effects absorbed and standard errors clustered by unit.",
      ),
  )
    .optionsGroup("Wild cluster bootstrap:")
    .option(
      "--wild <n>",
      "also test the effect by that many draws of the wild cluster bootstrap",
      numberFlag("--wild", { integer: true, min: 1, max: 10_000_000 }),
    )
    .option(
      "--wild-weights <w>",
      `${WEIGHTS.join(", ")} (default: rademacher; webb with fewer than 12 clusters)`,
      choiceFlag("--wild-weights", WEIGHTS),
    )
    .option(
      "--wild-type <type>",
      `what comes from the cluster jackknife: ${TYPES.join(", ")} (WCR-C, -S, -V, -B; default: classic)`,
      choiceFlag("--wild-type", TYPES),
    )
    .option(
      "--wild-by <column>",
      "clusters that share a weight, if finer than those of the errors, or one of two ways; a^b crosses two",
    )
    .option("--no-impose-null", "draw from the model as estimated, not from the one without effect");
  return withExamples(
    addOutput(command),
    "ceteris did panel.csv --unit city --time year --group pilot --start 2018 --outcome index",
    "ceteris did panel.csv --unit state --time year --cohort first_year --outcome y \\",
    "    --controls income,poverty --cluster region --out did.tex",
    "ceteris did panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --cluster province --wild 9999",
  ).action(async (data: string, flags: DidFlags) => {
    const out = outFile(flags.out);
    const wildChosen = wildOptions(flags);
    const table = await readForReview(data, flags);
    const { twfe, wildBootstrap } = await import("@ceteris/did");
    const panel = makePanel(table, flags);
    const options = modelOptions(flags);
    const estimated: Partial<WildResult> & ReturnType<typeof twfe> = wildChosen
      ? wildBootstrap(panel, { ...options, ...wildChosen })
      : twfe(panel, options);
    const { withReview } = await import("../output/with-review.ts");
    const { covariance, controls, outcome } = options;
    const result = withReview(panel, estimated, { covariance, controls, outcome });
    await present(terminal, flags, out, {
      command: "did",
      table,
      result,
      sheets: async () => {
        const { estimatesSheet, sampleSheet } = await import("@ceteris/report");
        const { lang } = flags;
        const notes = result.wild ? [await wildNote(result.wild, lang, 4)] : [];
        return [estimatesSheet(result, { id: "did", lang, notes }), sampleSheet(result, { lang })];
      },
      chart: async () => (await import("@ceteris/report")).plotEstimates(result, { lang: flags.lang }),
    });
  });
}

/** Null without `--wild`. @throws OPTION_INVALID when another of its flags is given without it */
function wildOptions(flags: DidFlags): Partial<WildOptions> | null {
  const { wild, wildWeights, wildType, wildBy, imposeNull, seed } = flags;
  if (wild !== undefined)
    return { draws: wild, wildWeights, wildType, bootCluster: wildBy, imposeNull, seed };
  const stray = Object.entries({
    "--wild-weights": wildWeights,
    "--wild-type": wildType,
    "--wild-by": wildBy,
    "--no-impose-null": imposeNull ? undefined : true,
  }).flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
  if (stray.length === 0) return null;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: stray.join(", "),
    what: "it has no meaning without the wild cluster bootstrap",
    mend: "Add --wild 9999, or leave it out",
  });
}
