import type { ColumnMetaData, PageHeader, SchemaTree } from "hyparquet";
import type { ParquetCells, ParquetPage } from "./parquet-page.ts";

/** Counts what is unpacked, over all chunks of a file. @throws Error beyond what a file of its size may hold */
export interface Unpacked {
  add(bytes: number): void;
}

const FEW_BYTES = 2 ** 28;
const MOST_RATIO = 1024;

export function unpackedCounter(fileBytes: number): Unpacked {
  const most = Math.max(FEW_BYTES, fileBytes * MOST_RATIO);
  let unpacked = 0;
  return {
    add(bytes) {
      unpacked += bytes;
      if (!(unpacked <= most)) throw new Error(`${fileBytes} bytes expand to more than ${most}`);
    },
  };
}

/** Where the pages of a chunk are. @throws Error (outside the file) */
export function chunkExtent(chunk: ColumnMetaData, fileBytes: number): readonly [start: number, end: number] {
  const dictionary = Number(chunk.dictionary_page_offset ?? 0);
  const data = Number(chunk.data_page_offset);
  // Some writers give 0 for no dictionary.
  const start = dictionary > 0 && dictionary < data ? dictionary : data;
  const end = start + Number(chunk.total_compressed_size);
  if (!(start >= 4 && end >= start && end <= fileBytes)) throw new Error("a column lies outside the file");
  return [start, end];
}

/** Takes the libraries, which are loaded late, and gives the reader of chunks. */
export async function chunkReader() {
  const { parquetHeader } = await import("hyparquet/src/column.js");
  const { decompressPage } = await import("hyparquet/src/datapage.js");
  const { readRleBitPackedHybrid } = await import("hyparquet/src/encoding.js");
  const { compressors } = await import("hyparquet-compressors");

  /**
   * Reads the pages of one flat column in one row group, one after the other. Pages lie inside the chunk and hold
   * together as many values as the group has rows; what they expand to is counted before it is unpacked.
   *
   * @param firstRow of the group, in the table
   * @throws Error
   */
  return function readChunk(
    bytes: Uint8Array,
    chunk: ColumnMetaData,
    { element }: SchemaTree,
    firstRow: number,
    nRows: number,
    cells: ParquetCells,
    unpacked: Unpacked,
  ): void {
    const optional = element.repetition_type !== "REQUIRED";
    const reader = { view: viewOf(bytes), offset: 0 };
    let row = 0;
    while (row < nRows) {
      const header = parquetHeader(reader);
      const { compressed_page_size: packed, uncompressed_page_size: size } = header;
      if (!(packed >= 0 && size >= 0 && reader.offset + packed <= bytes.length))
        throw new Error("a page lies outside its column");
      unpacked.add(size);
      const body = bytes.subarray(reader.offset, reader.offset + packed);
      reader.offset += packed;
      const page = header.dictionary_page_header
        ? dictionaryPage(header, body)
        : header.data_page_header
          ? plainPage(header, body)
          : header.data_page_header_v2
            ? splitPage(header, body)
            : null;
      if (page === null) continue;
      if (header.dictionary_page_header) {
        cells.dictionary(page);
        continue;
      }
      const { nValues } = page;
      if (row + nValues > nRows) throw new Error(`a column has more than ${nRows} values in as many rows`);
      cells.page(page, firstRow + row);
      row += nValues;
    }

    function dictionaryPage(header: PageHeader, body: Uint8Array): ParquetPage {
      const { num_values: n, encoding } = header.dictionary_page_header!;
      const { uncompressed_page_size: size } = header;
      if (!(n >= 0 && n <= 8 * size)) throw new Error("a dictionary has more values than it can hold");
      const plain = decompressPage(body, size, chunk.codec, compressors);
      // Old writers say that a dictionary is of PLAIN_DICTIONARY, and mean PLAIN.
      return {
        ...placed(plain, 0),
        encoding: encoding === "PLAIN_DICTIONARY" ? "PLAIN" : encoding,
        nValues: n,
        present: null,
        nPresent: n,
      };
    }

    function plainPage(header: PageHeader, body: Uint8Array): ParquetPage {
      const { num_values: n, encoding, definition_level_encoding: levels } = header.data_page_header!;
      valuesFit(n);
      const plain = decompressPage(body, header.uncompressed_page_size, chunk.codec, compressors);
      const at = placed(plain, 0);
      if (!optional) return { ...at, encoding, nValues: n, present: null, nPresent: n };
      if (levels !== "RLE")
        throw new Error(`levels are packed as ${levels}, which only very old writers did`);
      const present = new Uint8Array(n);
      readRleBitPackedHybrid(at.reader, 1, present);
      return { ...at, encoding, nValues: n, ...counted(present) };
    }

    function splitPage(header: PageHeader, body: Uint8Array): ParquetPage {
      const { data_page_header_v2: head, uncompressed_page_size: size } = header;
      const { num_values: n, encoding, is_compressed: isPacked } = head!;
      const { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition } = head!;
      valuesFit(n);
      const start = repetition + definition;
      if (!(repetition >= 0 && definition >= 0 && start <= body.length && start <= size))
        throw new Error("a page lies outside its column");
      const packed = body.subarray(start);
      const plain =
        isPacked === false ? packed : decompressPage(packed, size - start, chunk.codec, compressors);
      const at = placed(plain, 0);
      if (!optional || definition === 0) return { ...at, encoding, nValues: n, present: null, nPresent: n };
      const present = new Uint8Array(n);
      readRleBitPackedHybrid({ view: viewOf(body), offset: repetition }, 1, present, definition);
      return { ...at, encoding, nValues: n, ...counted(present) };
    }

    function valuesFit(n: number): void {
      if (!(n >= 0 && n <= nRows)) throw new Error(`a page has ${n} values in ${nRows} rows`);
    }
  };
}

function placed(bytes: Uint8Array, offset: number) {
  return {
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    reader: { view: viewOf(bytes), offset },
  };
}

function counted(present: Uint8Array): Pick<ParquetPage, "present" | "nPresent"> {
  let nPresent = 0;
  // A damaged run may hold more than one bit.
  for (let i = 0; i < present.length; i++) nPresent += present[i]! &= 1;
  return nPresent === present.length ? { present: null, nPresent } : { present, nPresent };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
