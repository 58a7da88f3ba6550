import { type ComparedEstimator, type EstimatorComparison, type Language, labelText } from "@ceteris/core";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { blank, bodyRow, countCell, textCell } from "./cells.ts";
import { comparedWith } from "./compared-with.ts";
import { estimateParts } from "./estimate-parts.ts";
import { type Estimated, estimatorSources, stackWindow } from "./estimator-clause.ts";
import { estimatorLabel } from "./estimator-label.ts";
import { makeSheet } from "./make-sheet.ts";
import { modelClauses, noteSentence, starsClause } from "./notes.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";
import { STARS, type StarLevel } from "./stars.ts";

export interface EstimatorComparisonSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
  /** Default `STARS`; empty for none. */
  readonly stars?: readonly StarLevel[] | undefined;
}

/**
 * The overall effect by several estimators, one a line: with what each compares, on how many rows, and
 * whether with controls. An estimator that refuses the data has an empty line.
 *
 * @example
 * const sheet = estimatorComparisonSheet(compareEstimators(panel, { outcome: "y", estimators: ["twfe", "sunab"] }));
 */
export function estimatorComparisonSheet(
  comparison: EstimatorComparison,
  options: EstimatorComparisonSheetOptions = {},
): Sheet {
  const { lang = "en", labels, digits = 4, stars = STARS } = options;
  const { level } = specFacts(comparison.spec);
  const { estimators } = comparison;
  const rows = estimators.map(({ overall }) => overall);
  // Of t and z in one column neither could head it.
  const parts = estimateParts(rows, { level, digits, stars }, lang).filter(
    ({ column }) => column.key !== "statistic",
  );
  const found = estimators.filter(({ result }) => result !== null);
  const results = found.map(({ result }) => result!);
  const names = found.map(({ estimator }) => labelText(estimatorLabel(estimator), lang));
  return makeSheet({
    ...sheetFrame(options, {
      id: "estimators",
      title: "titleEstimators",
      notes: [
        estimators.some(({ estimator }) => estimator === "twfe") ? TWO_WAY[lang] : null,
        stackedNote(results, lang),
        noteSentence(
          [
            estimatorSources(results, lang),
            modelClauses(results, labels, lang, names),
            starsClause(stars, lang),
          ],
          lang,
        ),
      ],
    }),
    columns: [
      { key: "estimator", header: word("estimator", lang), align: "left" },
      ...parts.map((part) => part.column),
      { key: "nObs", header: word("nObs", lang), align: "right" },
      { key: "comparedWith", header: word("comparedWith", lang), align: "left" },
      { key: "controls", header: word("controls", lang), align: "center" },
    ],
    rows: estimators.map((row) =>
      bodyRow([
        textCell(labelText(estimatorLabel(row.estimator), lang)),
        ...parts.map((part) => part.cell(row.overall)),
        ...howCells(row, lang),
      ]),
    ),
  });
}

function howCells({ result }: ComparedEstimator, lang: Language) {
  if (result === null) return [blank, blank, blank];
  const { sample, spec } = result;
  return [
    countCell(sample.nObs, lang),
    textCell(comparedWith(result, lang)),
    textCell(word(specFacts(spec).controls.length > 0 ? "yes" : "no", lang)),
  ];
}

/** That the effect by stacked regressions is one within a window. */
function stackedNote(results: readonly Estimated[], lang: Language): string | null {
  const window = results.map((result) => stackWindow(result, lang)).find((text) => text !== null);
  if (window === undefined) return null;
  return lang === "zh"
    ? `堆叠估计为窗口期（${window}）内处理后各相对时点效应的均值，仅涉及整个窗口期内均有观测的队列。`
    : `That of stacked regressions is the mean over event times from 0 on within ${window}, of cohorts seen throughout.`;
}

const TWO_WAY = {
  en: "Each estimate is the mean effect over treated rows, but that of two-way fixed effects, which weighs them unequally and some possibly negatively.",
  zh: "除双向固定效应外，各行均为受处理观测的平均效应；双向固定效应对各观测的效应赋予不等甚至为负的权重。",
} as const;
