import {
  type Column,
  type ColumnSummary,
  type DescribeResult,
  getColumn,
  nameSome,
  type Panel,
  rowNumber,
  type Table,
  type Warning,
} from "@ceteris/core";
import { mean, quantileSorted, sampleStandardDeviation } from "simple-statistics";
import { describePanel, unitsWithGaps } from "./describe-panel.ts";

export interface DescribeOptions {
  /** Columns to describe, in this order; default: all. */
  readonly columns?: readonly string[];
  /** Adds the structure of this panel. */
  readonly panel?: Panel;
}

/**
 * Descriptive statistics of columns over their non-missing rows, and the structure of a panel.
 *
 * `sd` is the sample standard deviation (n − 1); quartiles interpolate linearly between order statistics
 * (type 7 of Hyndman and Fan, the default of R). Statistics that do not exist are null: those of text,
 * the standard deviation of one value, moments of infinite values.
 *
 * Warnings: `COLUMN_CONSTANT`, `COLUMN_EMPTY`, `INFINITE_VALUES`, `DUPLICATED_ROWS` (equal in every
 * column; sought without a panel and up to 200 000 rows), `PANEL_GAPS`, and those of the panel.
 *
 * @throws UNKNOWN_COLUMN
 * @example
 * describeTable(table, { columns: ["gdp"] }).columns[0]; // { column: "gdp", type: "number", n: 1542, … }
 */
export function describeTable(table: Table, options: DescribeOptions = {}): DescribeResult {
  const names = options.columns ?? [...table.columns.keys()];
  const columns = names.map((name) => describeColumn(name, getColumn(table, name)));
  const panel = options.panel ? describePanel(options.panel) : null;
  const warnings = [
    ...columns.flatMap((summary) => columnWarnings(table, summary)),
    // A panel has no two rows of one unit and period.
    ...(options.panel ? [] : duplicatedRows(table)),
    ...(options.panel ? [...gaps(options.panel), ...options.panel.warnings] : []),
  ];
  return Object.freeze({
    kind: "describe",
    columns,
    panel,
    spec: Object.freeze({ columns: names, ...(options.panel ? { panel: options.panel.spec } : {}) }),
    warnings,
  });
}

function describeColumn(column: string, cells: Column): ColumnSummary {
  const none = { mean: null, sd: null, min: null, p25: null, median: null, p75: null, max: null };
  if (cells.type === "text") {
    const present = cells.values.filter((v) => v !== null);
    const counts = { n: present.length, missing: cells.values.length - present.length };
    return Object.freeze({ column, type: "text", ...counts, distinct: new Set(present).size, ...none });
  }
  const sorted = cells.values.filter((v) => !Number.isNaN(v)).sort();
  const n = sorted.length;
  const counts = { n, missing: cells.values.length - n, distinct: distinctSorted(sorted) };
  if (n === 0) return Object.freeze({ column, type: "number", ...counts, ...none });
  // simple-statistics declares number[], and only reads by index.
  const values = sorted as unknown as number[];
  return Object.freeze({
    column,
    type: "number",
    ...counts,
    mean: finite(mean(values)),
    sd: standardDeviation(values),
    min: finite(sorted[0]!),
    p25: finite(quantileSorted(values, 0.25)),
    median: finite(quantileSorted(values, 0.5)),
    p75: finite(quantileSorted(values, 0.75)),
    max: finite(sorted[n - 1]!),
  });
}

function standardDeviation(sorted: number[]): number | null {
  if (sorted.length < 2) return null;
  return sorted[0] === sorted.at(-1) ? 0 : finite(sampleStandardDeviation(sorted));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function distinctSorted(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

function columnWarnings(table: Table, summary: ColumnSummary): Warning[] {
  const { column, n, distinct } = summary;
  if (table.nRows === 0) return [];
  if (n === 0) {
    return [
      {
        code: "COLUMN_EMPTY",
        message: `Column “${column}” has no value in any row. Leave it out of models, or check the file.`,
        details: { column },
      },
    ];
  }
  const found: Warning[] = [];
  if (distinct === 1 && n > 1) {
    found.push({
      code: "COLUMN_CONSTANT",
      message: `Column “${column}” has the same value in all ${n} rows that have one. It cannot be an indicator or a regressor.`,
      details: { column, n },
    });
  }
  const cells = getColumn(table, column);
  const infinite =
    cells.type === "number" ? cells.values.filter((v) => Math.abs(v) === Number.POSITIVE_INFINITY).length : 0;
  if (infinite > 0) {
    found.push({
      code: "INFINITE_VALUES",
      message: `Column “${column}” is infinite in ${infinite} ${infinite === 1 ? "row" : "rows"}, so its mean and standard deviation do not exist. Often a logarithm of zero or a division by zero made them.`,
      details: { column, count: infinite },
    });
  }
  return found;
}

function gaps(panel: Panel): Warning[] {
  const units = unitsWithGaps(panel);
  if (units.length === 0) return [];
  const one = units.length === 1;
  return [
    {
      code: "PANEL_GAPS",
      message: `${units.length} of ${panel.unit.nLevels} units ${one ? "has a hole between its" : "have a hole between their"} first and last period (${nameSome(units)}). Lags and event times count calendar periods, not rows; check whether rows are missing from the file.`,
      details: { count: units.length, nUnits: panel.unit.nLevels, units: units.slice(0, 100) },
    },
  ];
}

/** Rows that equal an earlier row in every column. */
function duplicatedRows(table: Table): Warning[] {
  const columns = [...table.columns.values()];
  const first = new Map<string, number>();
  const pairs: string[] = [];
  let count = 0;
  if (columns.length === 0 || table.nRows > DUPLICATES_UP_TO) return [];
  for (let i = 0; i < table.nRows; i++) {
    const key = columns.map(({ values }) => cellKey(values[i]!)).join("\u0001");
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, i);
      continue;
    }
    count++;
    if (pairs.length < 5) pairs.push(`${rowNumber(table, earlier)} and ${rowNumber(table, i)}`);
  }
  if (count === 0) return [];
  return [
    {
      code: "DUPLICATED_ROWS",
      message: `${count} ${count === 1 ? "row equals" : "rows equal"} an earlier row in every column (rows ${nameSome(pairs)}). Delete the copies if they are not meant.`,
      details: { count, pairs },
    },
  ];
}

/** Above this many rows the search would cost more than all else. */
const DUPLICATES_UP_TO = 200_000;

function cellKey(value: string | number | null): string {
  return typeof value === "string" ? `t${value}` : String(value);
}
