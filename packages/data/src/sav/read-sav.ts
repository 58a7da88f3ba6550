import { type Column, makeTable, type Table, type Warning } from "@ceteris/core";
import { settleColumns } from "../clean/settle-columns.ts";
import { wantedColumns } from "../clean/wanted-columns.ts";
import type { ReadOptions } from "../read-options.ts";
import type { Reader } from "../reader.ts";
import { type ByteCursor, byteCursor } from "../source/byte-cursor.ts";
import { declaredEncoding } from "../source/declared-encoding.ts";
import { encodingOf } from "../source/encoding-of.ts";
import { guessedDecoder } from "../source/guessed-decoder.ts";
import { dateColumn } from "../source/iso-date.ts";
import { unreadable } from "../source/unreadable.ts";
import { missingKinds } from "../values/missing-kinds.ts";
import { missingLabels } from "../values/missing-labels.ts";
import { type SavCells, savNumbers, savTexts } from "./sav-cells.ts";
import { savCases } from "./sav-data.ts";
import { savCalendar } from "./sav-dates.ts";
import { readSavDictionary, type SavDictionary, type SavVariable } from "./sav-dictionary.ts";

/** System files of SPSS and PSPP (`.sav`, `.zsav`), read once from front to back. */
export const savReader: Reader = {
  format: "SPSS",
  claims: (head) => /^\$FL[23]$/.test(Buffer.from(head.subarray(0, 4)).toString("latin1")),
  read: async (source, options) => {
    const cursor = byteCursor(source);
    try {
      return await read(cursor, source.name, options);
    } finally {
      await cursor.close();
    }
  },
};

interface Field {
  /** As in the file. */
  readonly name: string;
  readonly variable: SavVariable;
  /** Bytes of a text; 0 for numbers. */
  readonly length: number;
}

async function read(cursor: ByteCursor, name: string, options: ReadOptions): Promise<Table> {
  const dictionary = await readSavDictionary(cursor, name);
  const fields = fieldsOf(dictionary, name);
  const declared = declaredEncoding(options.encoding) ?? encodingOfFile(dictionary.encoding);
  const decodeName = guessedDecoder(namesAndLabels(fields), declared).decode;
  const wanted = wantedColumns(
    name,
    fields.map((field) => decodeName(field.name)),
    options,
  );
  const filled = fields
    .filter((field) => wanted.has(decodeName(field.name)))
    .map((field) => ({ ...field, key: decodeName(field.name), cells: cellsOf(dictionary, field) }));
  const nRows = await fill(
    cursor,
    dictionary,
    name,
    filled.map(({ cells }) => cells),
  );
  const contents = filled.map(({ cells }) => cells.finish(nRows));
  const labels = filled.map(({ variable }) => dictionary.valueLabels.get(variable.start));
  const { decode, warnings: encoding } = guessedDecoder(everyText(fields, contents, labels), declared);
  const columns = new Map<string, Column>();
  const warnings: Warning[] = [...encoding];
  filled.forEach(({ key, variable, cells }, j) => {
    const asNumber = options.number?.includes(key) ?? false;
    columns.set(key, columnOf(variable, contents[j]!, labels[j], decode, asNumber));
    const kinds = [...cells.missing].sort(([a], [b]) => Number(a) - Number(b) || (a < b ? -1 : 1));
    warnings.push(
      ...missingKinds(
        key,
        "values that the file declares missing",
        kinds.map(([value, count]) => ({ kind: decode(String(value)), count })),
      ),
    );
  });
  const settled = settleColumns(columns, { name, options, typed: true });
  warnings.push(...missingLabels(settled.columns), ...settled.warnings);
  return makeTable(settled.columns, { name, warnings });
}

/** The variables under their long names; the segments of a long text are one. */
function fieldsOf({ variables, longNames, longTexts, rowWidth }: SavDictionary, name: string): Field[] {
  const fields: Field[] = [];
  for (let j = 0; j < variables.length; j++) {
    const variable = variables[j]!;
    const { shortName, width, start } = variable;
    const length = width > 0 ? (longTexts.get(shortName) ?? width) : 0;
    const nSegments = length > 255 ? Math.ceil(length / 252) : 1;
    const reach = length > 255 ? 256 * Math.floor(length / 255) + (length % 255) : length || 8;
    if (!(length >= 0) || start + reach > rowWidth || j + nSegments > variables.length)
      throw unreadable(name, `the text “${shortName}” is longer than a case`);
    fields.push({ name: longNames.get(shortName) ?? shortName, variable, length });
    j += nSegments - 1;
  }
  return fields;
}

function cellsOf(dictionary: SavDictionary, { variable, length }: Field): SavCells {
  return length > 0 ? savTexts(dictionary, variable, length) : savNumbers(dictionary, variable);
}

/** Reserves rows as they arrive: the file may promise anything. */
async function fill(
  cursor: ByteCursor,
  dictionary: SavDictionary,
  name: string,
  cells: readonly SavCells[],
): Promise<number> {
  let row = 0;
  let reserved = 0;
  for await (const { bytes, count } of savCases(cursor, dictionary, name)) {
    if (row + count > reserved) {
      reserved = Math.max(2 * reserved, row + count);
      for (const column of cells) column.reserve(reserved);
    }
    for (const column of cells) column.put(bytes, row, count);
    row += count;
  }
  return row;
}

function columnOf(
  { label, format }: SavVariable,
  content: Float64Array | (string | null)[],
  labels: ReadonlyMap<number, string> | undefined,
  decode: (text: string) => string,
  asNumber: boolean,
): Column {
  const notes = label === "" ? {} : { label: decode(label).trim() };
  if (!(content instanceof Float64Array)) {
    return { type: "text", values: content.map((v) => (v === null ? null : decode(v))), ...notes };
  }
  const valueLabels = labels && new Map([...labels].map(([code, text]) => [code, decode(text).trim()]));
  const column = {
    type: "number",
    values: content,
    ...notes,
    ...(valueLabels ? { valueLabels } : {}),
  } as const;
  const calendar = valueLabels || asNumber ? null : savCalendar(format);
  return calendar ? dateColumn(column, calendar) : column;
}

/** The encoding that the file names. The numbers 2 and 3 say no more than that it is ASCII or something like it. */
function encodingOfFile(encoding: string | number | null): string | null {
  return encoding === null || encoding === 2 || encoding === 3 ? null : encodingOf(String(encoding));
}

function* namesAndLabels(fields: readonly Field[]): Generator<string> {
  for (const { name, variable } of fields) yield* [name, variable.label];
}

function* everyText(
  fields: readonly Field[],
  contents: readonly (Float64Array | (string | null)[])[],
  labels: readonly (ReadonlyMap<number, string> | undefined)[],
): Generator<string> {
  yield* namesAndLabels(fields);
  for (const set of labels) if (set) yield* set.values();
  for (const content of contents) {
    if (content instanceof Float64Array) continue;
    for (const text of content) if (text !== null) yield text;
  }
}
