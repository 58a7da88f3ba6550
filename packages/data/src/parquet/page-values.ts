import type { DecodedArray, SchemaElement } from "hyparquet";
import type { ParquetPage } from "./parquet-page.ts";

/** Takes the library, which is loaded late, and gives what decodes the values of a page. @throws Error */
export async function pageValues() {
  const { readRleBitPackedHybrid, byteStreamSplit } = await import("hyparquet/src/encoding.js");
  const { readPlain } = await import("hyparquet/src/plain.js");
  const { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } = await import("hyparquet/src/delta.js");

  /** Places in the dictionary, of which there are `size`. */
  function codes({ reader, nPresent }: ParquetPage, size: number): Int32Array {
    const places = new Int32Array(nPresent);
    const width = nPresent === 0 ? 0 : reader.view.getUint8(reader.offset++);
    if (width > 0)
      readRleBitPackedHybrid(reader, width, places as never, reader.view.byteLength - reader.offset);
    for (const place of places)
      if (!(place >= 0 && place < size)) throw new Error(`place ${place} of a dictionary of ${size}`);
    return places;
  }

  /** Values as they are stored. */
  function values(
    { reader, encoding, nPresent: n }: ParquetPage,
    { type, type_length: width }: SchemaElement,
  ): DecodedArray {
    switch (encoding) {
      case "PLAIN":
        return readPlain(reader, type!, n, width);
      case "RLE": {
        const bits = new Array<number>(n);
        readRleBitPackedHybrid(reader, 1, bits);
        return bits;
      }
      case "BYTE_STREAM_SPLIT":
        return byteStreamSplit(reader, n, type!, width);
      case "DELTA_BINARY_PACKED": {
        const numbers = type === "INT32" ? new Int32Array(n) : new BigInt64Array(n);
        if (n > 0) deltaBinaryUnpack(reader, n, numbers);
        return numbers;
      }
      case "DELTA_LENGTH_BYTE_ARRAY":
      case "DELTA_BYTE_ARRAY": {
        const texts = new Array<Uint8Array>(n);
        (encoding === "DELTA_BYTE_ARRAY" ? deltaByteArray : deltaLengthByteArray)(reader, n, texts);
        return texts;
      }
      default:
        throw new Error(`values are packed as ${encoding}`);
    }
  }

  return { codes, values };
}

export type PageValues = Awaited<ReturnType<typeof pageValues>>;
