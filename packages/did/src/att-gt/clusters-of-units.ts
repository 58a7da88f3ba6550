import { CeterisError, type Panel } from "@ceteris/core";
import type { EstimationSample } from "@ceteris/regression";

/**
 * The cluster of each unit, coded from 0 in the order of units.
 *
 * @param first a row of each unit
 * @throws OPTION_INVALID when a unit changes its cluster
 */
export function clustersOfUnits(
  panel: Panel,
  { unit, factors, sample }: EstimationSample,
  column: string,
  first: Int32Array,
): { readonly column: string; readonly codes: Int32Array; readonly n: number } {
  const factor = factors.get(column)!;
  const ofUnit = new Int32Array(unit.nLevels).fill(-1);
  for (let i = 0; i < sample.nObs; i++) {
    const u = unit.codes[i]!;
    if (ofUnit[u] === -1) ofUnit[u] = factor.codes[i]!;
    else if (ofUnit[u] !== factor.codes[i]) {
      const [from, to] = [ofUnit[u]!, factor.codes[i]!].map((code) => factor.labelOf(code));
      throw new CeterisError({
        code: "OPTION_INVALID",
        where: `${panel.table.source.name}, cluster “${column}”`,
        what: `${panel.unit.name} ${unit.labelOf(u)} is in ${from} and in ${to}, but influence values belong to whole units`,
        mend: "Cluster by a column in which units do not change",
        details: { column, unit: unit.labelOf(u) },
      });
    }
  }
  const place = new Map<number, number>();
  const codes = Int32Array.from(first, (row) => {
    const code = ofUnit[unit.codes[row]!]!;
    const known = place.get(code);
    if (known !== undefined) return known;
    place.set(code, place.size);
    return place.size - 1;
  });
  return { column, codes, n: place.size };
}
