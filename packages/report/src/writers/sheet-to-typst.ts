import { type Cell, oneLine, type Sheet, type SheetColumn, shownText } from "../tables/sheet.ts";
import { word } from "../words.ts";
import { cellAlign, type DecimalWidths, decimalParts, decimalWidths } from "./decimal.ts";
import { type HeaderGroup, headerGroups } from "./header-groups.ts";
import { headingLines, tableEms } from "./table-width.ts";

/** More rows than this do not fit a page and are broken over several. */
const mostRows = 45;

/** Room of a table on A4 paper, and beside the text of a column, in ems. */
const ROOM = 40;
const GAP = 1;

/** Sets a number in two boxes, so wide as the widest parts of its column: points stand under one another. */
const AT_POINT = `#let at-point(whole, rest, widest-whole, widest-rest) = context {
  box(width: measure(widest-whole).width, align(end, whole))
  box(width: measure(widest-rest).width, align(start, rest))
}`;

/**
 * A three-line table for Typst 0.12 or later, with caption, label and notes, numbers at their point and
 * the head repeated on every page. All text stands in string literals, so none of it is ever code.
 *
 * @example
 * await writeFile("baseline.typ", sheetToTypst(sheet)); // #include "baseline.typ" in the paper
 */
export function sheetToTypst(sheet: Sheet): string {
  const { columns } = sheet;
  const tracks = columns.map((c) => (c.wrap ? "1fr" : "auto"));
  const breaks =
    sheet.rows.length > mostRows ? ["  #show figure.where(kind: table): set block(breakable: true)"] : [];
  return `${[
    AT_POINT,
    "#[",
    ...breaks,
    "  #figure(",
    "    kind: table,",
    ...(sheet.lang === "zh" ? ['    supplement: "表",'] : []),
    `    caption: figure.caption(position: top, ${literal(sheet.title)}),`,
    "    {",
    ...smaller(sheet),
    "      table(",
    `        columns: (${tracks.join(", ")},),`,
    `        align: (${columns.map(sideOf).join(", ")},),`,
    "        stroke: none,",
    "        inset: (x: .5em, y: .32em),",
    "        table.header(",
    "          table.hline(stroke: 1.5pt),",
    ...headLines(sheet).map((line) => `          ${line}`),
    "          table.hline(stroke: .75pt),",
    "        ),",
    ...bodyLines(sheet).map((line) => `        ${line}`),
    "        table.hline(stroke: 1.5pt),",
    "      )",
    ...noteLines(sheet).map((line) => `      ${line}`),
    "    },",
    `  ) <tab:${sheet.id.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "")}>`,
    "]",
  ].join("\n")}\n`;
}

/** Smaller type for a table that would be wider than the page. */
function smaller(sheet: Sheet): string[] {
  if (sheet.columns.some((c) => c.wrap)) return [];
  const width = tableEms(sheet, GAP);
  return width <= ROOM ? [] : [`      set text(size: ${Math.max(0.6, ROOM / width).toFixed(2)}em)`];
}

/** A string literal; nothing in it is markup. */
function literal(text: string): string {
  return `"${oneLine(text).replace(/[\\"]/g, "\\$&")}"`;
}

function sideOf({ align }: SheetColumn): string {
  return align === "decimal" ? "center" : align;
}

function headLines(sheet: Sheet): string[] {
  const { columns } = sheet;
  const groups = headerGroups(columns);
  const heads = columns.map((_, j) => {
    const lines = headingLines(sheet, j).map(literal);
    return lines.length === 1 ? lines[0]! : `(${lines.join(", linebreak(), ")}).join()`;
  });
  if (!groups) return [`${heads.join(", ")},`];
  const upper = groups.map((g) =>
    g.title === undefined
      ? `table.cell(rowspan: 2, align: bottom + ${sideOf(columns[g.start]!)}, ${heads[g.start]})`
      : `table.cell(colspan: ${g.span}, align: center, ${literal(g.title)})`,
  );
  const lower = heads.filter((_, j) => columns[j]!.group !== undefined);
  return [
    `${upper.join(", ")},`,
    ...groups.filter((g) => g.title !== undefined).map(groupRule),
    `${lower.join(", ")},`,
  ];
}

function groupRule({ start, span }: HeaderGroup): string {
  return `table.hline(start: ${start}, end: ${start + span}, stroke: .5pt),`;
}

function bodyLines(sheet: Sheet): string[] {
  const { columns } = sheet;
  const widest = columns.map((_, j) => widestParts(sheet, j));
  return sheet.rows.map((row) => {
    if (row.kind === "rule") return "table.hline(stroke: .75pt),";
    if (row.kind === "panel") {
      const style = sheet.lang === "zh" ? "strong" : "emph";
      return `table.cell(colspan: ${columns.length}, align: left, ${style}(${literal(row.title)})),`;
    }
    return `${row.cells.map((cell, j) => bodyCell(cell, columns[j]!, widest[j]!)).join(", ")},`;
  });
}

function bodyCell(cell: Cell, column: SheetColumn, widest: WidestParts): string {
  const parts = decimalParts(column, cell);
  if (parts) {
    return `at-point(${[parts.whole, parts.rest, widest.whole, widest.rest].map(literal).join(", ")})`;
  }
  const text = literal(shownText(cell));
  const side = cellAlign(column, cell);
  return side === sideOf(column) ? text : `table.cell(align: ${side}, ${text})`;
}

interface WidestParts {
  readonly whole: string;
  readonly rest: string;
}

/** The longest parts themselves: Typst measures them in its own type. */
function widestParts(sheet: Sheet, j: number): WidestParts {
  const widths: DecimalWidths = decimalWidths(sheet, j);
  const found = { whole: "", rest: "" };
  for (const row of sheet.rows) {
    const parts = row.kind === "body" ? decimalParts(sheet.columns[j]!, row.cells[j]!) : null;
    if (parts?.whole.length === widths.whole) found.whole ||= parts.whole;
    if (parts?.rest.length === widths.rest) found.rest ||= parts.rest;
  }
  return found;
}

function noteLines({ notes, lang }: Sheet): string[] {
  if (notes.length === 0) return [];
  const text = word("notes", lang) + notes.map(oneLine).join(lang === "zh" ? "" : " ");
  return [`align(start, text(size: .86em, ${literal(text)}))`];
}
