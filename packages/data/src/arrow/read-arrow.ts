import { type Column, makeTable, type Table } from "@ceteris/core";
import type { DataType } from "@uwdata/flechette";
import { settleColumns } from "../clean/settle-columns.ts";
import { wantedColumns } from "../clean/wanted-columns.ts";
import type { ReadOptions } from "../read-options.ts";
import type { Reader } from "../reader.ts";
import { BOMB_RATIO } from "../source/gunzip.ts";
import { dateColumn, isoDate, isoDateTime } from "../source/iso-date.ts";
import { damaged } from "../source/unreadable.ts";
import { wholeBytes } from "../source/whole-bytes.ts";
import { nestedWarning } from "../values/nested-warning.ts";
import { valueColumn } from "../values/value-column.ts";
import { type ArrowTexts, arrowTexts } from "./arrow-texts.ts";
import { checkArrow } from "./check-arrow.ts";
import { decodeLz4Frame } from "./lz4-frame.ts";

/** Arrow files (Feather 2) and streams, by flechette: columns of doubles without nulls are not copied. */
export const arrowReader: Reader = {
  format: "Arrow",
  claims: (head, extension) =>
    Buffer.from(head.subarray(0, 6)).toString("latin1") === "ARROW1" ||
    (head.length > 8 && head.subarray(0, 4).every((byte) => byte === 0xff)) ||
    (/^\.arrows?$/.test(extension) && head.length > 0 && head[3] === 0),
  read: async (source, options) => {
    const bytes = await wholeBytes(source);
    try {
      return await read(bytes, source.name, options);
    } catch (error) {
      throw damaged(source.name, "Arrow", error);
    }
  },
};

/** What packed buffers may expand to, together: so many bytes, or so many times the file. */
const FEW_BYTES = 2 ** 27;

async function read(bytes: Buffer, name: string, options: ReadOptions): Promise<Table> {
  checkArrow(bytes);
  const { CompressionType, setCompressionCodec, tableFromIPC, Type } = await import("@uwdata/flechette");
  const { decompressZstd } = await import("hyparquet-compressors");
  const encode = () => {
    throw new Error("nothing is compressed here");
  };
  let unpacked = 0;
  const most = Math.max(FEW_BYTES, bytes.length * BOMB_RATIO);
  const counted =
    (decode: (packed: Uint8Array, length: number) => Uint8Array) => (packed: Uint8Array, length: number) => {
      unpacked += length;
      if (!(unpacked <= most)) throw new Error(`${bytes.length} bytes expand to more than ${most}`);
      return decode(packed, length);
    };
  const zstd = (packed: Uint8Array, length: number) => decompressZstd(packed, new Uint8Array(length));
  // The types of flechette name one parameter; it gives the length too.
  const codec = (decode: (packed: Uint8Array, length: number) => Uint8Array) => ({
    encode,
    decode: counted(decode) as never,
  });
  setCompressionCodec(CompressionType.LZ4_FRAME, codec(decodeLz4Frame));
  setCompressionCodec(CompressionType.ZSTD, codec(zstd));
  const table = tableFromIPC(bytes, { useBigInt: true, useDate: false });
  const names = table.schema.fields.map((field) => field.name);
  const wanted = wantedColumns(name, names, options);
  const columns = new Map<string, Column>();
  const nested: string[] = [];
  names.forEach((key, j) => {
    if (!wanted.has(key)) return;
    const child = table.getChildAt(j);
    if (child.type.typeId === Type.Utf8 || child.type.typeId === Type.LargeUtf8) {
      columns.set(key, arrowTexts(child.data as unknown as readonly ArrowTexts[], table.numRows));
      return;
    }
    const cells = valueColumn(table.numRows);
    if (!cells.put(0, child.toArray() as ArrayLike<unknown>)) {
      nested.push(key);
      return;
    }
    const asNumber = options.number?.includes(key) ?? false;
    columns.set(key, asNumber ? cells.finish() : shown(cells.finish(), child.type));
  });
  const settled = settleColumns(columns, { name, options, typed: true });
  return makeTable(settled.columns, { name, warnings: [...nestedWarning(nested), ...settled.warnings] });

  function shown(column: Column, type: DataType): Column {
    const plain = type.typeId === Type.Dictionary ? type.dictionary : type;
    if (column.type !== "number") return column;
    if (plain.typeId === Type.Date) return dateColumn(column, isoDate);
    return plain.typeId === Type.Timestamp ? dateColumn(column, isoDateTime) : column;
  }
}
