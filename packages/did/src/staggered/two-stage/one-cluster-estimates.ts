import { nameSome, type Warning } from "@ceteris/core";
import type { AdoptionRows, EffectRows } from "../untreated-model/index.ts";

/** ONE_CLUSTER_ESTIMATES: estimates whose rows are all in one cluster, so that they deviate from nothing. */
export function warnOneCluster(
  { sample: { unit }, clusters }: AdoptionRows,
  groups: readonly EffectRows[],
): readonly Warning[] {
  const clusterOf = (row: number) => clusters.codes[unit.codes[row]!]!;
  const lone = groups.filter(
    ({ rows }) => rows.length > 0 && rows.every((row) => clusterOf(row) === clusterOf(rows[0]!)),
  );
  if (lone.length === 0) return [];
  const terms = lone.map(({ term }) => term);
  return [
    {
      code: "ONE_CLUSTER_ESTIMATES",
      message: `The rows of ${nameSome(terms, 8)} are in one cluster each, whose deviations from its own mean sum to zero: the standard errors hold the error of the first stage alone and are too small. Do not read these rows by themselves, nor a joint test that they are part of.`,
      details: { terms },
    },
  ];
}
