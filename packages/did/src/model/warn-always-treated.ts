import { alwaysTreatedUnits, nameSome, type Panel, type Warning } from "@ceteris/core";

/** ALWAYS_TREATED: units without any period before their treatment. */
export function warnAlwaysTreated(panel: Panel): readonly Warning[] {
  const units = alwaysTreatedUnits(panel);
  if (units.length === 0) return [];
  return [
    {
      code: "ALWAYS_TREATED",
      message: `Treated in every period seen: ${units.length} of ${panel.unit.nLevels} units (${nameSome(units)}). Such units show no change when treatment starts and serve as controls that are themselves treated: leave them out, or add earlier periods.`,
      details: { units: units.slice(0, 100), count: units.length, nUnits: panel.unit.nLevels },
    },
  ];
}
