import { CeterisError, type Estimate, type EstimationResult } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { nameOf } from "../names.ts";
import { specFacts } from "../spec-facts.ts";
import { type ChartOptions, stackedChart, titleOf } from "./chart.ts";
import { coefficientRows } from "./coefficient-rows.ts";
import { type Interval, intervalTitle, usualInner } from "./inner-interval.ts";

export interface PlotEstimatesOptions extends Omit<ChartOptions, "height"> {
  /** Terms to draw, in this order; default all. Those without an estimate are left out. */
  readonly terms?: readonly string[] | undefined;
  /** A lower level, for a thick line inside each interval; default 0.95 or 0.9, whichever is next; null for none. */
  readonly inner?: number | null | undefined;
}

/**
 * The coefficients of one model, treatment and controls below each other, each on an axis of its own with
 * zero at one place: they are in units of different columns, and on one axis the largest would hide the others.
 *
 * @throws OPTION_INVALID when no term has an estimate, or `inner` is not below the level of the intervals
 * @see Stata's coefplot with `bycoefs byopts(xrescale)`
 * @example
 * const svg = await renderSvg(plotEstimates(twfe(panel, { outcome: "index", controls: ["gdp"] })));
 */
export function plotEstimates(
  result: Pick<EstimationResult, "estimates" | "spec">,
  options: PlotEstimatesOptions = {},
): TopLevelSpec {
  const { lang = "en", labels, width = 420 } = options;
  const { level } = specFacts(result.spec);
  const inner = options.inner === undefined ? usualInner(level) : options.inner;
  const axis = intervalTitle(level, inner, lang);
  const rows = drawnRows(result.estimates, options.terms);
  const domains = aroundZero(rows);
  return stackedChart({
    title: titleOf(options.title, "titleEstimates", lang),
    description:
      lang === "zh"
        ? `${rows.length}个变量的估计系数与置信区间。`
        : `Coefficients of ${rows.length} variables with confidence intervals.`,
    width,
    parts: rows.map((row, i) =>
      coefficientRows([{ ...row, label: nameOf(row.term, labels, lang) }], {
        lang,
        inner,
        domain: domains[i],
        title: i === rows.length - 1 ? axis : null,
      }),
    ),
  });
}

/** Those with an estimate. */
function drawnRows(
  estimates: readonly Estimate[],
  terms: readonly string[] | undefined,
): readonly Estimate[] {
  const identified = estimates.filter(({ estimate }) => estimate !== null);
  const rows = terms ? terms.flatMap((term) => identified.filter((row) => row.term === term)) : identified;
  if (rows.length > 0) return rows;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "terms",
    what: "none of them has an estimate",
    mend:
      identified.length === 0
        ? "See the warnings of the result"
        : `Give some of ${identified.map(({ term }) => term).join(", ")}`,
  });
}

/** A domain for each row that holds its interval, all with zero at the same share of their length. */
function aroundZero(rows: readonly Interval[]): readonly (readonly [number, number])[] {
  const ends = rows.map(({ estimate, confLow, confHigh }) => {
    const [low, high] = [Math.min(0, confLow ?? estimate!), Math.max(0, confHigh ?? estimate!)];
    return { low, high, size: Math.max(-low, high) || 1 };
  });
  const before = Math.min(...ends.map(({ low, size }) => low / size)) - AIR;
  const after = Math.max(...ends.map(({ high, size }) => high / size)) + AIR;
  return ends.map(({ size }) => [before * size, after * size]);
}

/** Beyond the longest intervals, as a share of them. */
const AIR = 0.08;
