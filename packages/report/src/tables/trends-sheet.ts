import { type Label, labelText } from "@ceteris/core";
import type { TrendPoint } from "../charts/plot-trends.ts";
import { nameOf } from "../names.ts";
import { word } from "../words.ts";
import { blank, bodyRow, countCell, numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet, SheetColumn } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface TrendsSheetOptions extends SheetOptions {
  /** Name of the column of periods, for the heading. */
  readonly time?: string | undefined;
  /** Decimals; default 4. */
  readonly digits?: number | undefined;
}

/**
 * Means of groups over time, periods down and groups across, each with its count of rows.
 *
 * @example
 * const sheet = trendsSheet([{ time: 2017, group: "Treated", mean: 0.19, n: 64 }], { lang: "zh" });
 */
export function trendsSheet(points: readonly TrendPoint[], options: TrendsSheetOptions = {}): Sheet {
  const { lang = "en", labels, digits = 4 } = options;
  const times = [...new Set(points.map((p) => String(p.time)))];
  const shown = (group: Label) => labelText(group, lang);
  const groups = [...new Set(points.map((p) => shown(p.group)))];
  const columns = groups.flatMap((group, i): SheetColumn[] => [
    { key: `mean${i + 1}`, header: word("mean", lang), align: "decimal", group },
    { key: `n${i + 1}`, header: word("nObs", lang), align: "right", group },
  ]);
  const time = options.time === undefined ? word("time", lang) : nameOf(options.time, labels, lang);
  return makeSheet({
    ...sheetFrame(options, { id: "trends", title: "titleTrends" }),
    columns: [{ key: "time", header: time, align: "left" }, ...columns],
    rows: times.map((at) =>
      bodyRow([
        textCell(at),
        ...groups.flatMap((group) => {
          const found = points.find((p) => String(p.time) === at && shown(p.group) === group);
          return found ? [numberCell(found.mean, digits), countCell(found.n, lang)] : [blank, blank];
        }),
      ]),
    ),
  });
}
