import type { ByteSource } from "../source/byte-source.ts";
import { unreadable } from "../source/unreadable.ts";

type Json = Record<string, unknown>;

/** Columns by name, each as long as there are rows; absent cells are undefined. */
export interface JsonColumns {
  readonly nRows: number;
  readonly columns: ReadonlyMap<string, ArrayLike<unknown>>;
}

/** Finds the table in a JSON text. @throws FILE_UNREADABLE */
export function recordsOf(text: string, { name }: ByteSource): JsonColumns {
  const parsed = parse(text);
  if (parsed === undefined) return fromRecords(parseLines(text, name), name);
  if (Array.isArray(parsed)) return fromArray(parsed, name);
  if (isRecord(parsed)) {
    const lists = Object.entries(parsed).filter(([, v]) => Array.isArray(v)) as [string, unknown[]][];
    const [only] = lists;
    if (lists.length === 1 && only![1].some(isRecord)) return fromArray(only![1], name);
    if (lists.length > 0 && lists.length === Object.keys(parsed).length) return fromColumns(lists, name);
    if (lists.length === 0 && !Object.values(parsed).some(isRecord)) return fromRecords([parsed], name);
  }
  throw unreadable(
    name,
    "the JSON is not a table",
    "Give an array of records, an object of columns, or one record a line",
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.trim() === "" ? "[]" : text);
  } catch {
    return undefined;
  }
}

function parseLines(text: string, name: string): Json[] {
  const records: Json[] = [];
  let line = 0;
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    const piece = text.slice(start, end).trim();
    start = end + 1;
    line++;
    if (piece === "") continue;
    let record: unknown;
    try {
      record = JSON.parse(piece);
    } catch (error) {
      throw unreadable(
        `${name}, line ${line}`,
        `this is neither JSON nor one record a line (${(error as Error).message.replace(/\s+/g, " ").slice(0, 100)})`,
        "Correct the file, or write it anew in the program that made it",
      );
    }
    if (!isRecord(record))
      throw unreadable(`${name}, line ${line}`, "this is not a record", "Give one record a line");
    records.push(record);
  }
  return records;
}

function fromArray(items: readonly unknown[], name: string): JsonColumns {
  const [head] = items;
  if (Array.isArray(head) && head.every((v) => typeof v === "string")) {
    return fromRecords(
      items.slice(1).map((row, i) => {
        if (Array.isArray(row) && row.length === head.length)
          return Object.fromEntries(head.map((k, j) => [k, row[j]]));
        throw unreadable(
          `${name}, row ${i + 1}`,
          `it is not an array of ${head.length} values as the first names`,
        );
      }),
      name,
    );
  }
  const bad = items.findIndex((item) => !isRecord(item));
  if (bad >= 0)
    throw unreadable(`${name}, row ${bad + 1}`, "this is not a record", "Give an array of records");
  return fromRecords(items as readonly Json[], name);
}

/** Cells that records of all kinds of keys may spread to. */
const MOST_CELLS = 2 ** 26;

function fromRecords(records: readonly Json[], name: string): JsonColumns {
  const columns = new Map<string, unknown[]>();
  records.forEach((record, i) => {
    for (const key of Object.keys(record)) {
      let values = columns.get(key);
      if (!values) {
        values = [];
        columns.set(key, values);
        if (columns.size * records.length > MOST_CELLS)
          throw unreadable(
            name,
            "its records have too many different keys",
            "Give the records the same keys",
          );
      }
      values[i] = record[key];
    }
  });
  for (const values of columns.values()) values.length = records.length;
  return { nRows: records.length, columns };
}

function fromColumns(lists: readonly (readonly [string, unknown[]])[], name: string): JsonColumns {
  const nRows = lists[0]![1].length;
  const other = lists.find(([, values]) => values.length !== nRows);
  if (other) {
    throw unreadable(
      name,
      `column “${other[0]}” has ${other[1].length} values and “${lists[0]![0]}” ${nRows}`,
      "Give every column as many values",
    );
  }
  return { nRows, columns: new Map(lists) };
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
