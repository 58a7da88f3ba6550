import {
  CeterisError,
  crossFactors,
  type Factor,
  nameSome,
  type Panel,
  panelFactor,
  panelNumbers,
  panelRowName,
  type Sample,
  type Warning,
} from "@ceteris/core";
import { markSingletons } from "./mark-singletons.ts";
import { knownComplete, recodeFactor } from "./recode-factor.ts";
import { isSloped, parseSlope, type SlopedFactor } from "./sloped-factor.ts";

export interface SampleOptions {
  /** Numeric columns the model uses: outcome, treatment, controls. */
  readonly numeric: readonly string[];
  /**
   * Effects to absorb; `a^b` crosses columns, `a[x]` has effects of a and slopes on x by the levels of a
   * (unit-specific linear trends), `a[[x]]` the slopes alone, as in fixest. Rows alone in a level are
   * dropped, iteratively.
   */
  readonly fixedEffects: readonly string[];
  /** Columns of clusters; `a^b` crosses columns. Default: none. */
  readonly clusters?: readonly string[];
  /** Column of analytic weights. Default: none. */
  readonly weights?: string | undefined;
  /** Arrays in the panel's order that must not be missing, such as treatment status. */
  readonly extra?: readonly Float64Array[];
}

/** The rows a model is estimated on, and its columns on these rows. */
export interface EstimationSample {
  /** Rows of the panel that are kept, in order; null for all of them. */
  readonly rows: Int32Array | null;
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Fixed effects and clusters by name, with the levels present. */
  readonly factors: ReadonlyMap<string, Factor>;
  readonly unit: Factor;
  readonly time: Factor;
  readonly weights: Float64Array | null;
  readonly extra: readonly Float64Array[];
  readonly sample: Sample;
  readonly warnings: readonly Warning[];
}

/**
 * Picks the complete rows of a panel for one model, so that kernels need no checks.
 *
 * A row is dropped and counted as missing when a used column is empty or its weight is 0 (as fixest
 * does), and as a singleton when it is alone in a level of a fixed effect, over and over until none
 * is left: such a row says nothing about the coefficients but would count as an observation.
 *
 * @throws UNKNOWN_COLUMN, NOT_NUMERIC, NOT_FINITE (infinite value, with row and column),
 *   VALUE_TOO_LARGE (beyond ±1e75),
 *   WEIGHTS_INVALID (negative or infinite), EMPTY_SAMPLE (and what dropped the rows)
 * @example
 * const sample = estimationSample(panel, {
 *   numeric: ["score", "gdp"], fixedEffects: ["city", "year"], clusters: ["province"],
 * });
 * sample.columns.get("score"); // the outcome on the rows kept
 */
export function estimationSample(panel: Panel, options: SampleOptions): EstimationSample {
  const { numeric, fixedEffects, clusters = [], extra = [] } = options;
  const { table } = panel;
  const columns = new Map(numeric.map((name) => [name, panelNumbers(panel, name)]));
  const weights = options.weights === undefined ? null : weightColumn(panel, options.weights);
  const factors = new Map(
    [...new Set([...fixedEffects, ...clusters])].map((name) => [name, namedFactor(panel, name)]),
  );
  for (const factor of factors.values()) {
    if (isSloped(factor) && !columns.has(factor.slope.on)) columns.set(factor.slope.on, factor.slope.values);
  }

  const keep = new Uint8Array(panel.nRows).fill(1);
  const missing = new Map<string, number>();
  const note = (name: string, count: number) => {
    if (count > 0) missing.set(name, count);
  };
  for (const [name, values] of columns) note(`“${name}”`, dropMissingOf(panel, name, values, keep));
  for (const [name, factor] of factors) {
    const isKey = factor === panel.unit || factor === panel.time;
    if (!isKey) note(`“${name}”`, dropNegative(keep, factor.codes));
  }
  for (const values of extra) note("treatment", dropMissing(keep, values));
  if (weights) note(`“${options.weights}”`, dropMissing(keep, weights));
  const zeroWeights = weights ? dropZero(keep, weights) : 0;
  const complete = missing.size === 0 && zeroWeights === 0 ? panel.nRows : countOnes(keep);
  const effects = fixedEffects
    .map((name) => factors.get(name)!)
    .filter((factor) => !isSloped(factor) || factor.slope.withEffects);
  const full = panel.balanced && complete === panel.nRows && panel.time.nLevels > 1 && panel.unit.nLevels > 1;
  const alone =
    full && effects.every((f) => f === panel.unit || f === panel.time) ? 0 : markSingletons(keep, effects);
  const nObs = complete - alone;
  const dropped = {
    missing: panel.nRows - complete,
    singleton: complete - nObs,
    filtered: table.source.nRowsRead - table.nRows,
  };
  const listed = [...missing].map(([name, count]) => `${name} (${count})`);
  if (nObs === 0) throw emptySample(panel, dropped, listed, zeroWeights);

  const rows = nObs === panel.nRows ? null : positions(keep, nObs);
  const onKept = (factor: Factor) => (rows ? recodeFactor(factor, rows) : knownComplete(factor));
  const unit = onKept(panel.unit);
  const time = onKept(panel.time);
  const kept = (factor: Factor) =>
    factor === panel.unit ? unit : factor === panel.time ? time : onKept(factor);
  return Object.freeze({
    rows,
    columns: new Map([...columns].map(([name, values]) => [name, take(values, rows)])),
    factors: new Map([...factors].map(([name, factor]) => [name, kept(factor)])),
    unit,
    time,
    weights: weights ? take(weights, rows) : null,
    extra: extra.map((values) => take(values, rows)),
    sample: Object.freeze({
      nRows: table.source.nRowsRead,
      nObs,
      nUnits: unit.nLevels,
      nPeriods: time.nLevels,
      nTreatedUnits: countTreatedUnits(panel, rows),
      dropped: Object.freeze(dropped),
    }),
    warnings: Object.freeze(dropWarnings(dropped, listed, missing, zeroWeights, fixedEffects)),
  });
}

/** Fourth powers of values up to this size still are numbers, and variances take products of four. */
const largestValue = 1e75;

/** Clears the mark of rows without a value; returns how many. @throws NOT_FINITE, VALUE_TOO_LARGE */
function dropMissingOf(panel: Panel, name: string, values: Float64Array, keep: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]!) <= largestValue) continue;
    if (!Number.isNaN(values[i]!)) throw notFinite(panel, name, i, values[i]!);
    keep[i] = 0;
    count++;
  }
  return count;
}

function notFinite(panel: Panel, name: string, row: number, value: number): CeterisError {
  const where = `${panel.table.source.name}, column “${name}”, ${panelRowName(panel, row)}`;
  if (Number.isFinite(value)) {
    return new CeterisError({
      code: "VALUE_TOO_LARGE",
      where,
      what: `${value} is too large to be squared and summed`,
      mend: "Correct the cell, leave it empty if the number is a code for a missing value, or use a larger unit of measurement",
      details: { column: name, value },
    });
  }
  return new CeterisError({
    code: "NOT_FINITE",
    where,
    what: `the value is ${value > 0 ? "infinite" : "minus infinity"}`,
    mend: "Correct the cell (often a division by zero or the logarithm of zero), or leave it empty to mark it missing",
    details: { column: name },
  });
}

function weightColumn(panel: Panel, name: string): Float64Array {
  const values = panelNumbers(panel, name);
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (!(v < 0) && !(v > largestValue)) continue;
    throw new CeterisError({
      code: "WEIGHTS_INVALID",
      where: `${panel.table.source.name}, column “${name}”, ${panelRowName(panel, i)}`,
      what: `the weight is ${v}`,
      mend: "Weights must be finite and not negative; a row with weight 0 is dropped",
      details: { column: name, value: String(v) },
    });
  }
  return values;
}

/** A column, columns crossed as `a^b`, or a factor with slopes as `a[x]`, in the panel's order. */
function namedFactor(panel: Panel, name: string): Factor | SlopedFactor {
  const slope = panel.table.columns.has(name) ? null : parseSlope(name);
  if (slope) {
    return Object.freeze({
      ...namedFactor(panel, slope.of),
      name,
      slope: { ...slope, values: panelNumbers(panel, slope.on) },
    });
  }
  if (panel.table.columns.has(name) || !name.includes("^")) return panelFactor(panel, name);
  return crossFactors(name.split("^").map((part) => panelFactor(panel, part.trim())));
}

function dropMissing(keep: Uint8Array, values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!)) continue;
    keep[i] = 0;
    count++;
  }
  return count;
}

function dropNegative(keep: Uint8Array, codes: Int32Array): number {
  let count = 0;
  for (let i = 0; i < codes.length; i++) {
    if (codes[i]! >= 0) continue;
    keep[i] = 0;
    count++;
  }
  return count;
}

function dropZero(keep: Uint8Array, weights: Float64Array): number {
  let count = 0;
  for (let i = 0; i < weights.length; i++) {
    if (keep[i] === 0 || weights[i] !== 0) continue;
    keep[i] = 0;
    count++;
  }
  return count;
}

function countOnes(keep: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < keep.length; i++) count += keep[i]!;
  return count;
}

function positions(keep: Uint8Array, count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let i = 0, at = 0; i < keep.length; i++) if (keep[i] === 1) rows[at++] = i;
  return rows;
}

function take(values: Float64Array, rows: Int32Array | null): Float64Array {
  if (!rows) return values;
  const out = new Float64Array(rows.length);
  for (let i = 0; i < out.length; i++) out[i] = values[rows[i]!]!;
  return out;
}

/** Units with a treated row among the rows kept. */
function countTreatedUnits(panel: Panel, rows: Int32Array | null): number {
  if (!panel.treatment) return 0;
  const { status, treatedRows } = panel.treatment;
  const treated = new Uint8Array(panel.unit.nLevels);
  if (rows) {
    for (const i of rows) if (status[i] === 1) treated[panel.unit.codes[i]!] = 1;
  } else {
    treatedRows.forEach((count, unit) => {
      treated[unit] = count > 0 ? 1 : 0;
    });
  }
  return countOnes(treated);
}

function dropWarnings(
  dropped: Sample["dropped"],
  listed: readonly string[],
  missing: ReadonlyMap<string, number>,
  zeroWeights: number,
  fixedEffects: readonly string[],
): Warning[] {
  const warnings: Warning[] = [];
  if (listed.length > 0) {
    warnings.push({
      code: "MISSING_DROPPED",
      message: `Rows with a missing value in a used column were dropped: ${nameSome(listed, 12)}. Fill these cells, or make sure that they are missing at random.`,
      details: { byColumn: Object.fromEntries([...missing].map(([k, v]) => [k.replace(/[“”]/g, ""), v])) },
    });
  }
  if (zeroWeights > 0) {
    warnings.push({
      code: "ZERO_WEIGHTS",
      message: `${rowsText(zeroWeights)} with weight 0 ${zeroWeights === 1 ? "was" : "were"} dropped and counted as missing.`,
      details: { count: zeroWeights },
    });
  }
  if (dropped.singleton > 0) {
    warnings.push({
      code: "SINGLETONS_DROPPED",
      message: `${rowsText(dropped.singleton)} ${dropped.singleton === 1 ? "was" : "were"} dropped for being alone in a level of a fixed effect (${fixedEffects.join(", ")}): such a row cannot inform the estimates.`,
      details: { count: dropped.singleton, fixedEffects },
    });
  }
  return warnings;
}

function emptySample(
  panel: Panel,
  dropped: Sample["dropped"],
  listed: readonly string[],
  zeroWeights: number,
): CeterisError {
  const reasons = [
    ...(dropped.filtered > 0 ? [`${dropped.filtered} by the row filter`] : []),
    ...(listed.length > 0 ? [`missing values in ${nameSome(listed, 12)}`] : []),
    ...(zeroWeights > 0 ? [`${zeroWeights} with weight 0`] : []),
    ...(dropped.singleton > 0 ? [`${dropped.singleton} alone in a level of a fixed effect`] : []),
  ];
  const mends = [
    ...(listed.length > 0 ? ["leave out the emptiest columns"] : []),
    ...(zeroWeights > 0 ? ["give rows that should count a positive weight"] : []),
    ...(dropped.singleton > 0 ? ["use coarser fixed effects"] : []),
  ];
  const mend = mends.join(", or ") || "keep more rows";
  return new CeterisError({
    code: "EMPTY_SAMPLE",
    where: panel.table.source.name,
    what: `no row is left of ${panel.table.source.nRowsRead}; dropped: ${reasons.join("; ")}`,
    mend: mend.charAt(0).toUpperCase() + mend.slice(1),
    details: { ...dropped },
  });
}

function rowsText(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
}
