import type { AsyncBuffer, ColumnMetaData, FileMetaData } from "hyparquet";

/** Bytes in which a page's header lies, its statistics included. */
const HEADER = 2 ** 14;
const FEW_BYTES = 2 ** 28;
const MOST_RATIO = 1024;

/**
 * Walks the page headers of flat columns before anything is decoded: pages lie inside their chunk, hold
 * together as many values as their row group has rows, and expand to a bounded size.
 *
 * @throws Error
 */
export async function checkPages(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: ReadonlySet<string>,
): Promise<void> {
  const { parquetHeader } = await import("hyparquet/src/column.js");
  const most = Math.max(FEW_BYTES, file.byteLength * MOST_RATIO);
  let unpacked = 0;
  let rows = 0;
  for (const group of metadata.row_groups) {
    const nRows = Number(group.num_rows);
    rows += nRows;
    for (const { meta_data: chunk } of group.columns) {
      if (!chunk || !columns.has(chunk.path_in_schema[0]!)) continue;
      let values = 0;
      let { at, end } = extent(chunk, file.byteLength);
      while (values < nRows) {
        const bytes = await file.slice(at, Math.min(end, at + HEADER));
        const reader = { view: new DataView(bytes), offset: 0 };
        const header = parquetHeader(reader);
        const { compressed_page_size: packed, uncompressed_page_size: size } = header;
        const found = header.dictionary_page_header
          ? 0
          : (header.data_page_header ?? header.data_page_header_v2)?.num_values;
        unpacked += size;
        at += reader.offset + packed;
        if (!(packed >= 0 && size >= 0 && at <= end)) throw new Error("a page lies outside its column");
        if (!(unpacked <= most)) throw new Error(`${file.byteLength} bytes expand to more than ${most}`);
        const listed = header.dictionary_page_header?.num_values ?? 0;
        if (!(listed >= 0 && listed <= 8 * size))
          throw new Error("a dictionary has more values than it can hold");
        if (found === undefined) continue;
        if (!(found >= 0)) throw new Error("a page has fewer than no values");
        values += found;
      }
      if (values !== nRows) throw new Error(`a column has ${values} values in ${nRows} rows`);
    }
  }
  if (rows !== Number(metadata.num_rows))
    throw new Error(`its parts have ${rows} rows, not ${metadata.num_rows}`);
}

function extent(chunk: ColumnMetaData, size: number): { at: number; end: number } {
  const dictionary = Number(chunk.dictionary_page_offset ?? 0);
  const data = Number(chunk.data_page_offset);
  // Some writers give 0 for no dictionary.
  const at = dictionary > 0 && dictionary < data ? dictionary : data;
  const end = at + Number(chunk.total_compressed_size);
  if (!(at >= 4 && end <= size)) throw new Error("a column lies outside the file");
  return { at, end };
}
