import type { SchemaElement } from "hyparquet";
import { textBuilder } from "../source/text-builder.ts";
import type { PageValues } from "./page-values.ts";
import { isCoded, type ParquetCells, type ParquetPage } from "./parquet-page.ts";

/** Texts, bytes in UTF-8: each distinct one is kept once, whatever pages hold it; the empty text is missing. */
export function textCells(
  nRows: number,
  element: SchemaElement,
  { codes, values }: PageValues,
): ParquetCells {
  const builder = textBuilder(nRows);
  let dictionary: Int32Array = new Int32Array(0);

  /** The number of each text of a page. */
  function idsOf(page: ParquetPage): Int32Array {
    const ids = new Int32Array(page.nPresent);
    if (page.encoding !== "PLAIN") {
      const texts = values(page, element) as ArrayLike<Uint8Array>;
      for (let i = 0; i < ids.length; i++) {
        const { buffer, byteOffset, byteLength } = texts[i]!;
        ids[i] = idOf(Buffer.from(buffer, byteOffset, byteLength), 0, byteLength);
      }
      return ids;
    }
    const { bytes, reader } = page;
    let at = reader.offset;
    for (let i = 0; i < ids.length; i++) {
      const end = at + 4 + bytes.readUInt32LE(at);
      if (end > bytes.length) throw new Error("a text runs over its page");
      ids[i] = idOf(bytes, at + 4, end);
      at = end;
    }
    return ids;
  }

  function idOf(bytes: Buffer, start: number, end: number): number {
    return start === end ? MISSING : builder.intern(bytes, start, end);
  }

  return {
    dictionary(page) {
      dictionary = idsOf(page);
    },
    page(page, row) {
      const { present, nValues } = page;
      const coded = isCoded(page);
      const ids = coded ? codes(page, dictionary.length) : idsOf(page);
      for (let i = 0, k = 0; i < nValues; i++) {
        const id =
          present !== null && present[i] === 0 ? MISSING : coded ? dictionary[ids[k++]!]! : ids[k++]!;
        builder.setKnown(row + i, id);
      }
    },
    finish: () => ({ type: "text", values: builder.finish(nRows) }),
  };
}

const MISSING = -1;
