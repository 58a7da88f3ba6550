import { open } from "node:fs/promises";
import { type Column, makeTable } from "@ceteris/core";
import type { AsyncBuffer, FileMetaData, ParquetParsers, SchemaTree } from "hyparquet";
import { settleColumns } from "../clean/settle-columns.ts";
import { wantedColumns } from "../clean/wanted-columns.ts";
import type { Reader } from "../reader.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { dateColumn, isoDate, isoDateTime } from "../source/iso-date.ts";
import { damaged, unreadable } from "../source/unreadable.ts";
import { wholeBytes } from "../source/whole-bytes.ts";
import { nestedWarning } from "../values/nested-warning.ts";
import { pageValues } from "./page-values.ts";
import type { ParquetCells } from "./parquet-page.ts";
import { chunkExtent, chunkReader, unpackedCounter } from "./read-chunk.ts";
import { textCells } from "./text-cells.ts";
import { valueCells } from "./value-cells.ts";

/** Parquet: only the wanted columns are read from the disk, one row group and column after the other. */
export const parquetReader: Reader = {
  format: "Parquet",
  claims: (head) => Buffer.from(head.subarray(0, 4)).toString("latin1") === "PAR1",
  read: async (source, options) => {
    const { name } = source;
    const { parquetMetadataAsync, parquetSchema } = await import("hyparquet");
    const file = await randomAccess(source);
    try {
      const metadata = await parquetMetadataAsync(file);
      const leaves = parquetSchema(metadata).children;
      const wanted = wantedColumns(
        name,
        leaves.map(({ element }) => element.name),
        options,
      );
      const chosen = leaves.filter((leaf) => wanted.has(leaf.element.name));
      const nested = chosen.filter((leaf) => !isFlat(leaf)).map((leaf) => leaf.element.name);
      const flat = chosen.filter(isFlat);
      refuseBomb(Number(metadata.num_rows), flat.length, file.byteLength, name);
      const read = await readColumns(file, metadata, flat);
      const columns = new Map<string, Column>();
      flat.forEach((leaf, j) => {
        const key = leaf.element.name;
        columns.set(key, shown(read[j]!.finish(), leaf, options.number?.includes(key) ?? false));
      });
      const settled = settleColumns(columns, { name, options, typed: true });
      return makeTable(settled.columns, { name, warnings: [...nestedWarning(nested), ...settled.warnings] });
    } catch (error) {
      throw damaged(name, "Parquet", error);
    } finally {
      await file.close();
    }
  },
};

async function readColumns(
  file: AsyncBuffer,
  metadata: FileMetaData,
  leaves: readonly SchemaTree[],
): Promise<readonly ParquetCells[]> {
  const values = await pageValues();
  const readChunk = await chunkReader();
  const { convert, DEFAULT_PARSERS } = await import("hyparquet/src/convert.js");
  const nRows = Number(metadata.num_rows);
  const unpacked = unpackedCounter(file.byteLength);
  const cells = leaves.map((leaf) => {
    const { element } = leaf;
    if (isText(leaf)) return textCells(nRows, element, values);
    const decoder = { element, parsers: { ...DEFAULT_PARSERS, ...PARSERS }, schemaPath: [] } as never;
    return valueCells(nRows, element, values, (stored) => convert(stored, decoder));
  });
  let row = 0;
  for (const group of metadata.row_groups) {
    const nGroup = Number(group.num_rows);
    if (!(nGroup >= 0 && row + nGroup <= nRows)) throw new Error("its parts have more rows than the whole");
    for (const [j, leaf] of leaves.entries()) {
      const chunk = group.columns.find(
        (c) => c.meta_data?.path_in_schema[0] === leaf.element.name,
      )?.meta_data;
      if (!chunk) throw new Error(`a part has no column ${leaf.element.name}`);
      const [start, end] = chunkExtent(chunk, file.byteLength);
      const bytes = new Uint8Array(await file.slice(start, end));
      readChunk(bytes, chunk, leaf, row, nGroup, cells[j]!, unpacked);
    }
    row += nGroup;
  }
  if (row !== nRows) throw new Error(`its parts have ${row} rows, not ${nRows}`);
  return cells;
}

/** Dates stay counts until it is known how they are wanted: days, milliseconds. */
const PARSERS: Partial<ParquetParsers> = {
  dateFromDays: (days) => days,
  timestampFromMilliseconds: (ms) => Number(ms),
  timestampFromMicroseconds: (us) => Number(us) / 1e3,
  timestampFromNanoseconds: (ns) => Number(ns) / 1e6,
};

/** Bytes that are said to be nothing are read as UTF-8: older writers leave texts so. */
function isText({ element }: SchemaTree): boolean {
  const { type, converted_type: converted, logical_type: logical } = element;
  return type === "BYTE_ARRAY" && converted !== "DECIMAL" && logical?.type !== "DECIMAL";
}

function isFlat({ element, children }: SchemaTree): boolean {
  if (children.length > 0 || element.repetition_type === "REPEATED") return false;
  const { type, converted_type: converted, logical_type: logical } = element;
  if (type === "BYTE_ARRAY")
    return (
      !["BSON", "GEOMETRY", "GEOGRAPHY", "VARIANT"].includes(logical?.type ?? "") && converted !== "BSON"
    );
  if (type === "FIXED_LEN_BYTE_ARRAY")
    return ["UUID", "FLOAT16", "DECIMAL"].includes(logical?.type ?? "") || converted === "DECIMAL";
  return true;
}

function shown(column: Column, { element }: SchemaTree, asNumber: boolean): Column {
  if (column.type !== "number" || asNumber) return column;
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === "DATE" || logical?.type === "DATE")
    return dateColumn(column, (days) => isoDate(days * 86_400_000));
  const isMoment = logical?.type === "TIMESTAMP" || converted?.startsWith("TIMESTAMP") || type === "INT96";
  return isMoment ? dateColumn(column, isoDateTime) : column;
}

/** Cells that a byte of the file may stand for, above what is small anyway. */
const CELLS_PER_BYTE = 256;
const FEW_CELLS = 2 ** 26;

function refuseBomb(nRows: number, nColumns: number, size: number, name: string): void {
  const cells = nRows * nColumns;
  if (nRows >= 0 && cells <= Math.max(FEW_CELLS, size * CELLS_PER_BYTE)) return;
  throw unreadable(
    name,
    `its ${size} bytes announce ${nRows} rows of ${nColumns} columns`,
    "If the file is to be trusted, read fewer columns at a time",
  );
}

async function randomAccess(source: ByteSource): Promise<AsyncBuffer & { close(): Promise<void> }> {
  if (source.path === null) {
    const bytes = await wholeBytes(source);
    return {
      byteLength: bytes.length,
      slice: (start, end) => copied(bytes.subarray(start, end)),
      close: async () => {},
    };
  }
  const file = await open(source.path);
  const slice = async (start: number, end = source.size) => {
    const from = Math.max(0, start);
    const length = Math.min(end, source.size) - from;
    if (!(length >= 0)) throw new Error(`bytes ${start} to ${end} lie outside the file`);
    const bytes = new Uint8Array(length);
    await file.read(bytes, 0, length, from);
    return bytes.buffer;
  };
  return {
    byteLength: source.size,
    slice(start, end) {
      const bytes = slice(start, end);
      // Several are asked for at once and awaited in turn: one that fails early has been seen to.
      bytes.catch(() => {});
      return bytes;
    },
    close: () => file.close(),
  };
}

function copied(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
