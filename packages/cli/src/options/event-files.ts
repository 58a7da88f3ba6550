import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { CeterisError, nameSome, type Table } from "@ceteris/core";
import type { EventCoefficients } from "@ceteris/did";

export interface EventFiles {
  readonly beta: string;
  readonly vcovMatrix: string;
  readonly pre: number;
  readonly post: number | undefined;
}

/**
 * An event study from a file of coefficients, columns `eventTime` and `estimate` in order of time without
 * the base, and one of their covariance, numbers only.
 *
 * @throws the errors of readTable; UNKNOWN_COLUMN, NOT_NUMERIC, ROW_LENGTH, OPTION_INVALID
 */
export async function readEventFiles(files: EventFiles): Promise<{ table: Table; data: EventCoefficients }> {
  const { readTable } = await import("@ceteris/data");
  const table = await readTable(files.beta);
  const eventTimes = numbersOf(table, "eventTime");
  const estimates = numbersOf(table, "estimate");
  const vcov = await readMatrix(files.vcovMatrix);
  const post = files.post ?? estimates.length - files.pre;
  if (files.pre + post !== estimates.length) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "--pre, --post",
      what: `${files.pre} and ${post} do not add up to the ${estimates.length} estimates of ${basename(files.beta)}`,
      mend: "Count the estimates before and after the base period, which is not in the file",
    });
  }
  return { table, data: { eventTimes, estimates, vcov, nPre: files.pre } };
}

function numbersOf(table: Table, name: string): number[] {
  const column = table.columns.get(name);
  if (column === undefined) {
    throw new CeterisError({
      code: "UNKNOWN_COLUMN",
      where: table.source.name,
      what: `there is no column “${name}”; it has ${nameSome([...table.columns.keys()])}`,
      mend: "Give a file with the columns eventTime and estimate",
    });
  }
  const given: ArrayLike<string | number | null> = column.values;
  const numbers = Array.from(given, (value) => (value === null ? Number.NaN : Number(value)));
  const bad = numbers.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return numbers;
  const value = given[bad];
  throw new CeterisError({
    code: "NOT_NUMERIC",
    where: `${table.source.name}, column ${name}, row ${bad + 1}`,
    what: typeof value === "string" ? `“${value}” is not a number` : "the value is missing or not finite",
    mend: "Give a number in every row, and leave the base period out",
  });
}

/** A matrix alone, without header: numbers split by commas, semicolons, tabs or blanks. */
async function readMatrix(path: string): Promise<number[][]> {
  const text = await readFile(path, "utf8").catch(async (error) => {
    throw (await import("@ceteris/data")).openError(path, error);
  });
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map((line, i) => ({ number: i + 1, text: line.trim() }))
    .filter((line) => line.text !== "");
  const rows = lines.map((line) => line.text.split(/\s*[,;\t]\s*|\s+/).map(toNumber));
  const bad = rows.findIndex((row) => row.some((value) => !Number.isFinite(value)));
  if (bad >= 0) {
    throw new CeterisError({
      code: "NOT_NUMERIC",
      where: `${basename(path)}, line ${lines[bad]!.number}`,
      what: "not every value is a number",
      mend: "Give the matrix alone: numbers with commas between them, without a header or names of rows",
    });
  }
  if (rows.length > 0 && rows.every((row) => row.length === rows.length)) return rows;
  throw new CeterisError({
    code: "ROW_LENGTH",
    where: basename(path),
    what:
      rows.length === 0
        ? "the file is empty"
        : `${rows.length} rows of ${nameSome([...new Set(rows.map((row) => row.length))])} values are not a square matrix`,
    mend: "Give the covariance matrix of the estimates, without a header",
  });
}

function toNumber(text: string): number {
  return text === "" ? Number.NaN : Number(text.replace(/^"(.*)"$/, "$1"));
}
