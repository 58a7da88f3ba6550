import { type ComparedEstimator, type EstimatorComparison, type Language, labelText } from "@ceteris/core";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { blank, bodyRow, countCell, textCell } from "./cells.ts";
import { estimateParts } from "./estimate-parts.ts";
import { comparedWith } from "./estimator-clause.ts";
import { estimatorLabel } from "./estimator-label.ts";
import { modelClauses, noteSentence, starsClause } from "./notes.ts";
import { makeSheet, type Sheet } from "./sheet.ts";
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
  const parts = estimateParts(rows, { level, digits, stars }, lang);
  const found = estimators.filter(({ result }) => result !== null);
  return makeSheet({
    ...sheetFrame(options, {
      id: "estimators",
      title: "titleEstimators",
      notes: [
        estimators.some(({ estimator }) => estimator === "twfe") ? TWO_WAY[lang] : null,
        noteSentence(
          [
            modelClauses(
              found.map(({ result }) => result!),
              labels,
              lang,
              found.map(({ estimator }) => labelText(estimatorLabel(estimator), lang)),
            ),
            sourcesClause(estimators, lang),
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
    textCell(comparedWith(spec, lang)),
    textCell(word(specFacts(spec).controls.length > 0 ? "yes" : "no", lang)),
  ];
}

/** Who proposed the estimators that do not go by their authors' names, or when. */
function sourcesClause(estimators: readonly ComparedEstimator[], lang: Language): string | null {
  const told = estimators.flatMap(({ estimator }) => {
    const source = SOURCES[estimator]?.[lang];
    return source === undefined ? [] : [source];
  });
  return told.length === 0 ? null : told.join(lang === "zh" ? "；" : "; ");
}

const SOURCES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "att-gt": { en: "Callaway and Sant'Anna (2021)", zh: "Callaway和Sant'Anna（2021）" },
  sunab: { en: "Sun and Abraham (2021)", zh: "Sun和Abraham（2021）" },
  imputation: {
    en: "imputation: Borusyak, Jaravel and Spiess (2024)",
    zh: "插补估计：Borusyak、Jaravel和Spiess（2024）",
  },
  "two-stage": { en: "two-stage: Gardner (2022)", zh: "两阶段估计：Gardner（2022）" },
  stacked: {
    en: "stacked: Wing, Freedman and Hollingsworth (2024)",
    zh: "堆叠估计：Wing、Freedman和Hollingsworth（2024）",
  },
  etwfe: { en: "extended two-way: Wooldridge (2021)", zh: "扩展双向固定效应：Wooldridge（2021）" },
  sdid: { en: "synthetic DID: Arkhangelsky et al. (2021)", zh: "合成双重差分：Arkhangelsky等（2021）" },
};

const TWO_WAY = {
  en: "Each estimate is the mean effect over treated rows, but that of two-way fixed effects, which weighs them unequally and some possibly negatively.",
  zh: "除双向固定效应外，各行均为受处理观测的平均效应；双向固定效应对各观测的效应赋予不等甚至为负的权重。",
} as const;
