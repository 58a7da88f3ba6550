import { getColumn, type PanelFinding } from "@ceteris/core";
import { type KeyedRows, rowNumbers } from "./keyed-rows.ts";

export interface ValueKinds {
  /** Columns that are shares, between 0 and 1 or between 0 and 100. Default: judged by their names. */
  readonly shares?: readonly string[] | undefined;
  /** Columns that are counts, never below 0. Default: those that hold whole numbers, nearly all from 0 on. */
  readonly counts?: readonly string[] | undefined;
}

/** Share of values from 0 on, and of whole ones, that makes a column one of counts. */
const NEARLY_ALL = 0.95;

/** Shares below 0 or above the whole, and counts below 0. */
export function impossibleValues(
  keyed: KeyedRows,
  columns: readonly string[],
  { shares = columns.filter(looksLikeShare), counts }: ValueKinds,
): readonly PanelFinding[] {
  return columns.flatMap((name) => {
    const column = getColumn(keyed.table, name);
    if (column.type !== "number") return [];
    const { values } = column;
    if (shares.includes(name)) {
      const whole = wholeOf(values);
      return outside(keyed, name, values, 0, whole);
    }
    const counted = counts ? counts.includes(name) : looksLikeCount(name, values);
    return counted ? outside(keyed, name, values, 0, Number.POSITIVE_INFINITY) : [];
  });
}

/** 1 where shares are fractions, 100 where they are per cent. */
function wholeOf(values: Float64Array): number {
  const present = values.filter((v) => !Number.isNaN(v)).sort();
  return (present[Math.floor(0.9 * (present.length - 1))] ?? 0) <= 1.5 ? 1 : 100;
}

const SHARE =
  /(^|_)(share|rate|coverage|pct|percent|percentage|proportion)$|(率|占比|比重|比例|覆盖率|百分比)$/i;
/** Rates that may lie below 0 or above 100, even where they are given in whole numbers. */
const NO_SHARE =
  /growth|change|increase|inflation|exchange|interest|birth|death|mortality|crime|增长|增速|变动|出生|死亡|汇率|利率|发病|师生|负债/i;

function looksLikeShare(name: string): boolean {
  return SHARE.test(name) && !NO_SHARE.test(name);
}

function looksLikeCount(name: string, values: Float64Array): boolean {
  if (NO_SHARE.test(name)) return false;
  let present = 0;
  let whole = 0;
  for (const v of values) {
    if (!Number.isNaN(v)) present++;
    if (v >= 0 && Number.isInteger(v)) whole++;
  }
  return present >= 20 && whole >= NEARLY_ALL * present;
}

function outside(
  keyed: KeyedRows,
  column: string,
  values: Float64Array,
  low: number,
  high: number,
): PanelFinding[] {
  // A share that was computed may exceed the whole by rounding.
  const most = high * (1 + 1e-9);
  const { unit, time } = keyed;
  return Array.from(keyed.rows.filter((i) => values[i]! < low || values[i]! > most)).map(
    (i): PanelFinding => ({
      check: "impossible",
      unit: unit.labelOf(unit.codes[i]!),
      time: time.labelOf(time.codes[i]!),
      column,
      found: values[i]! < low ? `${values[i]} < ${low}` : `${values[i]} > ${high}`,
      rows: rowNumbers(keyed, [i]),
    }),
  );
}
