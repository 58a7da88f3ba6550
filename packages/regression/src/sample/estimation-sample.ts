import { type Factor, type Panel, panelNumbers, type Sample, type Warning } from "@ceteris/core";
import { knownComplete, recodeFactor } from "../recode-factor.ts";
import { isSloped } from "../sloped-factor.ts";
import { dropWarnings } from "./drop-warnings.ts";
import { emptySample } from "./empty-sample.ts";
import { markSingletons } from "./mark-singletons.ts";
import { namedFactor } from "./named-factor.ts";
import { countOnes, dropMissing, dropNegative, dropZero, positions } from "./row-marks.ts";
import { dropMissingOf, weightColumn } from "./usable-values.ts";

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
