import type { Indicator, Panel, Warning } from "@ceteris/core";
import { mean } from "./moments.ts";
import { nameIndicator } from "./read-indicators.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import type { RowSet } from "./row-sets.ts";

const HEAVY = 0.1;
const CEILING = 0.95;

/** Remarks about the design of an index that its numbers alone would not tell. */
export function indexWarnings(input: {
  readonly panel: Panel;
  readonly indicators: readonly Indicator[];
  readonly normalised: readonly Float64Array[];
  readonly weights: readonly number[];
  readonly options: ResolvedOptions;
  readonly rangeSets: readonly RowSet[];
  readonly weightSets: readonly RowSet[];
}): readonly Warning[] {
  const { options, indicators, normalised, weights } = input;
  return [
    ...knownMistakes(options, weights),
    ...heavy(indicators, weights, options),
    ...(options.normalise === "min-max" ? nearCeiling(indicators, normalised) : []),
    ...usesPostTreatment(input),
  ];
}

function knownMistakes(options: ResolvedOptions, weights: readonly number[]): Warning[] {
  const out: Warning[] = [];
  if (options.method === "entropy" && options.negativeDivergence && options.logBase !== "rows") {
    const negativeWeights = weights.some((w) => w < 0);
    const negative = negativeWeights ? " Some weights are even negative." : "";
    out.push({
      code: "INDEX_KNOWN_MISTAKE",
      message: `These weights reproduce a known mistake and must not be reported: entropy is summed over all unit-periods but divided by the logarithm of the number of ${options.logBase} alone. Entropies exceed 1, divergences turn negative, and the weights are upside down: the indicator with the least information weighs most.${negative} Use the preset “canonical”.`,
      details: { logBase: options.logBase, negativeWeights, preset: options.preset },
    });
  }
  if (options.method === "entropy" && options.zero === "zero-entropy") {
    const all =
      options.normalise === "min-max"
        ? " After min-max normalisation that is every column, so all weights become equal."
        : "";
    out.push({
      code: "INDEX_KNOWN_MISTAKE",
      message: `These weights reproduce a known mistake and must not be reported: a column that contains a zero is given an entropy of 0, as if it held all its mass in one row.${all} Use the preset “canonical”, where 0·ln 0 counts as 0.`,
      details: { zero: options.zero, normalise: options.normalise, preset: options.preset },
    });
  }
  return out;
}

/** Over 10% of the weight and over twice an equal share. */
function heavy(
  indicators: readonly Indicator[],
  weights: readonly number[],
  { method }: ResolvedOptions,
): Warning[] {
  if (method === "equal" || method === "given") return [];
  const limit = Math.max(HEAVY, Math.min(2 / indicators.length, 0.8));
  const found = indicators
    .map((indicator, j) => ({ indicator, weight: weights[j]! }))
    .filter((row) => row.weight > limit)
    .sort((a, b) => b.weight - a.weight);
  if (found.length === 0) return [];
  const shown = found.map((r) => `${nameIndicator(r.indicator)} ${(100 * r.weight).toFixed(1)}%`).join(", ");
  return [
    {
      code: "INDICATOR_HEAVY",
      message: `Much of the index is ${found.length === 1 ? "one indicator" : `${found.length} indicators`}: ${shown}, where an equal share is ${(100 / indicators.length).toFixed(1)}%. Data-driven weights reward skewed and outlying columns; check its distribution and report the result with equal weights as well.`,
      details: {
        limit,
        nIndicators: indicators.length,
        weights: Object.fromEntries(found.map((r) => [r.indicator.name, r.weight])),
      },
    },
  ];
}

function nearCeiling(indicators: readonly Indicator[], normalised: readonly Float64Array[]): Warning[] {
  const found = indicators
    .map((indicator, j) => ({ indicator, mean: mean(normalised[j]!) }))
    .filter((row) => row.mean >= CEILING);
  if (found.length === 0) return [];
  const shown = found.map((r) => `${nameIndicator(r.indicator)} ${r.mean.toFixed(3)}`).join(", ");
  return [
    {
      code: "INDICATOR_NEAR_CEILING",
      message: `Nearly every row is at the top of its range (mean of the normalised values): ${shown}. Such an indicator can hardly improve, and a few low rows set its scale; check them for errors, or leave it out.`,
      details: { means: Object.fromEntries(found.map((r) => [r.indicator.name, r.mean])) },
    },
  ];
}

function usesPostTreatment({
  panel,
  options,
  rangeSets,
  weightSets,
}: Parameters<typeof indexWarnings>[0]): Warning[] {
  const status = panel.treatment?.status;
  if (!status) return [];
  const treated = (sets: readonly RowSet[]) => sets.some((set) => set.from.some((i) => status[i] === 1));
  const dataDriven = options.method !== "equal" && options.method !== "given";
  const parts = [
    ...(options.range !== null && treated(rangeSets) ? ["ranges"] : []),
    ...(dataDriven && treated(weightSets) ? ["weights"] : []),
  ];
  if (parts.length === 0) return [];
  const first = panel.time.labels[0]!;
  const which = parts.map((p) =>
    p === "ranges" ? `range “${options.range}”` : `weights “${options.weights}”`,
  );
  return [
    {
      code: "INDEX_USES_POST_TREATMENT",
      message: `The ${parts.join(" and ")} of the index (${which.join(", ")}) were computed from rows that include treated units after treatment, so the treatment itself moves the scale on which its effect is measured. Check the result with range "base-year" and a period before treatment (such as ${first}), or with range "controls".`,
      details: { parts, range: options.range, weights: options.weights, firstPeriod: first },
    },
  ];
}
