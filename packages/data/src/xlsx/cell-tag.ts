import { nextAttribute, type XmlTag } from "./xml-scanner.ts";

/** What the tag of a cell says. */
export interface CellTag {
  /** From 1. */
  row: number;
  /** From 0. */
  column: number;
  style: number;
  type: string;
}

const [R, S, T] = [114, 115, 116];
const place = { nameStart: 0, nameEnd: 0, start: 0, end: 0 };

/** Reads `r`, `s` and `t`; without `r` the place stays as it is. @throws Error (no such cell) */
export function readCellTag(tag: XmlTag, cell: CellTag): void {
  const { bytes } = tag;
  cell.style = 0;
  cell.type = "n";
  for (let at = nextAttribute(tag, tag.start, place); at >= 0; at = nextAttribute(tag, at, place)) {
    if (place.nameEnd - place.nameStart !== 1) continue;
    const name = bytes[place.nameStart];
    if (name === R) placeCell(bytes, place.start, place.end, cell);
    else if (name === S) cell.style = numberIn(bytes, place.start, place.end);
    else if (name === T) cell.type = typeIn(bytes, place.start, place.end);
  }
}

function typeIn(bytes: Buffer, start: number, end: number): string {
  if (end - start === 1) {
    const letter = bytes[start];
    if (letter === S) return "s";
    if (letter === 110) return "n";
  }
  return bytes.toString("latin1", start, end);
}

/** Column and row of a reference such as `AB12`. @throws Error */
export function placeCell(
  bytes: Buffer,
  start: number,
  end: number,
  cell: { row: number; column: number },
): void {
  let column = 0;
  let i = start;
  for (; i < end; i++) {
    const c = bytes[i]!;
    if (c < 65 || c > 90) break;
    column = column * 26 + (c - 64);
  }
  let row = 0;
  const digits = i;
  for (; i < end; i++) {
    const c = bytes[i]!;
    if (c < 48 || c > 57) break;
    row = row * 10 + (c - 48);
  }
  if (i !== end || i === digits || column < 1 || column > 16_384)
    throw new Error(`there is no cell ${bytes.toString("latin1", start, Math.min(end, start + 20))}`);
  cell.row = row;
  cell.column = column - 1;
}

const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/** The number that stands there and nothing else; `NaN` when none does. */
export function numberIn(bytes: Buffer, start: number, end: number): number {
  let i = start;
  const negative = bytes[i] === 45;
  if (negative) i++;
  const digits = i;
  let value = 0;
  let c = bytes[i]!;
  while (i < end && c >= 48 && c <= 57) {
    value = value * 10 + (c - 48);
    c = bytes[++i]!;
  }
  let decimals = 0;
  if (i < end && c === 46 && i > digits) {
    const point = i;
    c = bytes[++i]!;
    while (i < end && c >= 48 && c <= 57) {
      value = value * 10 + (c - 48);
      c = bytes[++i]!;
    }
    decimals = i - point - 1;
  }
  // Digits below 2⁵³ and powers of ten up to 22 are exact, so that their one division is rounded correctly.
  if (i === end && i > digits && value < 2 ** 53 && decimals <= 22)
    return (negative ? -value : value) / POWERS[decimals]!;
  const text = bytes.toString("latin1", start, end).trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
