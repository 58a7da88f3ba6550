import { CeterisError, getNumbers, nameSome, rowName, type Table } from "@ceteris/core";
import { type Formula, type FormulaFunction, type Operator, parseFormula } from "./parse-formula.ts";
import { roundTo } from "./round-to.ts";

/**
 * A column computed from others by a formula: `log(population)`, `100 * insured / population`,
 * `round(gdp / population, 2)`.
 *
 * Numbers, columns, `+ - * / ^`, brackets, `log` (natural), `exp`, `sqrt`, `abs`, `round(x, decimals)`, `min`,
 * `max`. A result is missing where something in it is, and where it is not a number or infinite, as after a
 * division by zero; the logarithm of zero or of a negative number is refused. `round` takes halves away from
 * zero in decimal notation: `round(2.675, 2)` is 2.68.
 *
 * The expression is parsed here and never evaluated as code.
 *
 * @throws FORMULA_SYNTAX (with a caret under the place), UNKNOWN_COLUMN, NOT_NUMERIC, LOG_UNDEFINED
 * @example
 * computeColumn(table, "round(100 * pension_insured / population, 2)"); // Float64Array
 */
export function computeColumn(table: Table, expression: string): Float64Array {
  return compile(table, parseFormula(expression), expression).map((v) =>
    Number.isFinite(v) ? v : Number.NaN,
  );
}

function compile(table: Table, formula: Formula, expression: string): Float64Array {
  const inner = (part: Formula) => compile(table, part, expression);
  switch (formula.type) {
    case "number":
      return new Float64Array(table.nRows).fill(formula.value);
    case "column":
      return getNumbers(table, formula.name);
    case "negative":
      return inner(formula.of).map((v) => -v);
    case "operation": {
      const apply = OPERATIONS[formula.operator];
      const right = inner(formula.right);
      return inner(formula.left).map((v, i) => apply(v, right[i]!));
    }
    case "call": {
      const given = formula.given.map(inner);
      if (formula.name === "log") refuseNoLog(table, given[0]!, expression);
      const apply = FUNCTIONS[formula.name];
      return given[0]!.map((_, i) => apply(...given.map((values) => values[i]!)));
    }
  }
}

const OPERATIONS: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
};

const FUNCTIONS: Readonly<Record<FormulaFunction, (...given: number[]) => number>> = {
  log: (v) => Math.log(v!),
  exp: (v) => Math.exp(v!),
  sqrt: (v) => Math.sqrt(v!),
  abs: (v) => Math.abs(v!),
  round: (v, decimals = 0) => roundTo(v!, decimals),
  min: Math.min,
  max: Math.max,
};

function refuseNoLog(table: Table, values: Float64Array, expression: string): void {
  const rows: string[] = [];
  values.forEach((v, i) => {
    if (v <= 0) rows.push(rowName(table, i));
  });
  if (rows.length === 0) return;
  throw new CeterisError({
    code: "LOG_UNDEFINED",
    where: `the formula ${expression}`,
    what: `${rows.length} ${rows.length === 1 ? "value is" : "values are"} not above 0 and ${rows.length === 1 ? "has" : "have"} no logarithm (${nameSome(rows, 3)})`,
    mend: "Correct these cells, or add a constant inside the logarithm on purpose",
    details: { expression, count: rows.length },
  });
}
