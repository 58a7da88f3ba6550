import type { TopLevelSpec } from "vega-lite";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { type CoefficientPoint, coefficientRows } from "./coefficient-rows.ts";
import { intervalTitle } from "./inner-interval.ts";

export type { CoefficientPoint } from "./coefficient-rows.ts";

export interface PlotCoefficientsOptions extends ChartOptions {
  /** Of the intervals, for the axis; default 0.95. */
  readonly level?: number | undefined;
  /**
   * A lower level, for a thick line inside each interval; default null, none. It is the t interval of a
   * point's `stdError` and `dof`: leave it out where the intervals are of another kind, as those of
   * bootstrap quantiles and uniform bands are.
   */
  readonly inner?: number | null | undefined;
}

/**
 * Estimates with their intervals, one below the other: models, samples, estimators or subgroups side by
 * side, as coefplot draws them. Rows without an estimate are left blank, not left out.
 *
 * @param points rows of results with a name: `{ label, ...row }`
 * @throws OPTION_INVALID when `inner` is not below `level`
 * @see Stata's coefplot, whose `levels(95 90)` are `level: 0.95, inner: 0.9`
 * @example
 * const points = models.map((m, i) => ({ label: `(${i + 1})`, ...m.estimates[0]! }));
 * plotCoefficients(points, { inner: 0.9 });
 */
export function plotCoefficients(
  points: readonly CoefficientPoint[],
  options: PlotCoefficientsOptions = {},
): TopLevelSpec {
  const { lang = "en", width = 420, level = 0.95, inner = null } = options;
  const part = coefficientRows(points, { lang, inner, title: intervalTitle(level, inner, lang) });
  return chart({
    title: titleOf(options.title, "titleCoefficients", lang),
    description:
      lang === "zh"
        ? `${points.length}个估计系数与置信区间。`
        : `${points.length} estimates with confidence intervals.`,
    width,
    ...part,
    height: options.height ?? part.height,
  });
}
