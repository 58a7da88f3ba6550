import { nameSome, type Panel, type Warning } from "@ceteris/core";
import { type EstimationSample, type LinearFit, leastSquares } from "@ceteris/regression";
import type { TreatmentColumn } from "../model/fit-model.ts";

/** Coefficients of a null vector smaller than this share of its largest count as zero. */
const negligible = 1e-6;

/**
 * The event-time terms whose coefficients the data do not determine. Least squares leaves out one of
 * each collinear set; which one is arbitrary, so every term that takes part in the set counts.
 */
export function unidentifiedEvents(
  fit: LinearFit,
  terms: readonly string[],
  sample: Pick<EstimationSample, "rows">,
  treatments: readonly TreatmentColumn[],
): ReadonlySet<string> {
  const out = new Set<string>();
  for (const { name } of fit.dropped) {
    if (!terms.includes(name)) continue;
    out.add(name);
    for (const other of explaining(name, fit, sample, treatments)) out.add(other);
  }
  return out;
}

/** The kept terms that explain a dropped one after absorption. */
function explaining(
  name: string,
  fit: LinearFit,
  sample: Pick<EstimationSample, "rows">,
  treatments: readonly TreatmentColumn[],
): readonly string[] {
  const raw = treatments.find((t) => t.name === name)!.values;
  const values = sample.rows ? Float64Array.from(sample.rows, (i) => raw[i]!) : raw;
  const shares = leastSquares({
    outcome: { name, values },
    regressors: fit.terms.map((term, j) => ({ name: term, values: fit.within[j]!, role: "control" })),
    fixedEffects: fit.fixedEffects,
    weights: fit.weights ?? undefined,
  });
  const size = (j: number) => Math.abs(shares.coefficients[j]!);
  return shares.terms.filter((_, j) => size(j) > negligible);
}

/** EVENT_TIMES_COLLINEAR: says which event times are not identified, why, and the mend. */
export function warnUnidentified(
  panel: Panel,
  sample: EstimationSample,
  unidentified: ReadonlySet<string>,
  nTerms: number,
): readonly Warning[] {
  if (unidentified.size === 0) return [];
  const nNever = countNeverTreated(panel, sample);
  const times = [...unidentified].map((term) => Number(term.slice("event:".length))).sort((a, b) => a - b);
  const why =
    nNever === 0
      ? "All units of the sample are treated at some time, so a straight line in event time is a sum of unit and time effects, and one base is not enough to tell effects from that line: bin the ends with leads and lags, or add never-treated units."
      : "Their dummies are a combination of the fixed effects and of each other: bin them with leads or lags, or use coarser fixed effects.";
  return [
    {
      code: "EVENT_TIMES_COLLINEAR",
      message: `${times.length} of ${nTerms} event-time coefficients are not identified and left empty (${nameSome(times, 20)}). ${why}`,
      details: { eventTimes: times, nTerms, nNeverTreated: nNever },
    },
  ];
}

function countNeverTreated(panel: Panel, { rows, sample }: EstimationSample): number {
  const { cohort } = panel.treatment!;
  const never = new Set<number>();
  for (let at = 0; at < sample.nObs; at++) {
    const unit = panel.unit.codes[rows ? rows[at]! : at]!;
    if (cohort[unit] === Number.POSITIVE_INFINITY) never.add(unit);
  }
  return never.size;
}
