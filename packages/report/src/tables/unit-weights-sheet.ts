import type { WeightingResult } from "@ceteris/core";
import { word } from "../words.ts";
import { bodyRow, countCell, numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

/** How the weights of each group are spread: effective size, range, and the share of the heaviest units. */
export function unitWeightsSheet(weights: WeightingResult["weights"], options: SheetOptions = {}): Sheet {
  const { lang = "en" } = options;
  return makeSheet({
    ...sheetFrame(options, { id: "unit-weights", title: "titleUnitWeights", notes: [NOTE[lang]] }),
    columns: [
      { key: "group", header: word("unitGroup", lang), align: "left" },
      { key: "nUnits", header: word("nWeightedUnits", lang), align: "right" },
      { key: "effectiveSize", header: word("effectiveSize", lang), align: "decimal" },
      { key: "sum", header: word("sumOfWeights", lang), align: "decimal" },
      { key: "min", header: word("min", lang), align: "decimal" },
      { key: "max", header: word("max", lang), align: "decimal" },
      { key: "cv", header: word("cvOfWeights", lang), align: "decimal" },
      { key: "largestShare", header: word("largestShare", lang), align: "decimal" },
      { key: "topTenthShare", header: word("heaviestTenth", lang), align: "decimal" },
      { key: "nTrimmed", header: word("nTrimmed", lang), align: "right" },
    ],
    rows: weights.groups.map((row) =>
      bodyRow([
        textCell(word(row.group === "treated" ? "treatedGroup" : "controlGroup", lang)),
        countCell(row.nUnits, lang),
        numberCell(row.effectiveSize, 1),
        numberCell(row.sum, 2),
        numberCell(row.min, 3),
        numberCell(row.max, 3),
        numberCell(row.cv, 3),
        numberCell(100 * row.largestShare, 1),
        numberCell(100 * row.topTenthShare, 1),
        countCell(row.nTrimmed, lang),
      ]),
    ),
  });
}

const NOTE = {
  en: "The effective size, (Σw)²/Σw², is the number of equally weighted units whose mean would have the same variance.",
  zh: "有效样本量为(Σw)²/Σw²，即均值方差相同的等权个体数。",
} as const;
