import { nameSome, type Sample, type Warning } from "@ceteris/core";

/** What was dropped on the way to a sample, and why. */
export function dropWarnings(
  dropped: Sample["dropped"],
  listed: readonly string[],
  missing: ReadonlyMap<string, number>,
  zeroWeights: number,
  fixedEffects: readonly string[],
): Warning[] {
  const warnings: Warning[] = [];
  if (listed.length > 0) {
    warnings.push({
      code: "MISSING_DROPPED",
      message: `Rows with a missing value in a used column were dropped: ${nameSome(listed, 12)}. Fill these cells, or make sure that they are missing at random.`,
      details: { byColumn: Object.fromEntries([...missing].map(([k, v]) => [k.replace(/[“”]/g, ""), v])) },
    });
  }
  if (zeroWeights > 0) {
    warnings.push({
      code: "ZERO_WEIGHTS",
      message: `${rowsText(zeroWeights)} with weight 0 ${zeroWeights === 1 ? "was" : "were"} dropped and counted as missing.`,
      details: { count: zeroWeights },
    });
  }
  if (dropped.singleton > 0) {
    warnings.push({
      code: "SINGLETONS_DROPPED",
      message: `${rowsText(dropped.singleton)} ${dropped.singleton === 1 ? "was" : "were"} dropped for being alone in a level of a fixed effect (${fixedEffects.join(", ")}): such a row cannot inform the estimates.`,
      details: { count: dropped.singleton, fixedEffects },
    });
  }
  return warnings;
}

function rowsText(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
}
