import type { ITableCellBorders, Paragraph, Table, TableCell, TableRow } from "docx";
import { type Cell, type Sheet, type SheetColumn, shownText } from "../tables/sheet.ts";
import { cellAlign, decimalParts } from "../writers/decimal.ts";
import { headerGroups } from "../writers/header-groups.ts";
import {
  CELL_MARGIN,
  decimalTwips,
  type Twips,
  textTwips,
  type WordTableLayout,
} from "./word-table-layout.ts";
import { type Docx, wordRuns } from "./word-text.ts";

/** Thickness of lines in eighths of a point: 1.5 pt above and below, 0.75 pt within, 0.5 pt under a group. */
const LINES = { outer: 12, inner: 6, group: 4 } as const;

/** More rows than this may be broken over pages; the head is repeated. */
const MOST_TOGETHER = 26;

interface Making {
  readonly docx: Docx;
  readonly sheet: Sheet;
  readonly layout: WordTableLayout;
  readonly decimals: readonly { readonly whole: Twips; readonly rest: Twips }[];
}

/** A sheet as a three-line table of Word: numbers at their point, head repeated on every page. */
export function wordTable(docx: Docx, sheet: Sheet, layout: WordTableLayout): Table {
  const decimals = sheet.columns.map((_, j) => decimalTwips(sheet, j, layout.size));
  const making: Making = { docx, sheet, layout, decimals };
  return new docx.Table({
    width: { size: layout.width, type: docx.WidthType.DXA },
    columnWidths: [...layout.widths],
    layout: docx.TableLayoutType.FIXED,
    alignment: docx.AlignmentType.CENTER,
    margins: { left: CELL_MARGIN, right: CELL_MARGIN },
    borders: docx.TableBorders.NONE,
    rows: [...headRows(making), ...bodyRows(making)],
  });
}

function headRows(making: Making): TableRow[] {
  const { docx, sheet } = making;
  const { columns } = sheet;
  const groups = headerGroups(columns);
  const head = (column: SheetColumn, j: number, borders: Borders, rowSpan = 1) =>
    cell(making, column.header, { side: sideOf(column), start: j, borders, rowSpan, head: true });
  const row = (children: TableCell[]) => new docx.TableRow({ children, tableHeader: true, cantSplit: true });
  if (!groups) {
    return [row(columns.map((c, j) => head(c, j, { top: LINES.outer, bottom: LINES.inner })))];
  }
  const upper = groups.map((g) =>
    g.title === undefined
      ? head(columns[g.start]!, g.start, { top: LINES.outer, bottom: LINES.inner }, 2)
      : cell(making, g.title, {
          side: "center",
          start: g.start,
          span: g.span,
          borders: { top: LINES.outer, bottom: LINES.group },
          head: true,
        }),
  );
  const lower = columns.flatMap((c, j) =>
    c.group === undefined ? [] : [head(c, j, { bottom: LINES.inner })],
  );
  return [row(upper), row(lower)];
}

function sideOf({ align }: SheetColumn): Side {
  return align === "decimal" ? "center" : align;
}

function bodyRows(making: Making): TableRow[] {
  const { docx, sheet } = making;
  const { columns } = sheet;
  const rows = sheet.rows.filter((row, i) => row.kind !== "rule" || i < sheet.rows.length - 1);
  const shown = rows.filter((row) => row.kind !== "rule");
  const together = shown.length <= MOST_TOGETHER;
  let ruled = false;
  const made: TableRow[] = [];
  for (const row of rows) {
    if (row.kind === "rule") {
      ruled = made.length > 0;
      continue;
    }
    const last = made.length === shown.length - 1;
    const borders: Borders = {
      ...(ruled ? { top: LINES.inner } : {}),
      ...(last ? { bottom: LINES.outer } : {}),
    };
    const near = together || made.length < 2 || made.length > shown.length - 4;
    const keepNext = near && (!last || sheet.notes.length > 0);
    ruled = false;
    const children =
      row.kind === "panel"
        ? [
            cell(making, row.title, {
              side: "left",
              start: 0,
              span: columns.length,
              borders,
              keepNext,
              panel: true,
            }),
          ]
        : row.cells.map((c, j) => bodyCell(making, c, j, borders, keepNext));
    made.push(new docx.TableRow({ children, cantSplit: true }));
  }
  return made;
}

/** A number's right end stands off the edge by what the column's longest decimals take more than its own. */
function bodyCell(making: Making, given: Cell, j: number, borders: Borders, keepNext: boolean): TableCell {
  const { sheet, layout, decimals } = making;
  const column = sheet.columns[j]!;
  const parts = decimalParts(column, given);
  const text = shownText(given);
  if (!parts) {
    const side = cellAlign(column, given) as Side;
    return cell(making, text, { side, start: j, borders, keepNext });
  }
  const { whole, rest } = decimals[j]!;
  const inside = layout.widths[j]! - 2 * CELL_MARGIN;
  const edge = Math.max(0, inside - whole - rest) / 2;
  const indent = Math.round(edge + rest - textTwips(parts.rest, layout.size));
  return cell(making, text, { side: "right", start: j, borders, keepNext, indent });
}

type Side = "left" | "right" | "center";

interface Borders {
  readonly top?: number;
  readonly bottom?: number;
}

interface CellOptions {
  readonly side: Side;
  /** First column. */
  readonly start: number;
  readonly span?: number;
  readonly rowSpan?: number;
  readonly borders: Borders;
  /** Right indent. */
  readonly indent?: Twips;
  readonly keepNext?: boolean;
  readonly head?: boolean;
  readonly panel?: boolean;
}

function cell(making: Making, text: string, options: CellOptions): TableCell {
  const { docx, layout } = making;
  const { start, span = 1, rowSpan = 1, head = false } = options;
  const width = layout.widths.slice(start, start + span).reduce((sum, w) => sum + w, 0);
  return new docx.TableCell({
    children: [cellText(making, text, options)],
    width: { size: width, type: docx.WidthType.DXA },
    ...(span > 1 ? { columnSpan: span } : {}),
    ...(rowSpan > 1 ? { rowSpan } : {}),
    verticalAlign: head ? docx.VerticalAlignTable.BOTTOM : docx.VerticalAlignTable.CENTER,
    ...(options.borders.top || options.borders.bottom ? { borders: borderLines(docx, options.borders) } : {}),
  });
}

function cellText({ docx, sheet, layout }: Making, text: string, options: CellOptions): Paragraph {
  const { side, indent = 0, keepNext = false, head = false, panel = false } = options;
  const style = {
    size: layout.size,
    ...(panel && (sheet.lang === "zh" ? { bold: true } : { italics: true })),
  };
  return new docx.Paragraph({
    children: wordRuns(docx, text, sheet.lang, style),
    run: { size: layout.size },
    style: "TableText",
    alignment: docx.AlignmentType[side.toUpperCase() as "LEFT" | "RIGHT" | "CENTER"],
    ...(indent > 0 ? { indent: { right: indent } } : {}),
    ...(head ? { spacing: { before: 50, after: 50 } } : {}),
    ...(keepNext || head ? { keepNext: true } : {}),
  });
}

function borderLines(docx: Docx, { top, bottom }: Borders): ITableCellBorders {
  const line = (size: number) => ({ style: docx.BorderStyle.SINGLE, size, color: "000000" });
  return {
    ...(top === undefined ? {} : { top: line(top) }),
    ...(bottom === undefined ? {} : { bottom: line(bottom) }),
  };
}
