import type { WeightingResult } from "@ceteris/core";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { bodyRow, textCell } from "./cells.ts";
import { estimateParts } from "./estimate-parts.ts";
import { makeSheet } from "./make-sheet.ts";
import { noteSentence, starsClause } from "./notes.ts";
import type { Sheet } from "./sheet.ts";
import { sheetFrame } from "./sheet-options.ts";
import { STARS } from "./stars.ts";
import type { WeightingSheetOptions } from "./weighting-sheet.ts";

const METHODS = {
  dr: "twoByTwoDr",
  "dr-improved": "twoByTwoDrImproved",
  ipw: "twoByTwoIpw",
  reg: "twoByTwoReg",
} as const;

/** Two-by-two estimates of the effect on the treated: doubly robust, by weighting, by regression. */
export function twoByTwoSheet(
  result: Pick<WeightingResult, "doublyRobust" | "spec">,
  options: WeightingSheetOptions = {},
): Sheet {
  const { lang = "en", digits = 4, stars = STARS } = options;
  const { level } = specFacts(result.spec);
  const parts = estimateParts(result.doublyRobust, { level, digits, stars }, lang);
  const note = noteSentence([NOTE[lang], starsClause(stars, lang)], lang);
  return makeSheet({
    ...sheetFrame(options, { id: "two-by-two", title: "titleTwoByTwo", notes: [note] }),
    columns: [
      { key: "estimator", header: word("estimator", lang), align: "left" },
      ...parts.map((part) => part.column),
    ],
    rows: result.doublyRobust.map((row) =>
      bodyRow([
        textCell(word(METHODS[row.term as keyof typeof METHODS], lang)),
        ...parts.map((part) => part.cell(row)),
      ]),
    ),
  });
}

const NOTE = {
  en: "Mean outcome after the start against that before it, by unit (Sant’Anna and Zhao 2020); standard errors from influence functions",
  zh: "被解释变量为各个体政策实施后与实施前均值之差（Sant’Anna和Zhao，2020）；标准误由影响函数得到",
} as const;
