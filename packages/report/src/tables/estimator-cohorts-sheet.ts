import { type Estimate, type EstimatorComparison, labelText } from "@ceteris/core";
import { word } from "../words.ts";
import { bracketed } from "./bracketed.ts";
import { blank, bodyRow, countCell, textCell } from "./cells.ts";
import { coefficientCell } from "./coefficient-cell.ts";
import { usesNormal } from "./estimate-parts.ts";
import { estimatorSources } from "./estimator-clause.ts";
import type { EstimatorComparisonSheetOptions } from "./estimator-comparison-sheet.ts";
import { estimatorLabel } from "./estimator-label.ts";
import { makeSheet } from "./make-sheet.ts";
import { bracketClause, modelClauses, noteSentence, starsClause } from "./notes.ts";
import type { Sheet, SheetRow } from "./sheet.ts";
import { sheetFrame } from "./sheet-options.ts";
import { STARS } from "./stars.ts";

/**
 * Effects by cohort, an estimator a column with standard errors in brackets, and the effect over all
 * treated rows last.
 *
 * @example
 * const comparison = compareEstimators(panel, { outcome: "y", estimators: ["sunab", "att-gt"], aggregate: "cohort" });
 * const sheet = estimatorCohortsSheet(comparison);
 */
export function estimatorCohortsSheet(
  { estimators }: EstimatorComparison,
  options: EstimatorComparisonSheetOptions = {},
): Sheet {
  const { lang = "en", labels, digits = 4, stars = STARS } = options;
  const columns = estimators.flatMap(({ estimator, overall, result }) =>
    result?.kind === "att-aggregate"
      ? [{ name: labelText(estimatorLabel(estimator), lang), overall, result }]
      : [],
  );
  const results = columns.map(({ result }) => result);
  const rows = results.flatMap((result) => result.estimates);
  const cohorts = [...new Set(rows.map((row) => row.cohort ?? ""))].sort(inTime);
  const line = (name: string, found: readonly (Estimate | undefined)[]): SheetRow[] => [
    bodyRow([textCell(name), ...found.map((row) => coefficientCell(row, digits, stars))]),
    {
      kind: "body",
      continues: true,
      cells: [blank, ...found.map((row) => bracketed(row, "stdError", digits))],
    },
  ];
  return makeSheet({
    ...sheetFrame(options, {
      id: "estimator-cohorts",
      title: "titleEstimatorCohorts",
      notes: [
        noteSentence(
          [
            estimatorSources(results, lang),
            bracketClause("stdError", null, usesNormal(rows), lang),
            modelClauses(
              results,
              labels,
              lang,
              columns.map(({ name }) => name),
            ),
            starsClause(stars, lang),
          ],
          lang,
        ),
      ],
    }),
    columns: [
      { key: "cohort", header: word("cohort", lang), align: "left" },
      ...columns.map(({ name }, i) => ({ key: `e${i + 1}`, header: name, align: "decimal" as const })),
    ],
    rows: [
      ...cohorts.flatMap((cohort) =>
        line(
          String(cohort),
          results.map(({ estimates }) => estimates.find((row) => row.cohort === cohort)),
        ),
      ),
      { kind: "rule" },
      ...line(
        word("overallEffect", lang),
        columns.map(({ overall }) => overall),
      ),
      bodyRow([
        textCell(word("nObs", lang)),
        ...results.map(({ sample }) => ({ ...countCell(sample.nObs, lang), align: "center" as const })),
      ]),
    ],
  });
}

/** Periods are numbers, or text that sorts in order of time. */
function inTime(a: number | string, b: number | string): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1;
}
