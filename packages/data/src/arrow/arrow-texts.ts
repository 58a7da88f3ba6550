import type { Column } from "@ceteris/core";
import { textBuilder } from "../source/text-builder.ts";

/** Part of a column of texts, as flechette holds it: text i is `values[offsets[i], offsets[i + 1])`. */
export interface ArrowTexts {
  readonly length: number;
  readonly nullCount: number;
  /** Bits, of rows that have a text. */
  readonly validity?: Uint8Array;
  readonly values: Uint8Array;
  readonly offsets: Int32Array | BigInt64Array;
}

/** Texts straight from their bytes, each distinct one kept once; the empty text is missing. @throws Error (offsets) */
export function arrowTexts(parts: readonly ArrowTexts[], nRows: number): Column {
  const builder = textBuilder(nRows);
  let row = 0;
  for (const { length, nullCount, validity, values, offsets } of parts) {
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    for (let i = 0; i < length; i++, row++) {
      const start = Number(offsets[i]);
      const end = Number(offsets[i + 1]);
      if (!(start >= 0 && end >= start && end <= bytes.length))
        throw new Error("a text lies outside its buffer");
      const missing = nullCount > 0 && (validity![i >> 3]! & (1 << (i & 7))) === 0;
      if (missing || start === end) builder.setMissing(row);
      else builder.set(row, bytes, start, end);
    }
  }
  return { type: "text", values: builder.finish(nRows) };
}
