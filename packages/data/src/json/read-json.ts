import { CeterisError, type Column, makeTable, type Table } from "@ceteris/core";
import { settleColumns } from "../clean/settle-columns.ts";
import { wantedColumns } from "../clean/wanted-columns.ts";
import type { ReadOptions } from "../read-options.ts";
import type { Reader } from "../reader.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { declaredEncoding } from "../source/declared-encoding.ts";
import { encodingName } from "../source/encoding-of.ts";
import { markedEncoding } from "../source/text-encoding.ts";
import { unreadable } from "../source/unreadable.ts";
import { wholeBytes } from "../source/whole-bytes.ts";
import { nestedWarning } from "../values/nested-warning.ts";
import { valueColumn } from "../values/value-column.ts";
import { type JsonColumns, recordsOf } from "./records-of.ts";

/** JSON: an array of records, an object of columns, records under one key, or one record a line. */
export const jsonReader: Reader = {
  format: "JSON",
  claims: (head, extension) => {
    const start = new TextDecoder(markedEncoding(head)).decode(head.subarray(0, 200)).trimStart();
    if (/^\.(json|jsonl|ndjson)$/.test(extension)) return /^([[{]|$)/.test(start);
    return extension === "" && /^(\[\s*[[{]|\{\s*")/.test(start);
  },
  read: async (source, options) => {
    const bytes = await wholeBytes(source, MOST_BYTES);
    const declared = declaredEncoding(options.encoding);
    const encoding = declared ?? markedEncoding(bytes);
    let text: string;
    try {
      text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      throw unreadable(
        source.name,
        `the text is not ${encodingName(encoding)}${declared ? "" : ", as JSON must be"}`,
        "Save the file as UTF-8, or name its encoding with --encoding (in a study, data.encoding)",
      );
    }
    return tableOf(recordsOf(text, source), source, options);
  },
};

/** The longest text that the engine holds. */
const MOST_BYTES = 2 ** 29 - 32;

function tableOf({ nRows, columns }: JsonColumns, { name }: ByteSource, options: ReadOptions): Table {
  if (columns.size === 0) {
    throw new CeterisError({
      code: "TABLE_EMPTY",
      where: name,
      what: "the file has no records",
      mend: 'Give an array of records such as [{"city": "北京", "gdp": 3.6}]',
    });
  }
  const wanted = wantedColumns(name, [...columns.keys()], options);
  const made = new Map<string, Column>();
  const nested: string[] = [];
  for (const [key, values] of columns) {
    if (!wanted.has(key)) continue;
    refuseInexact(values, key, name);
    const column = valueColumn(nRows);
    if (column.put(0, values)) made.set(key, column.finish());
    else nested.push(key);
  }
  const settled = settleColumns(made, { name, options, typed: true });
  return makeTable(settled.columns, { name, warnings: [...nestedWarning(nested), ...settled.warnings] });
}

/** Digits that a number has lost cannot be had back. */
function refuseInexact(values: ArrayLike<unknown>, column: string, name: string): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (
      typeof value !== "number" ||
      Math.abs(value) < 2 ** 53 ||
      !Number.isInteger(value) ||
      Math.abs(value) > 1e20
    )
      continue;
    throw unreadable(
      `${name}, column “${column}”`,
      `the integer in row ${i + 1} has more digits than a number keeps (about ${value})`,
      "Write it in quotation marks, as text",
    );
  }
}
