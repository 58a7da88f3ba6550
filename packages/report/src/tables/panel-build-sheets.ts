import { PANEL_ACTIONS, type PanelBuildResult } from "@ceteris/core";
import { nameOf } from "../names.ts";
import { word } from "../words.ts";
import { bodyRow, countCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

/** How many unmatched names of a file are shown. */
const NAMES = 3;

/**
 * How a panel was put together: its tables, its columns, and how often each thing was done.
 *
 * @example
 * panelBuildSheets(build, { lang: "zh" }).map((sheet) => sheetToText(sheet));
 */
export function panelBuildSheets(
  build: PanelBuildResult,
  options: Omit<SheetOptions, "id" | "title"> = {},
): readonly [Sheet, Sheet, Sheet] {
  const { lang = "en", labels } = options;
  const sources = makeSheet({
    ...sheetFrame(options, { id: "panel-sources", title: "titlePanelSources" }),
    columns: [
      { key: "file", header: word("file", lang), align: "left" },
      { key: "rows", header: word("nRows", lang), align: "right" },
      { key: "units", header: word("unitsFound", lang), align: "right" },
      { key: "cells", header: word("cellsUsed", lang), align: "right" },
      { key: "unmatched", header: word("namesUnmatched", lang), align: "left", wrap: true },
    ],
    rows: build.sources.map(({ file, nRows, nUnits, nCells, unmatched }) => {
      const more = unmatched.length > NAMES ? ` +${unmatched.length - NAMES}` : "";
      return bodyRow([
        textCell(file),
        countCell(nRows, lang),
        countCell(nUnits, lang),
        countCell(nCells, lang),
        textCell(unmatched.slice(0, NAMES).join(lang === "zh" ? "、" : ", ") + more),
      ]);
    }),
  });
  const columns = makeSheet({
    ...sheetFrame(options, { id: "panel-columns", title: "titlePanelColumns" }),
    columns: [
      { key: "variable", header: word("variable", lang), align: "left" },
      { key: "unit", header: word("measuredIn", lang), align: "left" },
      { key: "cells", header: word("cells", lang), align: "right" },
      { key: "missing", header: word("missing", lang), align: "right" },
      { key: "imputed", header: word("imputed", lang), align: "right" },
      { key: "from", header: word("comesFrom", lang), align: "left", wrap: true },
    ],
    rows: build.columns.map(({ column, unit, nCells, nMissing, nImputed, from }) =>
      bodyRow([
        textCell(nameOf(column, labels, lang)),
        textCell(unit ?? ""),
        countCell(nCells, lang),
        countCell(nMissing, lang),
        countCell(nImputed, lang),
        textCell(fromText(from)),
      ]),
    ),
  });
  const log = makeSheet({
    ...sheetFrame(options, { id: "panel-log", title: "titlePanelLog" }),
    columns: [
      { key: "action", header: word("action", lang), align: "left" },
      { key: "entries", header: word("entries", lang), align: "right" },
      { key: "cells", header: word("cells", lang), align: "right" },
    ],
    rows: PANEL_ACTIONS.filter((action) => build.counts[action] !== undefined).map((action) => {
      const own = build.log.filter((entry) => entry.action === action);
      const cells = own.reduce((sum, entry) => sum + entry.cells, 0);
      return bodyRow([
        textCell(word(`action_${action}`, lang)),
        countCell(own.length, lang),
        countCell(cells, lang),
      ]);
    }),
  });
  return [sources, columns, log];
}

/** All of two, of more the first, the last and how many there are. */
function fromText(from: readonly string[]): string {
  return from.length <= 2 ? from.join(", ") : `${from[0]} … ${from.at(-1)} (${from.length})`;
}
