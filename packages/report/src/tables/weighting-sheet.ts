import type { WeightingResult } from "@ceteris/core";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { bodyRow, countCell, textCell } from "./cells.ts";
import { estimateParts } from "./estimate-parts.ts";
import { makeSheet } from "./make-sheet.ts";
import { modelClauses, noteSentence, starsClause } from "./notes.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";
import { STARS, type StarLevel } from "./stars.ts";

export interface WeightingSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
  /** Default `STARS`; empty for none. */
  readonly stars?: readonly StarLevel[] | undefined;
}

const SAMPLES = { unweighted: "unweighted", weighted: "underWeights" } as const;

/**
 * The DID on the same units without and under weights.
 *
 * @example
 * const sheet = weightingSheet(weightedDid(panel, { outcome: "index", weightOn: ["gdp"] }));
 */
export function weightingSheet(
  result: Pick<WeightingResult, "variants" | "spec" | "fit">,
  options: WeightingSheetOptions = {},
): Sheet {
  const { lang = "en", labels, digits = 4, stars = STARS } = options;
  const { level } = specFacts(result.spec);
  const parts = estimateParts(result.variants, { level, digits, stars }, lang);
  const clauses = [modelClauses([result], labels, lang), GIVEN[lang], starsClause(stars, lang)];
  return makeSheet({
    ...sheetFrame(options, {
      id: "weighting",
      title: "titleWeighting",
      notes: [noteSentence(clauses, lang)],
    }),
    columns: [
      { key: "sample", header: word("sample", lang), align: "left" },
      ...parts.map((part) => part.column),
      { key: "nObs", header: word("nObs", lang), align: "right" },
    ],
    rows: result.variants.map((v) =>
      bodyRow([
        textCell(word(SAMPLES[v.sample], lang)),
        ...parts.map((part) => part.cell(v)),
        countCell(v.nObs, lang),
      ]),
    ),
  });
}

const GIVEN = {
  en: "standard errors take the weights as given",
  zh: "标准误视权重为给定",
} as const;
