import type { Column } from "@ceteris/core";
import { exactNumbers } from "./exact-numbers.ts";

/** Collects the values of one column of a format that knows numbers from text. */
export interface ValueColumn {
  /** Takes rows from `row` on. False when one of them is a list or a record. */
  put(row: number, values: ArrayLike<unknown>): boolean;
  finish(): Column;
}

/**
 * Numbers, booleans (1 and 0) and integers within ±(2⁵³ − 1) make a number column; one text, or one
 * integer beyond, makes it text. Nothing and `NaN` are missing; the empty text is too.
 */
export function valueColumn(nRows: number): ValueColumn {
  let numbers: Float64Array | null = null;
  let texts: (string | null)[] | null = null;

  function toText(): (string | null)[] {
    if (texts) return texts;
    const made: (string | null)[] = new Array(nRows).fill(null);
    numbers?.forEach((v, i) => {
      if (!Number.isNaN(v)) made[i] = String(v);
    });
    numbers = null;
    texts = made;
    return made;
  }

  function putOne(row: number, value: unknown): boolean {
    if (value === null || value === undefined || value === "") return true;
    let plain: number | string;
    if (typeof value === "number") plain = value;
    else if (typeof value === "boolean") plain = value ? 1 : 0;
    else if (typeof value === "bigint") plain = isExact(value) ? Number(value) : String(value);
    else if (typeof value === "string") plain = value;
    else return false;
    if (typeof plain === "number" && texts === null) {
      numbers ??= new Float64Array(nRows).fill(Number.NaN);
      numbers[row] = plain + 0;
    } else if (!Number.isNaN(plain)) toText()[row] = String(plain);
    return true;
  }

  return {
    put(row, given) {
      const values = isIntegerArray(given) ? (exactNumbers(given) ?? given) : given;
      if (isNumberArray(values) && texts === null) {
        if (numbers === null && row === 0 && values.length === nRows && values instanceof Float64Array) {
          numbers = values;
          return true;
        }
        numbers ??= new Float64Array(nRows).fill(Number.NaN);
        numbers.set(values, row);
        return true;
      }
      for (let i = 0; i < values.length; i++) if (!putOne(row + i, values[i])) return false;
      return true;
    },
    finish: () =>
      texts
        ? { type: "text", values: texts }
        : { type: "number", values: numbers ?? new Float64Array(nRows).fill(Number.NaN) },
  };
}

function isExact(value: bigint): boolean {
  return value <= 9007199254740991n && value >= -9007199254740991n;
}

/** Whether values are numbers in an array that holds nothing else. */
export function isNumberArray(values: ArrayLike<unknown>): values is Float64Array {
  return ArrayBuffer.isView(values) && !isIntegerArray(values);
}

export function isIntegerArray(values: ArrayLike<unknown>): values is BigInt64Array | BigUint64Array {
  return values instanceof BigInt64Array || values instanceof BigUint64Array;
}
