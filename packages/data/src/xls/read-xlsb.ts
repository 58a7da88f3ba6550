import { crc32 } from "node:zlib";
import type { Table } from "@ceteris/core";
import type { ReadOptions } from "../read-options.ts";
import type { ZipMember } from "../source/open-zip.ts";
import { damaged, unreadable } from "../source/unreadable.ts";
import { wholeBytes } from "../source/whole-bytes.ts";
import { bookTable } from "./book-table.ts";
import { parseXls } from "./parse-xls.ts";

/**
 * Reads one sheet of an Excel workbook in binary form (`.xlsb`), by SheetJS in a thread with bounds. It gets the
 * parts unpacked, so that their size is known before, and without pictures and macros.
 *
 * @throws FILE_UNREADABLE, TABLE_EMPTY, OPTION_INVALID, and those of `gridTable`
 */
export async function readXlsb(
  members: readonly ZipMember[],
  name: string,
  options: ReadOptions,
): Promise<Table> {
  const parts = members.filter((m) => !ASIDE.test(m.name));
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (size > MOST_BYTES)
    throw unreadable(
      name,
      `the workbook holds ${Math.round(size / 2 ** 20)} MiB of cells in binary form, more than is read`,
      "Save it as .xlsx or CSV and give that file",
    );
  try {
    const files: (readonly [string, Buffer])[] = [];
    for (const part of parts)
      files.push([part.name, await wholeBytes({ ...part, extension: "", path: null }, MOST_BYTES)]);
    return await bookTable(await parseXls(stored(files), name), name, options);
  } catch (error) {
    throw damaged(name, "workbook", error);
  }
}

const MOST_BYTES = 2 ** 28;
const ASIDE = /^xl\/(media|embeddings|printerSettings|drawings|charts)\/|^xl\/vbaProject\.bin$/i;

/** A zip archive of files as they are. */
function stored(files: readonly (readonly [string, Buffer])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const name = Buffer.from(path, "latin1");
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), common, name, content);
    directory.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), common, place, name);
    offset += 30 + name.length + content.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
