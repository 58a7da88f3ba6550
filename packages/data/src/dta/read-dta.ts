import { type Column, makeTable, type Warning } from "@ceteris/core";
import { settleColumns } from "../clean/settle-columns.ts";
import { wantedColumns } from "../clean/wanted-columns.ts";
import type { ReadOptions } from "../read-options.ts";
import type { Reader } from "../reader.ts";
import { type ByteCursor, byteCursor } from "../source/byte-cursor.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { declaredEncoding } from "../source/declared-encoding.ts";
import { guessedDecoder } from "../source/guessed-decoder.ts";
import { dateColumn } from "../source/iso-date.ts";
import { unreadable } from "../source/unreadable.ts";
import { missingKinds } from "../values/missing-kinds.ts";
import { missingLabels } from "../values/missing-labels.ts";
import { businessDates } from "./business-dates.ts";
import { type DtaNumbers, type DtaReferences, type DtaTexts, dtaCells } from "./dta-cells.ts";
import { dtaCalendar } from "./dta-dates.ts";
import { type DtaHeader, type DtaVariable, expectTag, readDtaHeader } from "./dta-header.ts";
import { type LongStrings, readLongStrings, readValueLabels } from "./dta-tail.ts";

/** Stata data sets, formats 113 to 115 and 117 to 119, read once from front to back. */
export const dtaReader: Reader = {
  format: "Stata",
  claims: (head, extension) =>
    Buffer.from(head.subarray(0, 11)).toString("latin1") === "<stata_dta>" ||
    (isBinaryHeader(head) && (extension === ".dta" || (head[0]! >= 113 && head[0]! <= 115))),
  read: async (source, options) => {
    const cursor = byteCursor(source);
    try {
      return await read(cursor, source, options);
    } finally {
      await cursor.close();
    }
  },
};

/** Release, byte order 1 or 2, the constant 1. */
function isBinaryHeader(head: Uint8Array): boolean {
  return head[0]! >= 102 && head[0]! <= 116 && (head[1] === 1 || head[1] === 2) && head[2] === 1;
}

interface Filled {
  readonly variable: DtaVariable;
  readonly cells: DtaNumbers | DtaTexts | DtaReferences;
}

async function read(cursor: ByteCursor, source: ByteSource, options: ReadOptions) {
  const { name } = source;
  const header = await readDtaHeader(cursor, name);
  const { layout, nRows, variables } = header;
  const declared = declaredEncoding(options.encoding);
  const decodeNames = layout.unicode ? utf8Of : guessedDecoder(namesAndLabels(variables), declared).decode;
  const names = variables.map((v) => decodeNames(v.name));
  const wanted = wantedColumns(name, names, options);
  const filled = variables
    .filter((_, j) => wanted.has(names[j]!))
    .map((variable) => ({ variable, cells: dtaCells(header, variable) }));
  await readRows(cursor, source, header, filled);
  if (layout.tagged) await expectTag(cursor, name, "</data><strls>");
  const long: LongStrings = layout.tagged
    ? await readLongStrings(
        cursor,
        name,
        header,
        filled.some(({ cells }) => cells.kind === "references"),
      )
    : new Map();
  if (layout.tagged) await expectTag(cursor, name, "<value_labels>");
  const sets = await readValueLabels(cursor, name, header);

  const contents = filled.map(({ cells }) => contentOf(cells, nRows, long, name));
  const { decode, warnings: encoding } = layout.unicode
    ? { decode: utf8Of, warnings: [] }
    : guessedDecoder(everyText(variables, contents, sets), declared);
  const columns = new Map<string, Column>();
  const warnings: Warning[] = [...encoding];
  filled.forEach(({ variable, cells }, j) => {
    const key = decodeNames(variable.name);
    const asNumber = options.number?.includes(key) ?? false;
    columns.set(
      key,
      columnOf(variable, contents[j]!, sets, layout.unicode ? null : decode, decode, asNumber),
    );
    contents[j] = null;
    if (cells.kind === "numbers")
      warnings.push(...missingKinds(key, "extended missing values", kindsOf(cells.missing)));
  });
  const settled = settleColumns(columns, { name, options, typed: true });
  const counted = filled.map(({ variable: { name: key, format } }) => ({ name: decodeNames(key), format }));
  warnings.push(...missingLabels(settled.columns), ...businessDates(counted), ...settled.warnings);
  return makeTable(settled.columns, { name, warnings });
}

/** Bytes of a block, of whole rows. */
const BLOCK = 2 ** 18;
const FIRST_ROWS = 2 ** 16;

async function readRows(
  cursor: ByteCursor,
  source: ByteSource,
  { nRows, rowWidth }: DtaHeader,
  filled: readonly Filled[],
): Promise<void> {
  if (source.size > 0 && nRows * rowWidth > source.size) {
    throw unreadable(
      source.name,
      `the header announces ${nRows} rows of ${rowWidth} bytes, more than the file holds`,
      "Copy or download the file again",
    );
  }
  if (rowWidth === 0) return;
  const perBlock = Math.max(1, Math.floor(BLOCK / rowWidth));
  // Where the size is not known, rows are reserved as they arrive: the header may promise anything.
  let reserved = source.size > 0 ? nRows : 0;
  for (const { cells } of filled) cells.reserve(reserved);
  for (let row = 0; row < nRows; row += perBlock) {
    const count = Math.min(perBlock, nRows - row);
    const block = await cursor.take(count * rowWidth);
    if (row + count > reserved) {
      reserved = Math.min(nRows, Math.max(FIRST_ROWS, 2 * reserved, row + count));
      for (const { cells } of filled) cells.reserve(reserved);
    }
    for (const { cells } of filled) cells.put(block, row, count);
  }
}

type Content = Float64Array | (string | null)[];

function contentOf(cells: Filled["cells"], nRows: number, long: LongStrings, name: string): Content | null {
  if (cells.kind === "numbers") return cells.values();
  if (cells.kind === "texts") return cells.finish(nRows);
  const variables = cells.variables();
  const observations = cells.observations();
  return Array.from({ length: nRows }, (_, i) => {
    if (variables[i] === 0 && observations[i] === 0) return null;
    const text = long.get(variables[i]!)?.get(observations[i]!);
    if (text !== undefined) return text || null;
    throw unreadable(
      name,
      `row ${i + 1} refers to a long string that is not in the file`,
      "Write it in format 118 (in Stata: saveold, version(14); in haven: version = 14)",
    );
  });
}

function columnOf(
  { label, format, labelSet }: DtaVariable,
  content: Content | null,
  sets: ReadonlyMap<string, ReadonlyMap<number, string>>,
  decodeCells: ((text: string) => string) | null,
  decode: (text: string) => string,
  asNumber: boolean,
): Column {
  const notes = label === "" ? {} : { label: decode(label) };
  if (!(content instanceof Float64Array)) {
    const values = content ?? [];
    return {
      type: "text",
      values: decodeCells ? values.map((v) => (v === null ? null : decodeCells(v))) : values,
      ...notes,
    };
  }
  const set = sets.get(labelSet);
  const valueLabels = set && new Map([...set].map(([code, text]) => [code, decode(text)]));
  const column = {
    type: "number",
    values: content,
    ...notes,
    ...(valueLabels ? { valueLabels } : {}),
  } as const;
  const calendar = valueLabels || asNumber ? null : dtaCalendar(format);
  return calendar ? dateColumn(column, calendar) : column;
}

function* namesAndLabels(variables: readonly DtaVariable[]): Generator<string> {
  for (const { name, label } of variables) yield* [name, label];
}

function* everyText(
  variables: readonly DtaVariable[],
  contents: readonly (Content | null)[],
  sets: ReadonlyMap<string, ReadonlyMap<number, string>>,
): Generator<string> {
  yield* namesAndLabels(variables);
  for (const set of sets.values()) yield* set.values();
  for (const content of contents) {
    if (content instanceof Float64Array || content === null) continue;
    for (const text of content) if (text !== null) yield text;
  }
}

function utf8Of(text: string): string {
  return Buffer.from(text, "latin1").toString("utf8");
}

/** How often each of `.a` to `.z` occurs, beside `.`. */
function kindsOf(counts: Int32Array): { kind: string; count: number }[] {
  return Array.from(counts, (count, k) => ({ kind: `.${String.fromCharCode(96 + k)}`, count }))
    .slice(1)
    .filter(({ count }) => count > 0);
}
