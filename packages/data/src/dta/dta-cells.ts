import { type TextBuilder, textBuilder } from "../source/text-builder.ts";
import type { DtaHeader, DtaVariable } from "./dta-header.ts";

/** Cells of one variable, filled block by block. */
export interface DtaCells {
  /** Takes rows `[row, row + count)` of the table, which are the first rows of `block`. */
  put(block: Buffer, row: number, count: number): void;
  reserve(nRows: number): void;
}

/** Numbers, with how often each missing value occurs: `.`, `.a` to `.z`. */
export interface DtaNumbers extends DtaCells {
  readonly kind: "numbers";
  readonly missing: Int32Array;
  values(): Float64Array;
}

/** Texts, their bytes as characters of Latin-1; the empty text is missing. */
export interface DtaTexts extends DtaCells {
  readonly kind: "texts";
  finish(nRows: number): (string | null)[];
}

/** References to long strings: variable and observation, both 0 for the empty text. */
export interface DtaReferences extends DtaCells {
  readonly kind: "references";
  variables(): Int32Array;
  observations(): Float64Array;
}

/** Codes above these are missing values; the next is `.`, then `.a`. */
const LARGEST = { byte: 100, int: 32740, long: 2147483620 } as const;

export function dtaCells(header: DtaHeader, variable: DtaVariable): DtaNumbers | DtaTexts | DtaReferences {
  const { type } = variable.storage;
  if (type === "str") return texts(header, variable);
  return type === "strL" ? references(header, variable) : numbers(header, variable);
}

function numbers({ rowWidth, littleEndian }: DtaHeader, { storage, start }: DtaVariable): DtaNumbers {
  let cells = new Float64Array(0);
  const missing = new Int32Array(27);
  const miss = (kind: number): number => {
    missing[kind >= 1 && kind <= 26 ? kind : 0]!++;
    return Number.NaN;
  };
  const { type } = storage;
  return {
    kind: "numbers",
    missing,
    values: () => cells,
    reserve(nRows) {
      cells = grown(cells, new Float64Array(nRows));
    },
    put(block, row, count) {
      const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
      let at = start;
      const end = row + count;
      if (type === "double") {
        for (let i = row; i < end; i++, at += rowWidth) {
          const v = view.getFloat64(at, littleEndian);
          cells[i] = v < 2 ** 1023 ? v : miss((v / 2 ** 1023 - 1) * 4096);
        }
      } else if (type === "float") {
        for (let i = row; i < end; i++, at += rowWidth) {
          const v = view.getFloat32(at, littleEndian);
          cells[i] = v < 2 ** 127 ? v : miss((v / 2 ** 127 - 1) * 4096);
        }
      } else if (type === "long") {
        for (let i = row; i < end; i++, at += rowWidth) {
          const v = view.getInt32(at, littleEndian);
          cells[i] = v <= LARGEST.long ? v : miss(v - LARGEST.long - 1);
        }
      } else if (type === "int") {
        for (let i = row; i < end; i++, at += rowWidth) {
          const v = view.getInt16(at, littleEndian);
          cells[i] = v <= LARGEST.int ? v : miss(v - LARGEST.int - 1);
        }
      } else {
        for (let i = row; i < end; i++, at += rowWidth) {
          const v = view.getInt8(at);
          cells[i] = v <= LARGEST.byte ? v : miss(v - LARGEST.byte - 1);
        }
      }
    },
  };
}

function texts({ rowWidth, layout }: DtaHeader, { storage, start }: DtaVariable): DtaTexts {
  const builder: TextBuilder = textBuilder(0, layout.unicode ? "utf8" : "latin1");
  return {
    kind: "texts",
    reserve: (nRows) => builder.reserve(nRows),
    finish: (nRows) => builder.finish(nRows),
    put(block, row, count) {
      let at = start;
      for (let i = row; i < row + count; i++, at += rowWidth) {
        let end = at;
        const most = at + storage.width;
        while (end < most && block[end] !== 0) end++;
        if (end === at) builder.setMissing(i);
        else builder.set(i, block, at, end);
      }
    },
  };
}

function references({ rowWidth, littleEndian, layout }: DtaHeader, { start }: DtaVariable): DtaReferences {
  let variables = new Int32Array(0);
  let observations = new Float64Array(0);
  const wide = layout.strlVariable;
  return {
    kind: "references",
    variables: () => variables,
    observations: () => observations,
    reserve(nRows) {
      variables = grown(variables, new Int32Array(nRows));
      observations = grown(observations, new Float64Array(nRows));
    },
    put(block, row, count) {
      let at = start;
      for (let i = row; i < row + count; i++, at += rowWidth) {
        variables[i] = littleEndian ? block.readUIntLE(at, wide) : block.readUIntBE(at, wide);
        const next = at + wide;
        observations[i] = littleEndian ? block.readUIntLE(next, 8 - wide) : block.readUIntBE(next, 8 - wide);
      }
    },
  };
}

function grown<A extends Int32Array | Float64Array>(old: A, made: A): A {
  made.set(old);
  return made;
}
