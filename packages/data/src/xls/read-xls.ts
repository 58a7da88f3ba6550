import type { Table } from "@ceteris/core";
import type { ReadOptions } from "../read-options.ts";
import type { Reader } from "../reader.ts";
import { declaredEncoding } from "../source/declared-encoding.ts";
import { damaged, unreadable } from "../source/unreadable.ts";
import { wholeBytes } from "../source/whole-bytes.ts";
import { bookTable } from "./book-table.ts";
import { isMarkupTable, markupText } from "./markup-text.ts";
import { parseXls } from "./parse-xls.ts";

/**
 * Workbooks of Excel 97 to 2003 and before, which hold at most 65 536 rows, and what goes by their ending:
 * tables of a web page, the XML of Excel 2003.
 */
export const xlsReader: Reader = {
  format: "Excel 97–2003",
  claims: (head, extension) =>
    [0xd0, 0xcf, 0x11, 0xe0].every((byte, i) => head[i] === byte) ||
    (extension === ".xls" && head[0] === 9 && [0, 2, 4, 8].includes(head[1]!)) ||
    isMarkupTable(head, extension),
  read: async (source, options) => {
    const bytes = await wholeBytes(source, MOST_BYTES);
    try {
      return await read(bytes, source.name, options);
    } catch (error) {
      if (error instanceof Error && /password|encrypt/i.test(error.message)) {
        throw unreadable(
          source.name,
          "the workbook is protected by a password",
          "Open it in Excel and save it without",
        );
      }
      throw damaged(source.name, "workbook", error);
    }
  },
};

/** 256 columns of 65 536 rows, a few bytes each. */
const MOST_BYTES = 2 ** 28;

async function read(bytes: Buffer, name: string, options: ReadOptions): Promise<Table> {
  const book = await parseXls(
    isMarkupTable(bytes.subarray(0, 2 ** 16), ".xls")
      ? await markupText(bytes, declaredEncoding(options.encoding))
      : bytes,
    name,
  );
  return await bookTable(book, name, options);
}
