import { briefNumber, CeterisError, type Indicator, nameSome, type Warning } from "@ceteris/core";
import type { ColumnWeights } from "./entropy-weights.ts";
import { plainWeights } from "./equal-weights.ts";
import { sum } from "./moments.ts";

/** Printed weights are rounded: a sum this near to 1 is not worth a remark. */
const SUM_TOLERANCE = 1e-9;

/**
 * The weights written with the indicators, scaled to sum to 1.
 *
 * @throws WEIGHTS_INVALID (missing, negative, not finite, or all zero)
 */
export function givenWeights(indicators: readonly Indicator[]): ColumnWeights & { warnings: Warning[] } {
  const bad = indicators.filter(
    (i) => !(typeof i.weight === "number" && i.weight >= 0 && i.weight < Infinity),
  );
  const total = bad.length > 0 ? 0 : sum(indicators.map((i) => i.weight!));
  if (!(total > 0)) {
    const shown = bad.map((i) => `“${i.name}” has ${i.weight ?? "none"}`);
    throw new CeterisError({
      code: "WEIGHTS_INVALID",
      where: "indicators",
      what:
        bad.length > 0
          ? `method “given” needs a weight of zero or more for every indicator, but ${nameSome(shown)}`
          : "every weight is zero",
      mend: "Write a weight for each indicator; they should sum to 1",
      details: { indicators: bad.map((i) => i.name) },
    });
  }
  const warnings: Warning[] =
    Math.abs(total - 1) <= SUM_TOLERANCE
      ? []
      : [
          {
            code: "INDEX_WEIGHTS_SCALED",
            message: `The given weights sum to ${briefNumber(total, 10)}, not 1, and were divided by that sum. If they are percentages nothing is lost; otherwise check for a missing indicator.`,
            details: { sum: total },
          },
        ];
  return { ...plainWeights(indicators.map((i) => i.weight!)), warnings };
}
