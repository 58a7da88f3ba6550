import { oneLine, type Sheet, type SheetColumn, shownText } from "../tables/sheet.ts";
import { decimalParts } from "../writers/decimal.ts";
import { headerGroups } from "../writers/header-groups.ts";
import { timesWidth } from "./times-width.ts";
import { SIZES } from "./word-text.ts";

/** Twentieths of a point, in which Word measures. */
export type Twips = number;

/** A4 in twips, with 2.54 cm above and below and 2.8 cm at the sides. */
export const PAGE = { width: 11906, height: 16838, margin: { ends: 1440, sides: 1588 } } as const;

/** Width of the text, by how the page lies. */
export const TEXT_WIDTH = {
  portrait: PAGE.width - 2 * PAGE.margin.sides,
  landscape: PAGE.height - 2 * PAGE.margin.ends,
} as const;

/** Left and right inside a cell. */
export const CELL_MARGIN: Twips = 70;

export interface WordTableLayout {
  readonly orientation: keyof typeof TEXT_WIDTH;
  /** Of the type, in half points. */
  readonly size: number;
  readonly widths: readonly Twips[];
  readonly width: Twips;
}

/** Smallest type before lines of a cell break, 小六号. */
const SMALLEST = 13;

/**
 * How a table fits a page: at 五号 if it can, then 小五 or a little less, then across a page turned, then smaller. Text
 * columns give way by breaking their lines.
 */
export function wordTableLayout(sheet: Sheet): WordTableLayout {
  const tries = [
    { orientation: "portrait", size: SIZES.caption },
    { orientation: "portrait", size: SIZES.note },
    { orientation: "portrait", size: 16 },
    { orientation: "landscape", size: SIZES.note },
    { orientation: "landscape", size: 15 },
    { orientation: "landscape", size: SMALLEST },
  ] as const;
  for (const { orientation, size } of tries) {
    const room = TEXT_WIDTH[orientation];
    const wanted = sheet.columns.map((_, j) => columnWidth(sheet, j, size, room));
    const sum = total(wanted);
    if (sum <= room || size === SMALLEST) {
      const widths = filled(wanted, sum <= room ? tableWidth(sum, room) : room);
      return { orientation, size, widths, width: total(widths) };
    }
  }
  throw new Error("unreachable");
}

/** A table fills the line unless it is much narrower. */
function tableWidth(wanted: Twips, room: Twips): Twips {
  return wanted > 0.5 * room ? room : Math.round(0.66 * room);
}

/** Spreads what is left evenly, or takes what lacks in proportion. */
function filled(wanted: readonly Twips[], width: Twips): readonly Twips[] {
  const sum = total(wanted);
  const spare = (width - sum) / wanted.length;
  return wanted.map((w) => Math.floor(spare >= 0 ? w + spare : (w * width) / sum));
}

function columnWidth(sheet: Sheet, j: number, size: number, room: Twips): Twips {
  const column = sheet.columns[j]!;
  const measure = (text: string) => textTwips(text, size);
  const texts = sheet.rows.flatMap((row) => (row.kind === "body" ? [shownText(row.cells[j]!)] : []));
  const { whole, rest } = decimalTwips(sheet, j, size);
  const body = Math.max(whole + rest, ...texts.map(measure));
  const most = room * (sheet.columns.length <= 3 ? 0.6 : column.wrap ? 0.45 : j === 0 ? 0.38 : 0.3);
  const head = headWidth(sheet.columns, j, body, measure);
  return Math.ceil(Math.max(Math.min(body, most), head) + 2 * CELL_MARGIN + 40);
}

/** A heading wider than its column breaks into two lines, between words; a group shares its columns. */
function headWidth(
  columns: readonly SheetColumn[],
  j: number,
  body: Twips,
  measure: (text: string) => Twips,
): Twips {
  const header = oneLine(columns[j]!.header);
  const whole = measure(header);
  const words = header.split(/ |(?<=\p{Script=Han}{2})/u).map(measure);
  const own = whole <= 1.2 * body ? whole : Math.max(...words, 0.6 * whole);
  const group = headerGroups(columns)?.find(
    (g) => g.title !== undefined && g.start <= j && j < g.start + g.span,
  );
  return Math.max(own, group ? measure(oneLine(group.title!)) / group.span - 2 * CELL_MARGIN : 0);
}

/** Width of a text in twips, of which a half point holds ten. */
export function textTwips(text: string, size: number): Twips {
  return timesWidth(text, 10 * size);
}

/** Widest parts of a decimal column, before and from the point. */
export function decimalTwips(
  sheet: Sheet,
  j: number,
  size: number,
): { readonly whole: Twips; readonly rest: Twips } {
  let whole = 0;
  let rest = 0;
  for (const row of sheet.rows) {
    const parts = row.kind === "body" ? decimalParts(sheet.columns[j]!, row.cells[j]!) : null;
    if (!parts) continue;
    whole = Math.max(whole, textTwips(parts.whole, size));
    rest = Math.max(rest, textTwips(parts.rest, size));
  }
  return { whole, rest };
}

function total(widths: readonly Twips[]): Twips {
  return widths.reduce((sum, w) => sum + w, 0);
}
