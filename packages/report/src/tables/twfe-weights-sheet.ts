import type { TwfeWeightsResult } from "@ceteris/core";
import { word } from "../words.ts";
import { countCell, numberCell } from "./cells.ts";
import { listingSheet } from "./listing-sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { SheetOptions } from "./sheet-options.ts";

const NOTE = {
  en: "Under parallel trends the two-way fixed-effects estimate is the weighted sum of the effects of all treated rows. The spreads are standard deviations of effects across treated rows: if effects may differ as much, the mean effect may be zero though the estimate is not, or every effect have the opposite sign (de Chaisemartin and D’Haultfœuille 2020). Not defined where no weight is negative, or all are alike.",
  zh: "在平行趋势下，双向固定效应估计量是各处理观测效应的加权和。标准差指处理观测间效应的标准差：若效应的差异可能达到该值，则平均效应可能为零，或效应可能全部反号（de Chaisemartin和D’Haultfœuille，2020）。没有负权重或权重全部相同时无定义。",
};

/**
 * How the effects of treated rows are weighed in a two-way fixed-effects estimate, and how much they would
 * have to differ for it to mislead.
 *
 * @example
 * const sheet = twfeWeightsSheet(twfeWeights(panel, { outcome: "l_homicide" }));
 */
export function twfeWeightsSheet(
  result: Omit<TwfeWeightsResult, "weights">,
  options: SheetOptions & { readonly digits?: number | undefined } = {},
): Sheet {
  const { lang = "en", digits = 4 } = options;
  const lines = [
    [word("treatedRows", lang), countCell(result.nTreatedRows, lang)],
    [word("negativeWeightRows", lang), countCell(result.nNegative, lang)],
    [word("sumPositiveWeights", lang), numberCell(result.sumPositive, digits)],
    [word("sumNegativeWeights", lang), numberCell(result.sumNegative, digits)],
    [word("spreadMeanZero", lang), numberCell(result.sigma, digits)],
    [word("spreadOpposite", lang), numberCell(result.sigmaOpposite, digits)],
  ] as const;
  return listingSheet("twfe-weights", "titleTwfeWeights", lines, {
    ...options,
    notes: [NOTE, ...(options.notes ?? [])],
  });
}
