import {
  type Cell,
  oneLine,
  type Sheet,
  type SheetColumn,
  type SheetRow,
  shownText,
} from "../tables/sheet.ts";
import { word } from "../words.ts";
import { cellAlign, type DecimalWidths, decimalParts, decimalWidths } from "./decimal.ts";
import { escapeHtml } from "./escape-html.ts";
import { headerGroups } from "./header-groups.ts";
import { htmlDocument } from "./html-document.ts";
import { unbroken } from "./unbroken.ts";

export interface HtmlOptions {
  /** Replaces the title in the caption, as by a number before it. */
  readonly caption?: string | undefined;
  /** A whole document with its own style instead of a bare table; default false. */
  readonly standalone?: boolean | undefined;
}

/**
 * A three-line table: `<table>` with caption, heads with scope, notes in the foot. Its style is
 * `SHEET_CSS`, which a standalone document brings along.
 *
 * @example
 * await writeFile("baseline.html", sheetToHtml(sheet, { standalone: true }));
 */
export function sheetToHtml(sheet: Sheet, options: HtmlOptions = {}): string {
  const widths = sheet.columns.map((_, j) => decimalWidths(sheet, j));
  const caption = escapeHtml(oneLine(options.caption ?? sheet.title));
  const table = [
    `<table class="sheet" lang="${sheet.lang === "zh" ? "zh-CN" : "en"}">`,
    `<caption>${caption}</caption>`,
    `<thead>\n${headRows(sheet.columns)}\n</thead>`,
    ...bodies(sheet, widths),
    ...foot(sheet),
    "</table>",
  ].join("\n");
  return options.standalone ? htmlDocument(sheet.lang, caption, table) : `${table}\n`;
}

function headRows(columns: readonly SheetColumn[]): string {
  const groups = headerGroups(columns);
  const head = (c: SheetColumn, rows: number) =>
    `<th scope="col" class="${sideOf(c)}"${rows > 1 ? ` rowspan="${rows}"` : ""}>${escapeHtml(headerText(c))}</th>`;
  if (!groups) return `<tr>${columns.map((c) => head(c, 1)).join("")}</tr>`;
  const upper = groups.map((g) =>
    g.title === undefined
      ? head(columns[g.start]!, 2)
      : `<th scope="colgroup" class="group" colspan="${g.span}">${escapeHtml(oneLine(g.title))}</th>`,
  );
  const lower = columns.filter((c) => c.group !== undefined).map((c) => head(c, 1));
  return `<tr>${upper.join("")}</tr>\n<tr>${lower.join("")}</tr>`;
}

/** "t value" does not break after its letter. */
function headerText(column: SheetColumn): string {
  return oneLine(column.header).replace(/^(\w) /, "$1\u00a0");
}

function sideOf(column: SheetColumn): string {
  return column.align === "decimal" ? "center" : column.align;
}

/** Rules and panels cut the rows into bodies. */
function bodies(sheet: Sheet, widths: readonly DecimalWidths[]): string[] {
  const parts: string[][] = [[]];
  for (const row of sheet.rows) {
    if (row.kind === "rule") parts.push([]);
    else parts.at(-1)!.push(bodyRow(row, sheet.columns, widths));
  }
  return parts.filter((rows) => rows.length > 0).map((rows) => `<tbody>\n${rows.join("\n")}\n</tbody>`);
}

function bodyRow(
  row: Exclude<SheetRow, { kind: "rule" }>,
  columns: readonly SheetColumn[],
  widths: readonly DecimalWidths[],
): string {
  if (row.kind === "panel") {
    const title = escapeHtml(oneLine(row.title));
    return `<tr class="panel"><th scope="rowgroup" colspan="${columns.length}">${title}</th></tr>`;
  }
  const cells = row.cells.map((cell, j) => bodyCell(cell, columns[j]!, widths[j]!, j === 0));
  return `<tr${row.continues ? ' class="continues"' : ""}>${cells.join("")}</tr>`;
}

function bodyCell(cell: Cell, column: SheetColumn, widths: DecimalWidths, first: boolean): string {
  const text = shownText(cell);
  const heads = first && text !== "";
  const tag = heads ? "th" : "td";
  const classes = [cellAlign(column, cell), ...(column.wrap ? ["wrap"] : [])].join(" ");
  const parts = decimalParts(column, cell);
  const inner = parts
    ? `<span class="w${widths.whole}">${escapeHtml(parts.whole)}</span><span class="r${widths.rest}">${escapeHtml(parts.rest)}</span>`
    : escapeHtml(text);
  return `<${tag}${heads ? ' scope="row"' : ""} class="${classes}">${inner}</${tag}>`;
}

function foot(sheet: Sheet): string[] {
  if (sheet.notes.length === 0) return [];
  const notes = sheet.notes
    .map((n) => escapeHtml(unbroken(oneLine(n), sheet.lang)))
    .join(sheet.lang === "zh" ? "" : " ");
  return [
    `<tfoot>\n<tr><td colspan="${sheet.columns.length}">${word("notes", sheet.lang)}${notes}</td></tr>\n</tfoot>`,
  ];
}
