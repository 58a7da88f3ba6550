import { CeterisError, nameSome, type Panel, type Warning } from "@ceteris/core";
import type { AdoptionRows } from "./adoption-rows.ts";
import type { UntreatedModel } from "./untreated-model.ts";

/** Treated rows whose outcome without treatment the untreated rows do not determine, by the reason. */
interface UnidentifiedRows {
  readonly count: number;
  readonly total: number;
  /** Units without an untreated row. */
  readonly units: readonly string[];
  /** Periods in which nobody is untreated. */
  readonly periods: readonly string[];
}

/**
 * COUNTERFACTUAL_NOT_IDENTIFIED: counts the treated rows left out, and names units and periods.
 *
 * @throws NO_UNTREATED when no treated row is left
 */
export function warnUnidentifiedRows(
  panel: Panel,
  data: AdoptionRows,
  model: UntreatedModel,
): readonly Warning[] {
  const found = unidentifiedRows(data, model);
  const { count, total, units, periods } = found;
  if (count === 0) return [];
  if (count === total) {
    throw new CeterisError({
      code: "NO_UNTREATED",
      where: panel.table.source.name,
      what: `no treated row has both its unit and its period among the untreated rows, so nothing tells what would have been without treatment (${reasons(found)})`,
      mend: "Add earlier periods or units that are never treated",
      details: { count, units: units.slice(0, 100), periods },
    });
  }
  return [
    {
      code: "COUNTERFACTUAL_NOT_IDENTIFIED",
      message: `${count} of ${total} treated rows were left out: the untreated rows do not tell what their outcome would have been without treatment (${reasons(found)}). The effects are those on the other treated rows; add earlier periods or units that are never treated to have all.`,
      details: { count, total, units: units.slice(0, 100), nUnits: units.length, periods },
    },
  ];
}

function unidentifiedRows(
  { sample: { unit, time }, treated }: AdoptionRows,
  { residuals, untreated }: UntreatedModel,
): UnidentifiedRows {
  const units = new Uint8Array(unit.nLevels);
  const periods = new Uint8Array(time.nLevels);
  for (const i of untreated.places) {
    units[unit.codes[i]!] = 1;
    periods[time.codes[i]!] = 1;
  }
  let count = 0;
  for (const residual of residuals) if (Number.isNaN(residual)) count++;
  return {
    count,
    total: treated.length - untreated.places.length,
    units: Array.from(units.keys())
      .filter((u) => units[u] === 0)
      .map((u) => unit.labelOf(u)),
    periods: Array.from(periods.keys())
      .filter((t) => periods[t] === 0)
      .map((t) => time.labelOf(t)),
  };
}

function reasons({ units, periods }: UnidentifiedRows): string {
  const parts = [
    ...(units.length > 0 ? [`${nounOf(units, "unit")} never seen untreated: ${nameSome(units)}`] : []),
    ...(periods.length > 0 ? [`nobody is untreated in ${nameSome(periods)}`] : []),
  ];
  return parts.join("; ") || "gaps in the data part their unit from their period";
}

function nounOf(list: readonly string[], noun: string): string {
  return `${list.length} ${noun}${list.length === 1 ? "" : "s"}`;
}
