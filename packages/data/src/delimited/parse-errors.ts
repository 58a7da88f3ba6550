import { CeterisError } from "@ceteris/core";
import { QUOTE_OPEN } from "./field-scanner.ts";

/** Where in the data; row 0 is the header. */
export interface Place {
  readonly name: string;
  readonly row: number;
  readonly line: number;
}

/** A field whose quotation marks do not fit, by the status of `scanField`. */
export function malformed(place: Place, status: number): CeterisError {
  const open = status === QUOTE_OPEN;
  return new CeterisError({
    code: "FILE_UNREADABLE",
    where: whereOf(place),
    what: open
      ? "a quotation mark is opened and never closed"
      : "a quotation mark closes in the middle of a field",
    mend: "Inside a quoted field write each quotation mark twice, or leave the quotation marks out",
    details: { row: place.row, line: place.line },
  });
}

export function rowLength(place: Place, expected: number, found: number): CeterisError {
  const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;
  return new CeterisError({
    code: "ROW_LENGTH",
    where: whereOf(place),
    what: `the header names ${count(expected, "column")}, but this row has ${count(found, "field")}`,
    mend: "Give every row as many fields as the header: quote a field that contains the delimiter, and delete notes above or below the table",
    details: { row: place.row, line: place.line, expected, found },
  });
}

function whereOf({ name, row, line }: Place): string {
  return `${name}, ${row === 0 ? "the header" : `row ${row}`} (line ${line})`;
}
