import type { Warning } from "@ceteris/core";
import { columnName, isYearName } from "../clean/column-name.ts";
import { headerWarning } from "../grid/find-header.ts";
import { type Grid, gridBuilder } from "../grid/grid.ts";
import { labelOf, labelRows, labelRowsWarning } from "../grid/label-rows.ts";
import type { ReadOptions } from "../read-options.ts";
import { type Delimiter, detectDelimiter } from "./delimiter.ts";
import { fieldText, INCOMPLETE, newField, QUOTE_OPEN, scanField, TEXT_AFTER_QUOTE } from "./field-scanner.ts";
import { malformed } from "./parse-errors.ts";

/** What stands above the data of a delimited text. */
export interface Head {
  /** The byte that cuts fields. */
  readonly cut: number;
  readonly names: readonly string[];
  /** By column, where rows of units or of other names follow the names. */
  readonly labels: readonly (string | undefined)[];
  readonly warnings: readonly Warning[];
  /** Where the data start, and on which line. */
  readonly start: number;
  readonly line: number;
}

export interface HeadOptions {
  /** The `where` of messages. */
  readonly name: string;
  readonly options: ReadOptions;
  /** null to detect it. */
  readonly delimiter: Delimiter | null;
  /** Bytes that show how the text is written. Default 256 KiB. */
  readonly sampleBytes?: number;
}

interface HeadRecord {
  readonly cells: readonly string[];
  readonly line: number;
  /** Where the next record starts, and on which line. */
  readonly end: number;
  readonly nextLine: number;
}

export const SAMPLE_BYTES = 2 ** 18;
const RECORDS = 40;

/**
 * Reads the names of the columns from `bytes[0, length)`; null when more bytes are needed to tell. They
 * stand in the first record, or in the line told, or below titles: records of one text each above a
 * table of three columns or more. `sep=;` above them names the delimiter, as Excel has it.
 *
 * @param last nothing follows these bytes
 * @throws FILE_UNREADABLE (quotation marks)
 */
export function readHead(
  bytes: Buffer,
  length: number,
  last: boolean,
  { name, options, delimiter, sampleBytes = SAMPLE_BYTES }: HeadOptions,
): Head | null {
  // The same bytes are looked at however they arrive.
  if (!last && length < sampleBytes) return null;
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let line = 1;
  for (let above = (options.headerRow ?? 1) - 1; above > 0; above--, line++) {
    start = nextLine(bytes, start, length);
    if (start >= length) return null;
  }
  const told = /^sep=(.)\r?\n/i.exec(bytes.toString("latin1", start, Math.min(length, start + 8)));
  if (told) {
    start += told[0].length;
    line++;
  }
  const sample = bytes.subarray(start, Math.min(length, start + sampleBytes));
  const found = told?.[1] ?? delimiter ?? detectDelimiter(sample, options.decimal).delimiter;
  const cut = found.charCodeAt(0);
  const records = firstRecords(bytes, { start, length, last, line, cut, name, sampleBytes });
  if (records.length === 0) return null;
  const grid = gridOf(records);
  const first = options.headerRow === undefined ? belowTitles(records) : 0;
  const nLabels = labelRows(grid, first);
  const header = records[first]!;
  const { end, nextLine: dataLine } = records[first + nLabels]!;
  const labels = header.cells.map((cell, j) =>
    labelOf(
      columnName(cell),
      records.slice(first + 1, first + nLabels + 1).map(({ cells }) => cells[j] ?? null),
    ),
  );
  const above = records.slice(0, first).flatMap(({ cells }) => cells.filter((cell) => cell !== ""));
  const warnings = [
    ...headerWarning("Line", header.line, above),
    ...(nLabels > 0
      ? [
          labelRowsWarning(
            records[first + 1]!.line,
            nLabels,
            labels.filter((text) => text !== undefined),
          ),
        ]
      : []),
  ];
  const names = header.cells.map(columnName);
  return { cut, names, labels, warnings, start: end, line: dataLine };
}

function nextLine(bytes: Buffer, start: number, length: number): number {
  let end = start;
  while (end < length && bytes[end] !== 10 && bytes[end] !== 13) end++;
  return bytes[end] === 13 && bytes[end + 1] === 10 ? end + 2 : end + 1;
}

interface Reach {
  readonly start: number;
  readonly length: number;
  readonly last: boolean;
  /** Where `start` is. */
  readonly line: number;
  readonly cut: number;
  readonly name: string;
  readonly sampleBytes: number;
}

/** Records within the sample, or the first one however long; blank lines left out. */
function firstRecords(
  bytes: Buffer,
  { start, length, last, line: firstLine, cut, name, sampleBytes }: Reach,
): HeadRecord[] {
  const field = newField();
  const records: HeadRecord[] = [];
  let at = start;
  let line = firstLine;
  while (at < length && records.length < RECORDS) {
    const cells: string[] = [];
    let lines = 0;
    do {
      const status = scanField(bytes, at, length, cut, last, field);
      if (status === INCOMPLETE) return records;
      if (status === QUOTE_OPEN || status === TEXT_AFTER_QUOTE) {
        if (records.length > 0) return records;
        throw malformed({ name, row: 0, line: line + lines }, status);
      }
      cells.push(fieldText(bytes, field).trim());
      at = field.next;
      lines += field.lines;
    } while (!field.endsRecord);
    if (records.length > 0 && at > start + sampleBytes) return records;
    if (cells.length > 1 || cells[0] !== "" || field.quoted)
      records.push({ cells, line, end: at, nextLine: line + lines });
    line += lines;
  }
  return records;
}

function gridOf(records: readonly HeadRecord[]): Grid {
  const grid = gridBuilder();
  records.forEach(({ cells }, i) => {
    // A row without cells has its place all the same.
    grid.error(i + 1, 0, "");
    cells.forEach((cell, j) => {
      grid.text(i + 1, j, cell);
    });
  });
  return grid.finish();
}

/**
 * The position of the record with the names: the first, or the first full one below titles. Titles have one
 * text each, or, as downloads have them, few fields where nearly all records have as many as each other.
 */
function belowTitles(records: readonly HeadRecord[]): number {
  const filled = records.map(({ cells }) => cells.filter((cell) => cell !== "").length);
  const width = Math.max(...filled);
  if (width < 3) return 0;
  const usual = usualFields(records);
  const short = usual !== null && records[0]!.cells.length < usual && 2 * filled[0]! <= usual;
  for (let i = 0; i < records.length; i++) {
    const { cells } = records[i]!;
    if (short ? cells.length < usual : filled[i]! <= 1) continue;
    return filled[i]! >= 0.7 * width && areNames(cells) ? i : 0;
  }
  return 0;
}

/** The number of fields that most records have. */
function usualFields(records: readonly HeadRecord[]): number | null {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  for (const [fields, count] of counts) if (2 * count > records.length) return fields;
  return null;
}

/** Mostly texts; or years, each another, and a text. */
function areNames(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== "");
  const numbers = filled.filter((cell) => !Number.isNaN(Number(cell)));
  const texts = filled.length - numbers.length;
  const areYears = numbers.every(isYearName) && new Set(numbers).size === numbers.length;
  return texts >= numbers.length || (texts > 0 && areYears);
}
