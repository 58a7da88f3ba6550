import type { EstimationResult } from "@ceteris/core";
import { nameOf } from "../names.ts";
import { word } from "../words.ts";
import { countCell, numberCell } from "./cells.ts";
import { listingSheet } from "./listing-sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { SheetOptions } from "./sheet-options.ts";

/** What became of the rows and how well the model fits; counts of dropped rows only where there are any. */
export function sampleSheet(
  { sample, fit }: Pick<EstimationResult, "sample" | "fit">,
  options: SheetOptions = {},
): Sheet {
  const { lang = "en", labels } = options;
  const { dropped } = sample;
  const drops = [
    ["droppedFiltered", dropped.filtered],
    ["droppedMissing", dropped.missing],
    ["droppedSingleton", dropped.singleton],
  ] as const;
  const counts = ["nObs", "nUnits", "nPeriods", "nTreatedUnits"] as const;
  const fits = ["r2", "r2Within", "rmse"] as const;
  const lines = [
    [word("nRows", lang), countCell(sample.nRows, lang)] as const,
    ...drops
      .filter(([, count]) => count > 0)
      .map(([key, count]) => [word(key, lang), countCell(count, lang)] as const),
    ...counts.map((key) => [word(key, lang), countCell(sample[key], lang)] as const),
    ...Object.entries(fit.nClusters).map(
      ([name, count]) =>
        [word("clustersBy", lang, { name: nameOf(name, labels, lang) }), countCell(count, lang)] as const,
    ),
    ...fits.map((key) => [word(key, lang), numberCell(fit[key], 4)] as const),
  ];
  return listingSheet("sample", "titleSample", lines, options);
}
