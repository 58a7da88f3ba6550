import { CeterisError, type ErrorCode, type Factor, type Panel, withCodes } from "@ceteris/core";
import { leastSquares } from "@ceteris/regression";

/** Columns that agree this well after the fixed effects are one column. */
export const SAME = 0.999;
/** With fewer rows beyond the effects two columns can agree by chance. */
const SPARE_ROWS = 10;
/** Columns that agree in no more than this on the first rows are not looked at further. */
const SCREEN = { rows: 1000, correlation: 0.9 };
const NO_CORRELATION: readonly ErrorCode[] = ["TOO_FEW_ROWS", "VALUE_TOO_LARGE"];

export type Scale = "level" | "log";

export interface Copy {
  /** Correlation once unit and time effects are taken out of both. */
  readonly correlation: number;
  /** On which scale each column was taken. */
  readonly scales: readonly [Scale, Scale];
}

/** Whether one column is the other, or its logarithm, but for a linear function and unit and time effects. */
export function findCopy(panel: Panel, a: Float64Array, b: Float64Array): Copy | null {
  const [ofA, ofB] = [onScales(a), onScales(b)];
  for (const [scaleA, x] of ofA) {
    for (const [scaleB, y] of ofB) {
      const first = withinCorrelation(panel, x, y, SCREEN.rows);
      if (first !== null && Math.abs(first) <= SCREEN.correlation) continue;
      const correlation = withinCorrelation(panel, x, y);
      if (correlation !== null && Math.abs(correlation) > SAME) {
        return { correlation, scales: [scaleA, scaleB] };
      }
    }
  }
  return null;
}

function onScales(values: Float64Array): readonly (readonly [Scale, Float64Array])[] {
  const positive = values.every((v) => v > 0 || Number.isNaN(v));
  return [["level", values], ...(positive ? [["log", values.map(Math.log)] as const] : [])];
}

/** Correlation after unit and time effects, on the first rows that have both; null where it does not exist. */
function withinCorrelation(
  panel: Panel,
  a: Float64Array,
  b: Float64Array,
  most = Number.POSITIVE_INFINITY,
): number | null {
  const found: number[] = [];
  for (let i = 0; i < a.length && found.length < most; i++) {
    if (Number.isFinite(a[i]) && Number.isFinite(b[i])) found.push(i);
  }
  const rows = Int32Array.from(found);
  if (rows.length < panel.time.nLevels + SPARE_ROWS) return null;
  const pick = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]!);
  const factor = (whole: Factor) =>
    withCodes(
      whole,
      Int32Array.from(rows, (i) => whole.codes[i]!),
    );
  try {
    const fit = leastSquares({
      outcome: { name: "a", values: pick(a) },
      regressors: [{ name: "b", values: pick(b), role: "control" }],
      fixedEffects: [factor(panel.unit), factor(panel.time)],
    });
    if (fit.terms.length === 0 || rows.length - fit.nEffects < SPARE_ROWS) return null;
    if (!(fit.tssWithin > 1e-10 * fit.tss)) return null;
    return Math.sign(fit.coefficients[0]!) * Math.sqrt(Math.max(0, 1 - fit.rss / fit.tssWithin));
  } catch (error) {
    if (error instanceof CeterisError && NO_CORRELATION.includes(error.code)) return null;
    throw error;
  }
}
