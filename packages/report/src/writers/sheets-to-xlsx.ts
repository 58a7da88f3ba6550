import stringWidth from "string-width";
import type { Cell as ExcelCell, Row, SheetOptions } from "write-excel-file/node";
import { fixedZip } from "../documents/fixed-zip.ts";
import { type Cell, oneLine, type Sheet, type SheetColumn, shownText } from "../tables/sheet.ts";
import { word } from "../words.ts";
import { cellAlign, decimalParts, decimalWidths } from "./decimal.ts";
import { excelFormat } from "./excel-format.ts";
import { fittedToPage } from "./excel-page.ts";
import { orderedFonts } from "./excel-styles.ts";
import { headerGroups } from "./header-groups.ts";

/** Excel has no line of 1.5 points; its middle one comes nearest. */
const LINES = { outer: "medium", inner: "thin", group: "hair" } as const;

type Line = (typeof LINES)[keyof typeof LINES];

interface Lines {
  readonly topBorderStyle?: Line;
  readonly bottomBorderStyle?: Line;
}

/** More rows than this scroll under a head that stays. */
const MOST_ON_SCREEN = 40;

/** Of 10.5-point type, in points. */
const LINE_HEIGHT = 14;

/** Characters beyond which text breaks into lines. */
const WIDEST = 60;

/**
 * Tables as one Excel workbook, a worksheet for each: three lines, title above, notes below. Numbers
 * are numbers in full precision, and their formats show them as print does, stars and brackets
 * included. Text is never a formula. The same tables give the same bytes.
 *
 * @example
 * await writeFile("tables.xlsx", await sheetsToXlsx([estimatesSheet(result), sampleSheet(result)]));
 */
export async function sheetsToXlsx(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const names = worksheetNames(sheets);
  const worksheets = sheets.map((sheet, i) => ({ ...worksheet(sheet), sheet: names[i]! }));
  const file = await writeExcelFile(worksheets.length > 0 ? worksheets : [{ data: [], sheet: "Sheet1" }], {
    fontFamily: "Times New Roman",
    fontSize: 10.5,
  }).toBuffer();
  return fixedZip(file, {
    "xl/styles.xml": orderedFonts,
    ...Object.fromEntries(names.map((_, i) => [`xl/worksheets/sheet${i + 1}.xml`, fittedToPage])),
  });
}

function worksheet(sheet: Sheet): SheetOptions<never> & { data: Row[] } {
  const { columns } = sheet;
  const widths = columns.map((_, j) => columnWidth(sheet, j));
  const head = headRows(columns, widths);
  const title: Row = [
    { value: oneLine(sheet.title), fontWeight: "bold" },
    ...columns.slice(1).map(() => null),
  ];
  return {
    data: [title, ...head, ...bodyRows(sheet), ...noteRows(sheet, widths)],
    columns: widths.map((width) => ({ width })),
    showGridLines: false,
    ...(sheet.rows.length > MOST_ON_SCREEN ? { stickyRowsCount: 1 + head.length } : {}),
  };
}

function headRows(columns: readonly SheetColumn[], widths: readonly number[]): Row[] {
  const lines = Math.max(
    ...columns.map((c, j) => Math.ceil(stringWidth(oneLine(c.header)) / (widths[j]! - 1))),
  );
  // Not every program makes a row higher for text that breaks.
  const height = lines > 1 ? { height: LINE_HEIGHT * lines } : {};
  const head = (column: SheetColumn, lines: Lines, rowSpan = 1): ExcelCell => ({
    value: oneLine(column.header),
    type: String,
    align: column.align === "decimal" ? "center" : column.align,
    alignVertical: "bottom",
    wrap: true,
    ...(rowSpan > 1 ? { rowSpan } : height),
    ...lines,
  });
  const both = { topBorderStyle: LINES.outer, bottomBorderStyle: LINES.inner };
  const groups = headerGroups(columns);
  if (!groups) return [columns.map((c) => head(c, both))];
  const upper = groups.flatMap((g): ExcelCell[] => {
    if (g.title === undefined) return [head(columns[g.start]!, both, 2)];
    const lines = { topBorderStyle: LINES.outer, bottomBorderStyle: LINES.group };
    const first = {
      value: oneLine(g.title),
      type: String,
      align: "center" as const,
      columnSpan: g.span,
      ...lines,
    };
    return [first, ...Array.from({ length: g.span - 1 }, () => null)];
  });
  const lower = columns.map((c) =>
    c.group === undefined ? null : head(c, { bottomBorderStyle: LINES.inner }),
  );
  return [upper, lower];
}

function bodyRows(sheet: Sheet): Row[] {
  const { columns } = sheet;
  const rests = columns.map((_, j) => decimalWidths(sheet, j).rest);
  const last = sheet.rows.findLastIndex((row) => row.kind !== "rule");
  const made: Row[] = [];
  for (const [i, row] of sheet.rows.entries()) {
    if (row.kind === "rule") continue;
    const lines: Lines = {
      ...(sheet.rows[i - 1]?.kind === "rule" && made.length > 0 ? { topBorderStyle: LINES.inner } : {}),
      ...(i === last ? { bottomBorderStyle: LINES.outer } : {}),
    };
    made.push(
      row.kind === "panel"
        ? [
            { value: oneLine(row.title), type: String, ...panelStyle(sheet), ...lines },
            ...columns.slice(1).map(() => lines),
          ]
        : row.cells.map((cell, j) => bodyCell(cell, columns[j]!, rests[j]!, lines)),
    );
  }
  return made;
}

function panelStyle({ lang }: Sheet) {
  return lang === "zh" ? { fontWeight: "bold" as const } : { fontStyle: "italic" as const };
}

function bodyCell(cell: Cell, column: SheetColumn, rest: number, lines: Lines): ExcelCell {
  const text = shownText(cell);
  const parts = decimalParts(column, cell);
  const side = cellAlign(column, cell);
  if (typeof cell.value === "number" && text !== "") {
    const format = excelFormat(text, cell.value, parts ? rest - parts.rest.length : 0);
    return { value: cell.value, type: Number, format, align: side === "decimal" ? "right" : side, ...lines };
  }
  if (text === "") return lines;
  const align = side === "decimal" ? "right" : side;
  return { value: text, type: String, align, ...(column.wrap ? { wrap: true } : {}), ...lines };
}

/** All notes in one cell across the table, as high as its lines. */
function noteRows(sheet: Sheet, widths: readonly number[]): Row[] {
  if (sheet.notes.length === 0) return [];
  const { lang, notes } = sheet;
  const value = word("notes", lang) + notes.map(oneLine).join(lang === "zh" ? "" : " ");
  const width = widths.reduce((sum, w) => sum + w, 0);
  const lines = Math.ceil(stringWidth(value) / width) + 1;
  const cell: ExcelCell = {
    value,
    type: String,
    fontSize: 9,
    wrap: true,
    alignVertical: "top",
    columnSpan: widths.length,
    height: 12 * lines,
  };
  return [[cell, ...widths.slice(1).map(() => null)]];
}

function columnWidth(sheet: Sheet, j: number): number {
  const texts = sheet.rows.flatMap((row) => (row.kind === "body" ? [shownText(row.cells[j]!)] : []));
  const body = Math.max(...texts.map((t) => stringWidth(t)), 6);
  const head = stringWidth(oneLine(sheet.columns[j]!.header));
  return Math.min(WIDEST, Math.max(body, head > 2 * body ? Math.ceil(head / 2) : head)) + 2;
}

/** Titles cut to what a worksheet may be called, told apart by numbers. */
function worksheetNames(sheets: readonly Sheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map((sheet) => {
    const plain =
      oneLine(sheet.title)
        .replace(/[[\]:*?/\\]/g, " ")
        .replace(/^'|'$/g, " ")
        .trim() || "Table";
    let name = plain.slice(0, 31);
    for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${plain.slice(0, 27)} ${k}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
