import type { PanelCheckResult } from "@ceteris/core";
import { nameOf } from "../names.ts";
import { formatCount } from "../numbers.ts";
import { word } from "../words.ts";
import { bodyRow, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

/**
 * What the checks of a panel found, a finding a line.
 *
 * @example
 * panelCheckSheet(checkPanel(table, { unit: "city", time: "year" }), { lang: "zh" });
 */
export function panelCheckSheet(result: PanelCheckResult, options: SheetOptions = {}): Sheet {
  const { lang = "en", labels } = options;
  const { findings, counts } = result;
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const more = total - findings.length;
  return makeSheet({
    ...sheetFrame(options, {
      id: "panel-check",
      title: "titlePanelCheck",
      notes: [
        total === 0 ? word("panelCheckNone", lang) : null,
        more > 0 ? word("panelCheckMore", lang, { n: formatCount(more, lang) }) : null,
      ],
    }),
    columns: [
      { key: "check", header: word("panelCheck", lang), align: "left" },
      { key: "unit", header: word("unit", lang), align: "left" },
      { key: "time", header: word("time", lang), align: "left" },
      { key: "column", header: word("variable", lang), align: "left" },
      { key: "found", header: word("found", lang), align: "left", wrap: true },
      { key: "rows", header: word("dataRows", lang), align: "left" },
    ],
    rows: findings.map(({ check, unit, time, column, found, rows }) =>
      bodyRow([
        textCell(word(`check_${check}`, lang)),
        textCell(unit ?? ""),
        textCell(time ?? ""),
        textCell(column === null ? "" : nameOf(column, labels, lang)),
        textCell(found),
        textCell(rows.join(", ")),
      ]),
    ),
  });
}
