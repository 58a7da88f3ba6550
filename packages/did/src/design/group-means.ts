import { CeterisError, type Panel, panelNumbers, periodLabel, requireTreatment } from "@ceteris/core";

export interface GroupMeansOptions {
  /** Column to average. */
  readonly outcome: string;
  /** Column of analytic weights. Default: all rows weigh the same. */
  readonly weights?: string | undefined;
  /** `"ever"` (default) compares ever-treated with never-treated units; `"cohort"` has one line for each cohort. */
  readonly by?: "ever" | "cohort" | undefined;
}

/** The mean of one group in one period. */
export interface GroupMean {
  /** `treated`, `never`, or the label of the cohort's first treated period. */
  readonly group: string;
  /** First treated period; null = never, and for `treated` when cohorts differ. */
  readonly cohort: number | null;
  readonly period: string;
  readonly time: number;
  readonly n: number;
  readonly mean: number;
}

/**
 * Raw means of the outcome by treatment group and period: the picture that parallel trends are first
 * judged by. Rows with a missing value are left out; a group without rows in a period has no mean there.
 *
 * @returns rows ordered by group (treated groups by first treated period, never treated last), then period
 * @throws UNKNOWN_COLUMN, NOT_NUMERIC, WEIGHTS_INVALID, OPTION_INVALID and the codes of `requireTreatment`
 * @example
 * const means = groupMeans(panel, { outcome: "index" });
 */
export function groupMeans(panel: Panel, options: GroupMeansOptions): readonly GroupMean[] {
  const by = options.by ?? "ever";
  if (by !== "ever" && by !== "cohort") {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "by",
      what: `“${by}” is not known`,
      mend: "Give ever or cohort",
    });
  }
  const { cohort } = requireTreatment(panel);
  const y = panelNumbers(panel, options.outcome);
  const w = options.weights ? panelNumbers(panel, options.weights) : null;
  if (w) refuseNegative(w, options.weights!, panel);
  const starts = [...new Set(cohort)].filter((c) => !Number.isNaN(c)).sort((a, b) => a - b);
  const finite = starts.filter(Number.isFinite);
  const groups =
    by === "cohort" ? starts : finite.length < starts.length ? [finite[0]!, Infinity] : [finite[0]!];
  const groupOf = (start: number) => (by === "cohort" || start === Infinity ? start : finite[0]!);
  const nTimes = panel.time.nLevels;
  const place = new Map(groups.map((g, i) => [g, i]));
  const sums = new Float64Array(groups.length * nTimes);
  const weights = new Float64Array(sums.length);
  const counts = new Int32Array(sums.length);
  for (let i = 0; i < panel.nRows; i++) {
    const group = place.get(groupOf(cohort[panel.unit.codes[i]!]!));
    const wi = w ? w[i]! : 1;
    if (group === undefined || Number.isNaN(y[i]!) || !(wi > 0)) continue;
    const at = group * nTimes + panel.time.codes[i]!;
    sums[at]! += wi * y[i]!;
    weights[at]! += wi;
    counts[at]!++;
  }
  return Object.freeze(
    groups.flatMap((start, g) =>
      Array.from({ length: nTimes }, (_, t) => t)
        .filter((t) => counts[g * nTimes + t]! > 0)
        .map((t) =>
          Object.freeze({
            group: start === Infinity ? "never" : by === "cohort" ? periodLabel(panel, start) : "treated",
            cohort: start === Infinity || (by === "ever" && finite.length > 1) ? null : start,
            period: panel.time.labels[t]!,
            time: panel.time.values[t]!,
            n: counts[g * nTimes + t]!,
            mean: sums[g * nTimes + t]! / weights[g * nTimes + t]!,
          }),
        ),
    ),
  );
}

function refuseNegative(w: Float64Array, name: string, panel: Panel): void {
  const bad = w.findIndex((v) => v < 0 || v === Infinity);
  if (bad < 0) return;
  throw new CeterisError({
    code: "WEIGHTS_INVALID",
    where: `${panel.table.source.name}, column “${name}”`,
    what: `weights must be finite and not negative, but one is ${w[bad]}`,
    mend: "Correct the weights, or leave them out",
  });
}
