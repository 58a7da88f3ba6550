import { showAs } from "../display.ts";
import { CeterisError, nameSome } from "../errors.ts";
import { type Factor, makeFactor } from "../factor.ts";
import { refuseEmpty } from "../refuse-empty.ts";
import { getColumn, rowNumber, type Table } from "../table.ts";
import { checkPanelSpec } from "./check-panel-spec.ts";
import { type Panel, type PanelSpec, permuteFactor, type TimeFactor } from "./panel.ts";
import { panelShown } from "./panel-shown.ts";
import { readTreatment } from "./read-treatment.ts";

/**
 * Validates a table as a panel, once; estimators trust what they get.
 *
 * @throws UNKNOWN_COLUMN, MISSING_KEY (unit or period empty), DUPLICATE_ROW (both rows named),
 *   OPTION_INVALID (a misspelt key, no name where one is needed, not just one way to tell treatment),
 *   TREATMENT_NOT_BINARY, GROUP_NOT_CONSTANT, COHORT_NOT_CONSTANT, COHORT_UNKNOWN_TIME, TABLE_EMPTY
 * @example
 * const panel = definePanel(table, { unit: "city", time: "year", treatment: { group: "pilot", start: 2018 } });
 */
export function definePanel(table: Table, spec: PanelSpec): Panel {
  checkPanelSpec(table, spec);
  refuseEmpty(table);
  const { unit, time, order } = sortedKeys(table, spec);
  const base = {
    kind: "panel" as const,
    table,
    nRows: table.nRows,
    order,
    unit,
    time: withValues(table, time),
    balanced: table.nRows === unit.nLevels * time.nLevels,
    spec,
  };
  const found = spec.treatment
    ? readTreatment({ ...base, treatment: null, warnings: [] }, spec.treatment)
    : null;
  const panel: Panel = { ...base, treatment: found?.treatment ?? null, warnings: found?.warnings ?? [] };
  showAs(panel, () => panelShown(panel));
  return Object.freeze(panel);
}

interface SortedKeys {
  readonly unit: Factor;
  readonly time: Factor;
  /** Row of the table at each row of the panel; null when the table was in order already. */
  readonly order: Int32Array | null;
}

function sortedKeys(table: Table, spec: PanelSpec): SortedKeys {
  const unit = makeFactor(spec.unit, getColumn(table, spec.unit));
  const time = makeFactor(spec.time, getColumn(table, spec.time));
  if (areInOrder(unit.codes, time.codes)) return { unit, time, order: null };
  refuseMissing(table, unit);
  refuseMissing(table, time);
  const identity = Int32Array.from({ length: table.nRows }, (_, i) => i);
  const order = countingSort(countingSort(identity, time), unit);
  const sorted = { unit: permuteFactor(unit, order), time: permuteFactor(time, order), order };
  refuseDuplicates(table, sorted);
  return sorted;
}

/** Rows rise by unit and within it by time: then none lacks its key, and none is there twice. */
function areInOrder(unit: Int32Array, time: Int32Array): boolean {
  if (unit[0]! < 0) return false;
  let lastUnit = -1;
  let lastTime = -1;
  for (let i = 0; i < unit.length; i++) {
    if (unit[i]! !== lastUnit) {
      if (unit[i]! < lastUnit) return false;
      lastUnit = unit[i]!;
      lastTime = -1;
    }
    if (time[i]! <= lastTime) return false;
    lastTime = time[i]!;
  }
  return true;
}

function refuseMissing(table: Table, { name, codes }: Factor): void {
  const empty = [];
  for (let i = 0; i < codes.length; i++) if (codes[i]! < 0) empty.push(rowNumber(table, i));
  if (empty.length === 0) return;
  throw new CeterisError({
    code: "MISSING_KEY",
    where: `${table.source.name}, column “${name}”`,
    what: `empty in ${empty.length === 1 ? "row" : "rows"} ${nameSome(empty)}`,
    mend: "Every row needs a unit and a period: fill these cells or delete the rows",
    details: { column: name, rows: empty.slice(0, 100) },
  });
}

/** Stable. */
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

function refuseDuplicates(table: Table, { unit, time, order }: SortedKeys): void {
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
