import { textBuilder } from "../source/text-builder.ts";
import type { SavDictionary, SavVariable } from "./sav-dictionary.ts";

/** Cells of one variable, filled block by block. */
export interface SavCells {
  /** Takes rows `[row, row + count)` of the table, which are the first cases of `block`. */
  put(block: Buffer, row: number, count: number): void;
  reserve(nRows: number): void;
  /** The first `nRows` rows; texts have their bytes as characters of Latin-1, and empty ones are missing. */
  finish(nRows: number): Float64Array | (string | null)[];
  /** Values that the file declares missing, and how many there were of each. */
  readonly missing: ReadonlyMap<number | string, number>;
}

/** Numbers: missing are the system's own missing value and those that the file declares missing. */
export function savNumbers({ littleEndian, rowWidth }: SavDictionary, variable: SavVariable): SavCells {
  const { start, missing: declared } = variable;
  const { values } = declared;
  const [low, high] = declared.range ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const missing = new Map<number, number>();
  let cells = new Float64Array(0);
  return {
    missing,
    reserve(nRows) {
      const grown = new Float64Array(nRows);
      grown.set(cells);
      cells = grown;
    },
    put(block, row, count) {
      const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
      let at = start;
      for (let i = row; i < row + count; i++, at += rowWidth) {
        const v = view.getFloat64(at, littleEndian);
        if (v === -Number.MAX_VALUE || Number.isNaN(v)) cells[i] = Number.NaN;
        else if ((v >= low && v <= high) || values.includes(v)) {
          cells[i] = Number.NaN;
          if (missing.size < MOST_KINDS || missing.has(v)) missing.set(v, (missing.get(v) ?? 0) + 1);
        } else cells[i] = v;
      }
    },
    finish: (nRows) => (cells.length === nRows ? cells : cells.slice(0, nRows)),
  };
}

const MOST_KINDS = 1000;
/** Bytes of a text of more than 255 that a segment holds, and those that it takes in a case. */
const SEGMENT = 255;
const TAKEN = 256;

/** Texts of `length` bytes; those of more than 255 stand in segments one after the other. */
export function savTexts(
  { rowWidth }: SavDictionary,
  { start, missing: declared }: SavVariable,
  length: number,
): SavCells {
  const builder = textBuilder(0, "latin1");
  const joined = Buffer.alloc(length);
  const missing = new Map<string, number>();
  const marks = new Set(declared.texts);
  const longest = Math.max(-1, ...declared.texts.map((text) => text.length));
  return {
    missing,
    reserve: (nRows) => builder.reserve(nRows),
    put(block, row, count) {
      let at = start;
      for (let i = row; i < row + count; i++, at += rowWidth) {
        let bytes = block;
        let from = at;
        if (length > SEGMENT) {
          bytes = joined;
          from = 0;
          for (let done = 0, segment = at; done < length; done += SEGMENT, segment += TAKEN)
            block.copy(joined, done, segment, segment + Math.min(SEGMENT, length - done));
        }
        let end = from + length;
        while (end > from && (bytes[end - 1] === 32 || bytes[end - 1] === 0)) end--;
        const mark = end - from <= longest ? bytes.toString("latin1", from, end) : "";
        if (end > from && marks.has(mark)) missing.set(mark, (missing.get(mark) ?? 0) + 1);
        if (end === from || marks.has(mark)) builder.setMissing(i);
        else builder.set(i, bytes, from, end);
      }
    },
    finish: (nRows) => builder.finish(nRows),
  };
}
