import { CeterisError, nameSome, type Panel } from "@ceteris/core";

/** Units in which treatment ends, of those used. */
export interface EndingTreatment {
  readonly names: readonly string[];
  readonly nUnits: number;
  /** Nothing can be made of them, after "in … units, ". */
  readonly why: string;
  /** What may be left out in place of the units. */
  readonly orLeaveOut?: string | undefined;
}

/** The error of treatment that ends where it must last. */
export function endingTreatment(
  panel: Panel,
  { names, nUnits, why, orLeaveOut }: EndingTreatment,
): CeterisError {
  return new CeterisError({
    code: "TREATMENT_SWITCHES_OFF",
    where: panel.table.source.name,
    what: `treatment switches off again in ${names.length} of ${nUnits} units (${nameSome(names)}), ${why}`,
    mend: `Leave these units out, ${orLeaveOut === undefined ? "" : `or ${orLeaveOut}, `}or correct the column of treatment`,
    details: { units: names.slice(0, 100), count: names.length, nUnits },
  });
}
