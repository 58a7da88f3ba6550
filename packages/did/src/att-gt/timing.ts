import { CeterisError, nameSome, type Panel, periodLabel, type Warning } from "@ceteris/core";
import type { EstimationSample } from "@ceteris/regression";
import type { ResolvedAttGt } from "./att-gt-options.ts";

/** Which periods and cohorts can be used. */
export interface Timing {
  /** Periods in order, on the scale of the panel's time values. */
  readonly periods: readonly number[];
  /** Their codes in the sample's time factor. */
  readonly timeCodes: readonly number[];
  /** Cohorts that effects are estimated of, ascending. */
  readonly cohorts: readonly number[];
  /** Cohort of each unit of the sample, `Infinity` = serves as never treated, `NaN` = dropped. */
  readonly cohortOf: Float64Array;
  readonly warnings: readonly Warning[];
}

/**
 * Units first treated after the last period (and the time of anticipation) are never treated as far as
 * the data go. Without any such unit, the last cohort to be treated takes their place, and periods in which
 * it may respond already cannot be used. Units that may respond in the first period have no base.
 *
 * @throws NO_TREATED
 */
export function timing(
  panel: Panel,
  sample: EstimationSample,
  options: Pick<ResolvedAttGt, "anticipation" | "control">,
): Timing {
  const { unit } = sample;
  const { anticipation: ahead } = options;
  const label = (value: number) => periodLabel(panel, value);
  const all = [...periodValues(panel, sample)];
  const cohortOf = cohortsOfSample(panel, sample).map((g) =>
    g > all.at(-1)! + ahead ? Number.POSITIVE_INFINITY : g,
  );
  const warnings: Warning[] = [];
  let codes = all.map((_, code) => code);
  let latest = Number.POSITIVE_INFINITY;
  if (!cohortOf.includes(Number.POSITIVE_INFINITY)) {
    latest = cohortOf.reduce((a, b) => Math.max(a, b));
    codes = codes.filter((code) => all[code]! < latest - ahead);
    const nUnits = cohortOf.filter((g) => g === latest).length;
    warnings.push(nobodyNever(label(latest), nUnits, all.filter((t) => t >= latest - ahead).map(label)));
    if (options.control === "never")
      cohortOf.forEach((g, u) => {
        if (g === latest) cohortOf[u] = Number.POSITIVE_INFINITY;
      });
  }
  const periods = codes.map((code) => all[code]!);
  const start = periods[0] ?? Number.POSITIVE_INFINITY;
  const early: number[] = [];
  cohortOf.forEach((g, u) => {
    if (!(g <= start + ahead)) return;
    early.push(u);
    cohortOf[u] = Number.NaN;
  });
  if (early.length > 0)
    warnings.push(
      treatedFromStart(
        early.map((u) => unit.labelOf(u)),
        unit.nLevels,
        label(start),
        ahead,
      ),
    );
  const cohorts = [...new Set(cohortOf)]
    .filter((g) => Number.isFinite(g) && g !== latest)
    .sort((a, b) => a - b);
  if (cohorts.length === 0) {
    throw new CeterisError({
      code: "NO_TREATED",
      where: panel.table.source.name,
      what: `no cohort is left with a period before treatment and somebody to compare with (periods ${nameSome(periods.map(label), 12) || "none"})`,
      mend: "Add earlier periods or units that are never treated, or lower the anticipation",
    });
  }
  return { periods, timeCodes: codes, cohorts, cohortOf, warnings };
}

/** The periods of a sample, on the scale of the panel's time values. */
export function periodValues(panel: Panel, { time }: EstimationSample): Float64Array {
  return Float64Array.from(time.labels, (name) => panel.time.values[panel.time.labels.indexOf(name)]!);
}

/** First treated period of each unit of a sample, on that scale; `Infinity` = never. */
export function cohortsOfSample(panel: Panel, { unit, rows, sample }: EstimationSample): Float64Array {
  const out = new Float64Array(unit.nLevels);
  for (let i = 0; i < sample.nObs; i++) {
    out[unit.codes[i]!] = panel.treatment!.cohort[panel.unit.codes[rows ? rows[i]! : i]!]!;
  }
  return out;
}

function nobodyNever(cohort: string, nUnits: number, periods: readonly string[]): Warning {
  const dropped =
    periods.length === 0
      ? ""
      : ` The ${periods.length === 1 ? "period" : "periods"} ${nameSome(periods)} ${periods.length === 1 ? "was" : "were"} dropped, as nobody is left untreated then.`;
  return {
    code: "NEVER_TREATED_NONE",
    message: `No unit is never treated: the ${nUnits} units first treated in ${cohort}, the last to be treated, serve as controls, and no effect on them is estimated.${dropped} Add units that are never treated if there are any.`,
    details: { cohort, nUnits, periods },
  };
}

function treatedFromStart(names: readonly string[], nUnits: number, start: string, ahead: number): Warning {
  const count = names.length;
  return {
    code: "TREATED_FROM_START",
    message: `${count} of ${nUnits} units ${count === 1 ? "is" : "are"} treated from the first period, ${start}, on${ahead > 0 ? `, or so soon after that with anticipation of ${ahead} no period before it is left,` : ""} and ${count === 1 ? "was" : "were"} dropped (${nameSome(names)}): nothing is seen of them before treatment. Add earlier periods to estimate effects on them.`,
    details: { count, nUnits, start, anticipation: ahead, units: names.slice(0, 100) },
  };
}
