import { CeterisError, nameSome } from "../errors.ts";
import { type Column, getColumn } from "../table.ts";
import type { Warning } from "../warning.ts";
import { makeTreatment } from "./make-treatment.ts";
import { type Panel, panelNumbers, panelRowName } from "./panel.ts";
import type { Treatment, TreatmentSpec } from "./treatment.ts";

/** Reads treatment status and cohorts of a panel that is otherwise complete. */
export function readTreatment(
  panel: Panel,
  spec: TreatmentSpec,
): { treatment: Treatment; warnings: readonly Warning[] } {
  if ("treat" in spec) return fromStatus(panel, spec);
  const cohort = "cohort" in spec ? unitCohorts(panel, spec.cohort) : groupCohorts(panel, spec);
  const status = new Float64Array(panel.nRows);
  for (let i = 0; i < status.length; i++) {
    const start = cohort[panel.unit.codes[i]!]!;
    status[i] = Number.isNaN(start) ? Number.NaN : panel.time.values[panel.time.codes[i]!]! >= start ? 1 : 0;
  }
  return { treatment: makeTreatment(panel, spec, status, cohort), warnings: [] };
}

function fromStatus(panel: Panel, spec: { readonly treat: string }) {
  const status = zeroOne(panel, spec.treat);
  const cohort = new Float64Array(panel.unit.nLevels).fill(Number.POSITIVE_INFINITY);
  const reversed = new Set<number>();
  // The rows of a unit are in order of time: its first treated one tells the cohort.
  const { codes } = panel.unit;
  for (let i = 0; i < status.length; i++) {
    const unit = codes[i]!;
    const started = cohort[unit] !== Number.POSITIVE_INFINITY;
    if (status[i] === 1 && !started) cohort[unit] = panel.time.values[panel.time.codes[i]!]!;
    else if (status[i] === 0 && started) reversed.add(unit);
  }
  const names = [...reversed].map((u) => panel.unit.labelOf(u));
  const warnings: Warning[] =
    names.length === 0
      ? []
      : [
          {
            code: "TREATMENT_SWITCHES_OFF",
            message: `Treatment “${spec.treat}” switches off again in ${names.length} of ${cohort.length} units (${nameSome(names)}). The estimate then mixes entering and leaving treatment, and event time counts from the first treated period; check the column, or drop these units.`,
            details: {
              column: spec.treat,
              units: names.slice(0, 100),
              count: names.length,
              nUnits: cohort.length,
            },
          },
        ];
  return { treatment: makeTreatment(panel, spec, status, cohort), warnings };
}

function zeroOne(panel: Panel, name: string): Float64Array {
  const values = panelNumbers(panel, name);
  const bad: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (v !== 0 && v !== 1 && !Number.isNaN(v)) bad.push(i);
  }
  if (bad.length === 0) return values;
  throw new CeterisError({
    code: "TREATMENT_NOT_BINARY",
    where: `${panel.table.source.name}, column “${name}”`,
    what: `treatment must be 0 or 1, but ${nameSome(
      bad.map((i) => `${panelRowName(panel, i)} has ${values[i]}`),
      3,
    )}`,
    mend: "Recode the column to 0 and 1; a column of first treated periods is given as a cohort instead",
    details: { column: name, count: bad.length },
  });
}

function groupCohorts(
  panel: Panel,
  spec: { readonly group: string; readonly start: number | string },
): Float64Array {
  const start = periodValue(panel, spec.start);
  if (start === null) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "start",
      what: `“${spec.start}” is not a period of ${panel.table.source.name}`,
      mend: `Give one of ${nameSome(panel.time.labels, 12)}`,
    });
  }
  const group = constantByUnit(panel, spec.group, zeroOne(panel, spec.group), "GROUP_NOT_CONSTANT");
  return group.map((g) => (g === 1 ? start : g === 0 ? Number.POSITIVE_INFINITY : Number.NaN));
}

function unitCohorts(panel: Panel, name: string): Float64Array {
  const column = getColumn(panel.table, name);
  const raw =
    column.type === "number" && hasNumericTime(panel)
      ? panelNumbers(panel, name).map((v) => (v === 0 || Number.isNaN(v) ? Number.POSITIVE_INFINITY : v))
      : namedCohorts(panel, name, column);
  return constantByUnit(panel, name, raw, "COHORT_NOT_CONSTANT");
}

/** Cohorts told by the names of periods, or by a word for never. */
function namedCohorts(panel: Panel, name: string, { values }: Column): Float64Array {
  const out = new Float64Array(panel.nRows);
  for (let i = 0; i < out.length; i++) {
    const text = String(values[panel.order ? panel.order[i]! : i] ?? Number.NaN);
    const never = /^(0|nan?|inf(inity)?|never)$/i.test(text);
    const value = never ? Number.POSITIVE_INFINITY : periodValue(panel, text);
    if (value === null) {
      throw new CeterisError({
        code: "COHORT_UNKNOWN_TIME",
        where: `${panel.table.source.name}, column “${name}”, ${panelRowName(panel, i)}`,
        what: `“${text}” is not a period of the data`,
        mend: "Write the first treated period exactly as in the time column, or leave it empty for never treated",
      });
    }
    out[i] = value;
  }
  return out;
}

/** A period given as number or text, on the scale of `panel.time.values`; null when unknown. */
function periodValue(panel: Panel, period: number | string): number | null {
  const at = panel.time.labels.indexOf(String(period));
  if (at >= 0) return panel.time.values[at]!;
  const value = Number(period);
  return hasNumericTime(panel) && Number.isFinite(value) && String(period).trim() !== "" ? value : null;
}

function hasNumericTime(panel: Panel): boolean {
  return getColumn(panel.table, panel.time.name).type === "number";
}

function constantByUnit(
  panel: Panel,
  name: string,
  values: Float64Array,
  code: "GROUP_NOT_CONSTANT" | "COHORT_NOT_CONSTANT",
): Float64Array {
  const out = new Float64Array(panel.unit.nLevels);
  const from = new Int32Array(out.length).fill(-1);
  for (let i = 0; i < values.length; i++) {
    const unit = panel.unit.codes[i]!;
    if (from[unit]! < 0) {
      from[unit] = i;
      out[unit] = values[i]!;
    } else if (!Object.is(out[unit]!, values[i]!)) {
      throw new CeterisError({
        code,
        where: `${panel.table.source.name}, column “${name}”`,
        what: `${panel.unit.name} ${panel.unit.labels[unit]} changes from ${show(out[unit]!)} (${panelRowName(panel, from[unit]!)}) to ${show(values[i]!)} (${panelRowName(panel, i)})`,
        mend:
          code === "GROUP_NOT_CONSTANT"
            ? "The group must be the same in every period; a column that switches on is given as treat instead"
            : "The first treated period must be the same in every row of a unit",
        details: { column: name, unit: panel.unit.labels[unit] },
      });
    }
  }
  return out;
}

function show(value: number): string {
  return value === Number.POSITIVE_INFINITY ? "never" : Number.isNaN(value) ? "empty" : String(value);
}
