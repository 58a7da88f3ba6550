import { type Column, getColumn, makeTable, selectRows, type Table } from "@ceteris/core";
import { type Comparison, type Condition, type Operand, parseFilter } from "./parse-filter.ts";
import { filterError } from "./tokens.ts";

/**
 * Keeps the rows for which a condition holds; rows keep the numbers they had in the data as read.
 *
 * Comparisons `=` (or `==`), `!=` (or `<>`), `<`, `<=`, `>`, `>=` of a column with a number, a quoted
 * text or another column; `in (…)`, `not in (…)`, `is missing`, `is not missing`; joined by `and`, `or`,
 * `not` and brackets, `not` binding strongest and `or` weakest. Names with other characters than
 * letters, digits, `_` and `.` stand in back-quotes. Text is compared by code point, whatever the locale.
 *
 * A comparison with a missing value is false, also `!=` and `not in`: `x != 3` keeps no row where x is
 * missing. `not (x = 3)` is its opposite in every row, so it does.
 *
 * The expression is parsed here and never evaluated as code.
 *
 * @throws FILTER_SYNTAX (with a caret under the place; also a text column compared with a number),
 *   UNKNOWN_COLUMN (with the nearest name)
 * @example
 * filterRows(table, 'year >= 2016 and province in ("甘肃", "青海") and gdp is not missing');
 */
export function filterRows(table: Table, expression: string): Table {
  const test = compile(table, parseFilter(expression), expression);
  const kept = new Int32Array(table.nRows);
  let n = 0;
  for (let i = 0; i < table.nRows; i++) if (test(i)) kept[n++] = i;
  return withoutAnswered(selectRows(table, kept.slice(0, n)));
}

/** Leaves out remarks on rows that are there no more. */
function withoutAnswered(table: Table): Table {
  const { warnings, rows } = table.source;
  if (rows === null || !warnings.some(({ code }) => code === "TOTAL_ROWS")) return table;
  const left = new Set(rows);
  const still = warnings.filter(({ code, details }) => {
    const named = (details?.rows ?? []) as readonly number[];
    return code !== "TOTAL_ROWS" || named.some((row) => left.has(row - 1));
  });
  return makeTable(table.columns, { ...table.source, warnings: still });
}

type RowTest = (row: number) => boolean;

function compile(table: Table, condition: Condition, expression: string): RowTest {
  switch (condition.type) {
    case "and":
    case "or": {
      const tests = condition.parts.map((part) => compile(table, part, expression));
      return condition.type === "and"
        ? (row) => tests.every((test) => test(row))
        : (row) => tests.some((test) => test(row));
    }
    case "not": {
      const test = compile(table, condition.part, expression);
      return (row) => !test(row);
    }
    case "missing": {
      const missing = isMissing(columnOf(table, condition.column));
      return condition.negated ? (row) => !missing(row) : missing;
    }
    case "in":
      return membership(table, condition, expression);
    case "compare":
      return comparison(table, condition, expression);
  }
}

function membership(
  table: Table,
  condition: Extract<Condition, { type: "in" }>,
  expression: string,
): RowTest {
  const column = columnOf(table, condition.column);
  for (const value of condition.values) refuseMixed(table, condition.column, value, value.at, expression);
  const values = new Set<unknown>(condition.values.map((v) => ("value" in v ? v.value : null)));
  const missing = isMissing(column);
  return (row) => !missing(row) && values.has(column.values[row]) !== condition.negated;
}

function comparison(
  table: Table,
  condition: Extract<Condition, { type: "compare" }>,
  expression: string,
): RowTest {
  const { left, right, operator } = condition;
  refuseMixed(table, left, right, condition.at, expression);
  const compare = COMPARE[operator];
  const a = readOperand(table, left);
  const b = readOperand(table, right);
  return (row) => {
    const p = a(row);
    const q = b(row);
    return p !== null && q !== null && !Number.isNaN(p) && !Number.isNaN(q) && compare(p, q);
  };
}

type Value = number | string;

const COMPARE: Readonly<Record<Comparison, (p: Value, q: Value) => boolean>> = {
  "=": (p, q) => p === q,
  "!=": (p, q) => p !== q,
  "<": (p, q) => order(p, q) < 0,
  "<=": (p, q) => order(p, q) <= 0,
  ">": (p, q) => order(p, q) > 0,
  ">=": (p, q) => order(p, q) >= 0,
};

function order(p: Value, q: Value): number {
  if (typeof p === "string" && typeof q === "string") return byCodePoint(p, q);
  return p < q ? -1 : p > q ? 1 : 0;
}

/** UTF-16 order differs from the order of code points only where a surrogate meets U+E000 and above. */
function byCodePoint(p: string, q: string): number {
  const n = Math.min(p.length, q.length);
  for (let i = 0; i < n; i++) {
    if (p[i] !== q[i]) return p.codePointAt(i)! - q.codePointAt(i)!;
  }
  return p.length - q.length;
}

function readOperand(table: Table, operand: Operand): (row: number) => Value | null {
  if (operand.type !== "column") return () => operand.value;
  const { values } = getColumn(table, operand.name);
  return (row) => values[row]!;
}

function columnOf(table: Table, operand: Operand): Column {
  return getColumn(table, operand.type === "column" ? operand.name : "");
}

function isMissing(column: Column): RowTest {
  if (column.type === "text") return (row) => column.values[row] === null;
  return (row) => Number.isNaN(column.values[row]!);
}

function refuseMixed(table: Table, left: Operand, right: Operand, at: number, expression: string): void {
  const [a, b] = [typeOf(table, left), typeOf(table, right)];
  if (a === b) return;
  const [text, number] = a === "text" ? [left, right] : [right, left];
  const mend =
    text.type === "column"
      ? number.type === "number"
        ? `The column “${text.name}” is text: compare it with a text in quotation marks`
        : `Of the two columns “${text.name}” is text: compare columns of one type`
      : `The column is one of numbers: write the number without quotation marks`;
  throw filterError(expression, at, "a text is compared with a number", mend);
}

function typeOf(table: Table, operand: Operand): "text" | "number" {
  return operand.type === "column" ? getColumn(table, operand.name).type : operand.type;
}
