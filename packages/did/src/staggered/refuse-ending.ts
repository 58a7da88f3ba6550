import { CeterisError, nameSome, type Panel } from "@ceteris/core";
import type { EstimationSample } from "@ceteris/regression";

/**
 * Refuses treatment that ends: afterwards rows are neither treated nor known to be as if they never were.
 *
 * @param why nothing can be made of such rows, after "in … units, "
 * @throws TREATMENT_SWITCHES_OFF
 */
export function refuseEnding(panel: Panel, { unit, rows, sample }: EstimationSample, why: string): void {
  const { status, cohort } = panel.treatment!;
  const ending = new Set<number>();
  for (let i = 0; i < sample.nObs; i++) {
    const row = rows ? rows[i]! : i;
    const time = panel.time.values[panel.time.codes[row]!]!;
    if (status[row] === 0 && time >= cohort[panel.unit.codes[row]!]!) ending.add(unit.codes[i]!);
  }
  if (ending.size === 0) return;
  const names = [...ending].map((u) => unit.labelOf(u));
  throw new CeterisError({
    code: "TREATMENT_SWITCHES_OFF",
    where: panel.table.source.name,
    what: `treatment switches off again in ${names.length} of ${unit.nLevels} units (${nameSome(names)}), ${why}`,
    mend: "Leave these units out, or their rows after treatment ended, or correct the column of treatment",
    details: { units: names.slice(0, 100), count: names.length, nUnits: unit.nLevels },
  });
}
