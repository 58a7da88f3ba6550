import type { Language, SyntheticCohort, SyntheticDidResult } from "@ceteris/core";
import { formatNumber } from "../numbers.ts";
import { word } from "../words.ts";
import { bodyRow, countCell, numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface SyntheticSheetOptions extends SheetOptions {
  /** Decimals of effects. Default: 4. */
  readonly digits?: number | undefined;
  /** Controls and periods that are named, the heaviest first. Default: 5. */
  readonly named?: number | undefined;
}

/**
 * What the synthetic control of each cohort is made of: how many controls have a weight, as how many equally
 * weighted ones they count, the heaviest of them, and the periods that the change is measured from.
 *
 * @example
 * sheetToMarkdown(syntheticSheet(syntheticDid(panel, { outcome: "index" })));
 */
export function syntheticSheet(
  { synthetic }: Pick<SyntheticDidResult, "synthetic">,
  options: SyntheticSheetOptions = {},
): Sheet {
  const { lang = "en", digits = 4, named = 5 } = options;
  return makeSheet({
    ...sheetFrame(options, { id: "synthetic", title: "titleSyntheticWeights", notes: [NOTE[lang]] }),
    columns: [
      { key: "cohort", header: word("cohort", lang), align: "left" },
      { key: "nUnits", header: word("nTreatedUnits", lang), align: "right" },
      { key: "estimate", header: word("estimate", lang), align: "decimal" },
      { key: "nControls", header: word("weightedControls", lang), align: "right" },
      { key: "effectiveSize", header: word("effectiveSize", lang), align: "decimal" },
      { key: "controls", header: word("heaviestControls", lang), align: "left" },
      { key: "periods", header: word("heaviestPeriods", lang), align: "left" },
    ],
    rows: synthetic.map((cohort) =>
      bodyRow([
        textCell(String(cohort.cohort)),
        countCell(cohort.nUnits, lang),
        numberCell(cohort.estimate, digits),
        countCell(cohort.unitWeights.length, lang),
        numberCell(effectiveSize(cohort), 1),
        textCell(
          heaviest(
            cohort.unitWeights.map(({ unit, weight }) => ({ name: unit, weight })),
            named,
            lang,
          ),
        ),
        textCell(
          heaviest(
            cohort.timeWeights.map(({ time, weight }) => ({ name: String(time), weight })),
            named,
            lang,
          ),
        ),
      ]),
    ),
  });
}

const NOTE = {
  en: "Weights in percent. The effective size, 1/Σw², is the number of equally weighted controls whose mean would have the same variance.",
  zh: "权重以百分比表示。有效样本量为1/Σw²，即均值方差相同的等权对照个体数。",
} as const;

function effectiveSize({ unitWeights }: SyntheticCohort): number {
  return 1 / unitWeights.reduce((sum, { weight }) => sum + weight ** 2, 0);
}

/** "Nevada 12.4, New Hampshire 10.5, …" of what has any weight to print. */
function heaviest(
  weights: readonly { readonly name: string; readonly weight: number }[],
  most: number,
  lang: Language,
): string {
  return weights
    .filter(({ weight }) => weight >= 0.0005)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most)
    .map(({ name, weight }) => `${name} ${formatNumber(100 * weight, 1)}`)
    .join(lang === "zh" ? "、" : ", ");
}
