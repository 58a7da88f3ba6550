import { CeterisError, nameSome } from "./errors.ts";
import { type Factor, makeFactor } from "./factor.ts";
import { type Panel, type PanelSpec, permuteFactor, type TimeFactor } from "./panel.ts";
import { type Column, getColumn, rowNumber, type Table } from "./table.ts";
import { readTreatment } from "./treatment.ts";

/**
 * Validates a table as a panel, once; estimators trust what they get.
 *
 * @throws UNKNOWN_COLUMN, MISSING_KEY (unit or period empty), DUPLICATE_ROW (both rows named),
 *   TREATMENT_NOT_BINARY, GROUP_NOT_CONSTANT, COHORT_NOT_CONSTANT, COHORT_UNKNOWN_TIME, TABLE_EMPTY
 * @example
 * const panel = definePanel(table, { unit: "city", time: "year", treatment: { group: "pilot", start: 2018 } });
 */
export function definePanel(table: Table, spec: PanelSpec): Panel {
  if (table.nRows === 0) {
    throw new CeterisError({
      code: "TABLE_EMPTY",
      where: table.source.name,
      ...(table.source.nRowsRead > 0
        ? {
            what: `the row filter keeps none of the ${table.source.nRowsRead} rows`,
            mend: "Check the filter: its column names, values and quotation marks",
          }
        : { what: "there are no rows", mend: "Check that the file was saved with its data" }),
      details: { nRowsRead: table.source.nRowsRead },
    });
  }
  const unitRaw = keyFactor(table, spec.unit);
  const timeRaw = keyFactor(table, spec.time);
  const order = sortedOrder(unitRaw, timeRaw);
  const unit = permuteFactor(unitRaw, order);
  const time = withValues(table, permuteFactor(timeRaw, order));
  refuseDuplicates(table, unit, time, order);
  const base = {
    kind: "panel" as const,
    table,
    nRows: table.nRows,
    order,
    unit,
    time,
    balanced: table.nRows === unit.nLevels * time.nLevels,
    spec,
  };
  const found = spec.treatment
    ? readTreatment({ ...base, treatment: null, warnings: [] }, spec.treatment)
    : null;
  return Object.freeze({ ...base, treatment: found?.treatment ?? null, warnings: found?.warnings ?? [] });
}

function keyFactor(table: Table, name: string): Factor {
  const column: Column = getColumn(table, name);
  const factor = makeFactor(name, column);
  const empty = [];
  for (let i = 0; i < factor.codes.length; i++) if (factor.codes[i]! < 0) empty.push(rowNumber(table, i));
  if (empty.length > 0) {
    throw new CeterisError({
      code: "MISSING_KEY",
      where: `${table.source.name}, column “${name}”`,
      what: `empty in ${empty.length === 1 ? "row" : "rows"} ${nameSome(empty)}`,
      mend: "Every row needs a unit and a period: fill these cells or delete the rows",
      details: { column: name, rows: empty.slice(0, 100) },
    });
  }
  return factor;
}

/** Stable counting sort by time, then by unit; null when the rows are in order already. */
function sortedOrder(unit: Factor, time: Factor): Int32Array | null {
  const n = unit.codes.length;
  let inOrder = true;
  for (let i = 1; i < n && inOrder; i++) {
    const step = unit.codes[i]! - unit.codes[i - 1]!;
    inOrder = step > 0 || (step === 0 && time.codes[i]! >= time.codes[i - 1]!);
  }
  if (inOrder) return null;
  const identity = Int32Array.from({ length: n }, (_, i) => i);
  return countingSort(countingSort(identity, time), unit);
}

function countingSort(rows: Int32Array, by: Factor): Int32Array {
  const next = new Int32Array(by.nLevels + 1);
  for (const code of by.codes) next[code + 1]!++;
  for (let k = 1; k < next.length; k++) next[k]! += next[k - 1]!;
  const out = new Int32Array(rows.length);
  for (const row of rows) out[next[by.codes[row]!]!++] = row;
  return out;
}

function withValues(table: Table, factor: Factor): TimeFactor {
  const numeric = getColumn(table, factor.name).type === "number";
  return Object.freeze({
    ...factor,
    values: Float64Array.from(factor.labels, (label, i) => (numeric ? Number(label) : i)),
  });
}

function refuseDuplicates(table: Table, unit: Factor, time: Factor, order: Int32Array | null): void {
  const at = (i: number) => rowNumber(table, order ? order[i]! : i);
  const pairs: [number, number][] = [];
  let first = "";
  for (let i = 1; i < unit.codes.length; i++) {
    if (unit.codes[i] !== unit.codes[i - 1] || time.codes[i] !== time.codes[i - 1]) continue;
    pairs.push([at(i - 1), at(i)]);
    first ||= `${unit.name} ${unit.labels[unit.codes[i]!]}, ${time.name} ${time.labels[time.codes[i]!]}`;
  }
  if (pairs.length === 0) return;
  const [a, b] = pairs[0]!;
  throw new CeterisError({
    code: "DUPLICATE_ROW",
    where: table.source.name,
    what: `rows ${a} and ${b} are both ${first}${pairs.length > 1 ? `; ${pairs.length} such pairs in all` : ""}`,
    mend: "Each unit may have one row in each period: delete one of the two, or name the right unit and time columns",
    details: { pairs: pairs.slice(0, 100) },
  });
}
