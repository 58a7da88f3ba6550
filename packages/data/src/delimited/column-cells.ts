import type { Column } from "@ceteris/core";
import { type TextBuilder, textBuilder } from "../source/text-builder.ts";
import { classifyCell, isMissingCell, MISSING, NUMBER } from "./classify-cell.ts";
import { type Field, fieldText } from "./field-scanner.ts";

/** The cells of one column as they are read: numbers until one is none, then text. */
export interface ColumnCells {
  numbers: Float64Array | null;
  text: TextBuilder | null;
  /** Let go when it holds a number with decimals. */
  readonly spared: boolean;
  /** The number of the cell at hand. */
  readonly cell: { value: number };
}

/** Makes room for the cells of a column. */
export function newCells(isText: boolean, spared: boolean, capacity: number): ColumnCells {
  const cell = { value: 0 };
  return isText
    ? { numbers: null, text: textBuilder(capacity), spared, cell }
    : { numbers: new Float64Array(capacity), text: null, spared, cell };
}

/** Makes room for more. */
export function growCells(column: ColumnCells, capacity: number): void {
  column.text?.reserve(capacity);
  if (column.numbers === null) return;
  const grown = new Float64Array(capacity);
  grown.set(column.numbers);
  column.numbers = grown;
}

/**
 * Puts a field into its row, and makes the column one of text if it is no number.
 *
 * @returns false when the column turns out to be one that nobody wants
 */
export function putField(
  column: ColumnCells,
  row: number,
  field: Field,
  bytes: Buffer,
  capacity: number,
): boolean {
  if (column.numbers !== null) {
    const { cell } = column;
    const kind = field.escaped ? 0 : classifyCell(bytes, field.start, field.end, cell);
    if (kind === NUMBER || kind === MISSING) {
      column.numbers[row] = kind === NUMBER ? cell.value : Number.NaN;
      return !(
        column.spared &&
        kind === NUMBER &&
        Number.isFinite(cell.value) &&
        !Number.isInteger(cell.value)
      );
    }
    column.numbers = null;
    column.text = textBuilder(capacity);
  }
  const text = column.text!;
  if (field.escaped) {
    const plain = Buffer.from(fieldText(bytes, field));
    text.set(row, plain, 0, plain.length);
  } else if (field.quoted ? field.start === field.end : isMissingCell(bytes, field.start, field.end)) {
    text.setMissing(row);
  } else text.set(row, bytes, field.start, field.end);
  return true;
}

/** The column that the cells of the first rows make. */
export function finishCells({ numbers, text }: ColumnCells, nRows: number): Column {
  if (text !== null) return { type: "text", values: text.finish(nRows) };
  return { type: "number", values: numbers!.length === nRows ? numbers! : numbers!.slice(0, nRows) };
}

/** Whether a column has no value. */
export function isEmpty(column: Column): boolean {
  return column.type === "text"
    ? column.values.every((v) => v === null)
    : column.values.every((v) => Number.isNaN(v));
}
