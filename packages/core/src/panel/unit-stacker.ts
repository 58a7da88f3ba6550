import { codedFactor, type Factor } from "../factor.ts";
import type { Column } from "../table.ts";
import type { Panel, TimeFactor } from "./panel.ts";
import type { Treatment } from "./treatment.ts";

/**
 * Makes panels of a panel's units, each taken as often as it is named: bootstrap samples, or the panel
 * without some units.
 *
 * Every copy of a unit is a unit of its own, so that fixed effects, histories and matches of copies stay
 * apart; it is named after the unit it came from, later copies with their number. Rows keep their places
 * in the data as read, for messages. Nothing is validated again, for whole units of a valid panel make a
 * valid panel; periods that nobody taken was observed in are left out.
 *
 * @returns a function of the units' codes in the order wished. `numbered` gives columns new values, one
 *   number for each unit taken, as for clusters whose copies shall be clusters of their own
 * @example
 * const stack = unitStacker(panel);
 * const twice = stack(Int32Array.of(0, 0, 3)); // three units: the first one twice
 */
export function unitStacker(
  panel: Panel,
): (units: Int32Array, numbered?: ReadonlyMap<string, Float64Array>) => Panel {
  const { table, unit, order } = panel;
  const starts = new Int32Array(unit.nLevels + 1);
  for (const code of unit.codes) starts[code + 1]!++;
  for (let u = 0; u < unit.nLevels; u++) starts[u + 1]! += starts[u]!;
  const inFile = table.source.rows;
  const { columns } = table;

  return (units, numbered) => {
    let nRows = 0;
    for (let i = 0; i < units.length; i++) nRows += starts[units[i]! + 1]! - starts[units[i]!]!;
    const rows = new Int32Array(nRows);
    const codes = new Int32Array(nRows);
    for (let i = 0, at = 0; i < units.length; i++) {
      const end = starts[units[i]! + 1]!;
      for (let row = starts[units[i]!]!; row < end; row++, at++) {
        rows[at] = row;
        codes[at] = i;
      }
    }
    const places = order ? takeIntegers(order, rows) : rows;
    const stacked = new Map<string, Column>();
    for (const [name, column] of columns) {
      const values = name === unit.name ? ordinals(units.length) : numbered?.get(name);
      stacked.set(name, values ? spread(values, codes) : take(column, places));
    }
    const time = takePeriods(panel.time, rows);
    return Object.freeze({
      ...panel,
      table: Object.freeze({
        ...table,
        nRows,
        columns: stacked,
        source: Object.freeze({ ...table.source, rows: inFile ? takeIntegers(inFile, places) : places }),
      }),
      nRows,
      order: null,
      unit: codedFactor(unit.name, codes, units.length, copyName(unit, units)),
      time,
      treatment: panel.treatment && takeTreatment(panel.treatment, rows, units),
      balanced: nRows === units.length * time.nLevels,
      warnings: [],
    });
  };
}

function ordinals(n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) out[i] = i + 1;
  return out;
}

function spread(values: Float64Array, codes: Int32Array): Column {
  const out = new Float64Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = values[codes[i]!]!;
  return { type: "number", values: out };
}

function take(column: Column, rows: Int32Array): Column {
  if (column.type === "number") return { ...column, values: takeNumbers(column.values, rows) };
  const values = new Array<string | null>(rows.length);
  for (let i = 0; i < values.length; i++) values[i] = column.values[rows[i]!]!;
  return { ...column, values };
}

function takeNumbers(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < out.length; i++) out[i] = values[rows[i]!]!;
  return out;
}

function takeIntegers(values: Int32Array, at: Int32Array): Int32Array {
  const out = new Int32Array(at.length);
  for (let i = 0; i < out.length; i++) out[i] = values[at[i]!]!;
  return out;
}

/** The periods of the rows, without those that no row is in. */
function takePeriods(time: TimeFactor, rows: Int32Array): TimeFactor {
  const seen = new Int32Array(time.nLevels);
  const codes = takeIntegers(time.codes, rows);
  for (let i = 0; i < codes.length; i++) seen[codes[i]!] = 1;
  const kept = Int32Array.from(seen.keys()).filter((code) => seen[code] === 1);
  if (kept.length === time.nLevels) return Object.freeze({ ...time, codes });
  kept.forEach((old, code) => {
    seen[old] = code;
  });
  return Object.freeze({
    ...codedFactor(
      time.name,
      codes.map((code) => seen[code]!),
      kept.length,
      (code) => time.labelOf(kept[code]!),
    ),
    values: Float64Array.from(kept, (old) => time.values[old]!),
  });
}

function takeTreatment(treatment: Treatment, rows: Int32Array, units: Int32Array): Treatment {
  return Object.freeze({
    spec: treatment.spec,
    status: takeNumbers(treatment.status, rows),
    cohort: takeNumbers(treatment.cohort, units),
    treatedRows: takeIntegers(treatment.treatedRows, units),
    untreatedRows: takeIntegers(treatment.untreatedRows, units),
  });
}

/** Beijing, Tianjin, Beijing (2), Beijing (3). */
function copyName(unit: Factor, units: Int32Array): (code: number) => string {
  let copies: Int32Array | null = null;
  return (code) => {
    copies ??= countCopies(unit, units);
    const name = unit.labelOf(units[code]!);
    return copies[code] === 1 ? name : `${name} (${copies[code]})`;
  };
}

function countCopies({ nLevels }: Factor, units: Int32Array): Int32Array {
  const taken = new Int32Array(nLevels);
  return units.map((u) => ++taken[u]!);
}
