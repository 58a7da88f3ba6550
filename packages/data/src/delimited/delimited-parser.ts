import { CeterisError, type Column, makeTable, type Table } from "@ceteris/core";
import { settleColumns } from "../clean/settle-columns.ts";
import { sparedColumns } from "../clean/wanted-columns.ts";
import { notesWarning } from "../grid/notes.ts";
import { type ColumnCells, finishCells, growCells, isEmpty, newCells, putField } from "./column-cells.ts";
import { INCOMPLETE, newField, QUOTE_OPEN, scanField } from "./field-scanner.ts";
import { FULL_WIDTH_DELIMITERS, hasFullWidthDelimiters, narrowDelimiters } from "./full-width.ts";
import { type Header, makeHeader } from "./make-header.ts";
import { malformed, type Place, rowLength } from "./parse-errors.ts";
import { type HeadOptions, readHead, SAMPLE_BYTES } from "./read-head.ts";
import { MOST_NOTES, trailingNotes } from "./trailing-notes.ts";

export interface ParserOptions extends HeadOptions {
  /** Columns that were found to be text by an earlier pass. */
  readonly foundText?: ReadonlySet<string>;
  /** Bytes to expect, so that memory is reserved once; 0 when unknown. */
  readonly expectedBytes: number;
}

export interface DelimitedParser {
  /** Takes the next bytes, in UTF-8. All but the `last` call leave an unfinished record for the next. */
  push(bytes: Uint8Array, last: boolean): void;
  /**
   * The table; or, when columns turned out to be text so late that their first cells are lost, the names
   * of all columns known to be text, with which the data are to be parsed again.
   */
  finish(): Table | ReadonlySet<string>;
}

/** Longer records are taken for a quotation mark that is never closed. */
const LONGEST_RECORD = 16 * 2 ** 20;
const SEMICOLON = 59;
const POWERS = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/**
 * A parser of delimited text that works on bytes and writes straight into columns, so that the size of
 * a file is bounded by its columns and not by the longest string the engine can hold.
 *
 * Fields may be quoted with `"`, doubled inside; quoted fields keep their blanks and line breaks, others
 * are trimmed. Records end in LF, CRLF or CR; blank lines are skipped.
 */
export function delimitedParser(given: ParserOptions): DelimitedParser {
  const { options, name } = given;
  const field = newField();
  let work = Buffer.alloc(1);
  let held = 0;
  let cut = -1;
  let header: Header | null = null;
  /** null for columns that nobody wants. */
  let columns: (ColumnCells | null)[] = [];
  let capacity = 0;
  let nRows = 0;
  let line = 1;
  let firstStretch = true;
  let late = false;
  /** Of the last rows, as long as each has one cell or none, its text: empty for none, null for a number. */
  let tail: (string | null)[] = [];
  /** Full-width delimiters are narrowed; null until it is known whether there are any. */
  let wide: boolean | null = given.delimiter === null ? null : false;
  let quoted = false;

  function push(bytes: Uint8Array, last: boolean): void {
    const length = held + bytes.length;
    if (length >= work.length) {
      // One byte more than the data, so that reading one past the end stays inside the buffer.
      const grown = Buffer.alloc(length + 1);
      work.copy(grown, 0, 0, held);
      work = grown;
    }
    work.set(bytes, held);
    if (wide === true) quoted = narrowDelimiters(work, held, length, quoted);
    let start = 0;
    if (header === null) start = readHeader(length, last);
    if (header !== null) {
      const before = { start, line };
      start = readRecords(start, length, last);
      if (late && firstStretch) {
        nRows = 0;
        tail = [];
        line = before.line;
        start = readRecords(before.start, length, last);
        late = false;
      }
      firstStretch = false;
    }
    held = length - start;
    if (held > LONGEST_RECORD) throw malformed(place(header === null ? 0 : nRows + 1, line), QUOTE_OPEN);
    work.copyWithin(0, start, length);
  }

  function readHeader(length: number, last: boolean): number {
    const sampled = given.sampleBytes ?? SAMPLE_BYTES;
    if (wide === null && (last || length >= sampled)) {
      wide = hasFullWidthDelimiters(work.subarray(0, Math.min(length, sampled)), options.decimal);
      if (wide) quoted = narrowDelimiters(work, 0, length, false);
    }
    const found = readHead(work, length, last, given);
    if (found === null) return last ? length : 0;
    cut = found.cut;
    line = found.line;
    const warnings = wide === true ? [FULL_WIDTH_DELIMITERS, ...found.warnings] : found.warnings;
    header = makeHeader(given, { ...found, warnings }, given.foundText);
    reserveFirst(found.start, length);
    return found.start;
  }

  /** Reserves rows for all the data expected, from the mean length of the records at hand. */
  function reserveFirst(start: number, length: number): void {
    let breaks = 1;
    const end = Math.min(length, start + SAMPLE_BYTES);
    for (let i = start; i < end; i++) if (work[i] === 10 || (work[i] === 13 && work[i + 1] !== 10)) breaks++;
    const perRow = Math.max(1, (end - start) / breaks);
    capacity = Math.ceil((Math.max(length, given.expectedBytes) / perRow) * 1.02) + 16;
    const { names, wanted, text } = header!;
    const sparedOnes = sparedColumns(names, options);
    columns = names.map((column) =>
      wanted.has(column) ? newCells(text.has(column), sparedOnes.has(column), capacity) : null,
    );
  }

  function reserveMore(): void {
    capacity = Math.ceil(capacity * 1.5) + 1024;
    for (const column of columns) if (column !== null) growCells(column, capacity);
  }

  /** Reads complete records from `from` on and returns where the first incomplete one starts. */
  function readRecords(from: number, length: number, last: boolean): number {
    const bytes = work;
    const nColumns = columns.length;
    const delimiter = cut;
    let at = from;
    while (at < length) {
      if (nRows >= capacity) reserveMore();
      const recordStart = at;
      let col = 0;
      let lines = 0;
      let blank = false;
      let ended = false;
      let filled = 0;
      let loneStart = -1;
      let loneEnd = -1;
      while (!ended) {
        const column = col < nColumns ? columns[col]! : null;
        const numbers = column === null ? null : column.numbers;
        if (numbers !== null) {
          // The common case: digits below 2⁵³ and at most 22 decimals, both exact as doubles, so that their
          // one division is rounded correctly.
          let i = at;
          let c = bytes[i]!;
          const negative = c === 45;
          if (negative) c = bytes[++i]!;
          const digits = i;
          if (c === 48) {
            c = bytes[++i]!;
            if (c >= 48 && c <= 57) c = 0;
          }
          let value = 0;
          while (c >= 48 && c <= 57) {
            value = value * 10 + (c - 48);
            c = bytes[++i]!;
          }
          let decimals = 0;
          if (c === 46 && i > digits) {
            const point = i;
            c = bytes[++i]!;
            while (c >= 48 && c <= 57) {
              value = value * 10 + (c - 48);
              c = bytes[++i]!;
            }
            decimals = i - point - 1;
          }
          if (
            i > digits &&
            value < 2 ** 53 &&
            decimals <= 22 &&
            i < length &&
            (c === delimiter || c === 10)
          ) {
            if (decimals > 0) {
              value /= POWERS[decimals]!;
              if (column!.spared && !Number.isInteger(value)) columns[col] = null;
            }
            numbers[nRows] = negative ? 0 - value : value;
            filled++;
            col++;
            at = i + 1;
            if (c === 10) {
              lines++;
              ended = true;
            }
            continue;
          }
        }
        const status = scanField(bytes, at, length, delimiter, last, field);
        if (status === INCOMPLETE) return recordStart;
        if (status !== 0) throw malformed(place(nRows + 1, line + lines), status);
        if (column !== null) {
          if (!putField(column, nRows, field, bytes, capacity)) columns[col] = null;
          late ||= nRows > 0 && numbers !== null && column.numbers === null;
        }
        blank = col === 0 && !field.quoted && field.start === field.end;
        if (field.end > field.start) {
          filled++;
          loneStart = field.start;
          loneEnd = field.end;
        }
        col++;
        at = field.next;
        lines += field.lines;
        ended = field.endsRecord;
      }
      line += lines;
      if (col === 1 && blank) continue;
      if (col !== nColumns) throw rowLength(place(nRows + 1, line - lines), nColumns, col);
      if (filled > 1) {
        if (tail.length > 0) tail = [];
      } else if (nColumns > 1 && tail.length < MOST_NOTES) {
        tail.push(filled === 0 ? "" : loneStart < 0 ? null : bytes.toString("utf8", loneStart, loneEnd));
      }
      nRows++;
    }
    return at;
  }

  function finish(): Table | ReadonlySet<string> {
    work = Buffer.alloc(1);
    if (header === null) {
      throw new CeterisError({
        code: "TABLE_EMPTY",
        where: name,
        what: "the file is empty",
        mend: "The first line must name the columns; check that the file was saved",
      });
    }
    const { names, unnamed, labels } = header;
    const notes = trailingNotes(tail);
    nRows -= notes.length;
    if (late) return new Set(names.filter((_, j) => columns[j] !== null && columns[j]!.text !== null));
    const made = new Map<string, Column>();
    names.forEach((column, j) => {
      const cells = columns[j];
      if (!cells) return;
      const read = finishCells(cells, nRows);
      columns[j] = null;
      if (unnamed[j] && isEmpty(read)) return;
      const label = labels[j];
      made.set(column, Object.freeze(label === undefined ? read : { ...read, label }));
    });
    // Where semicolons part the fields, a comma is as likely the decimal mark.
    const thousands = options.decimal === "," || cut !== SEMICOLON;
    const settled = settleColumns(made, { name, options, typed: false, thousands });
    const said = notesWarning(notes.filter((note) => note !== "").map((note) => String(note)));
    return makeTable(settled.columns, { name, warnings: [...header.warnings, ...said, ...settled.warnings] });
  }

  function place(row: number, atLine: number): Place {
    return { name, row, line: atLine };
  }

  return { push, finish };
}
