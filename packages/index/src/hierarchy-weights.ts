import { type Indicator, labelText } from "@ceteris/core";
import { weightedSum } from "./aggregate.ts";
import { sum } from "./moments.ts";
import { nameIndicator } from "./read-indicators.ts";
import { invalid } from "./resolve-options.ts";
import { type WeighContext, type Weighed, weighColumns } from "./weigh-columns.ts";

/**
 * Weights of all indicators, flat or through their dimensions. A nested weight is the weight of the
 * dimension times the weight within it, so that all weights sum to 1 whatever the hierarchy.
 *
 * @throws OPTION_INVALID (an indicator without a dimension) and the errors of the method
 */
export function hierarchyWeights(
  columns: readonly Float64Array[],
  indicators: readonly Indicator[],
  context: WeighContext,
): Weighed {
  const { hierarchy, method } = context.options;
  const names = indicators.map(nameIndicator);
  if (hierarchy !== "flat") refuseWithoutDimension(indicators);
  if (hierarchy === "flat" || (hierarchy === "nested" && method === "given")) {
    return weighColumns(columns, names, indicators, context);
  }
  const dimensions = groupByDimension(indicators);
  const within = [...dimensions.values()].map((members) =>
    weighColumns(pick(columns, members), pick(names, members), pick(indicators, members), context),
  );
  const across =
    hierarchy === "equal-dimensions"
      ? { weights: within.map(() => 1 / within.length), warnings: [] }
      : weighColumns(
          [...dimensions.values()].map((m, d) => weightedSum(pick(columns, m), within[d]!.weights)),
          [...dimensions.keys()].map((name) => `dimension “${name}”`),
          null,
          context,
        );
  const weights = new Array<number>(columns.length);
  const entropy = new Array<number | null>(columns.length);
  const divergence = new Array<number | null>(columns.length);
  [...dimensions.values()].forEach((members, d) => {
    members.forEach((j, at) => {
      weights[j] = across.weights[d]! * within[d]!.weights[at]!;
      entropy[j] = within[d]!.entropy[at]!;
      divergence[j] = within[d]!.divergence[at]!;
    });
  });
  const total = sum(weights);
  return {
    weights: weights.map((w) => w / total),
    entropy,
    divergence,
    warnings: [...within.flatMap((w) => w.warnings), ...across.warnings],
  };
}

/** Positions of indicators by dimension, both in the order of the specification. */
export function groupByDimension(indicators: readonly Indicator[]): ReadonlyMap<string, readonly number[]> {
  const out = new Map<string, number[]>();
  indicators.forEach((indicator, j) => {
    const name = labelText(indicator.dimension!, "en");
    out.set(name, [...(out.get(name) ?? []), j]);
  });
  return out;
}

function pick<T>(values: readonly T[], at: readonly number[]): readonly T[] {
  return at.map((j) => values[j]!);
}

function refuseWithoutDimension(indicators: readonly Indicator[]): void {
  const missing = indicators.filter((i) => i.dimension === undefined || i.dimension === null);
  if (missing.length === 0) return;
  throw invalid(
    "hierarchy",
    `${missing.map(nameIndicator).join(", ")} ${missing.length === 1 ? "has" : "have"} no dimension`,
    'Give every indicator a dimension, or set hierarchy to "flat"',
  );
}
