import { definePanel, type Estimate, eventStudy, fromColumns, type Panel, twfe } from "ceteris";
import type { ControlValues } from "./controls.ts";
import type { Design } from "./design.ts";
import { N_YEARS } from "./panel-math.ts";
import { CONTROLS, POLICY_YEAR, YEARS } from "./targets.ts";

/** What the toolkit finds in the panel being made; all errors clustered by city. */
export interface Found {
  /** The model with all controls: DID, then the controls. */
  readonly full: readonly Estimate[];
  /** The event study with 2018 as base, that year left out. */
  readonly events: readonly Estimate[];
}

export function estimateAll(design: Design, index: Float64Array, controls: ControlValues): Found {
  const panel = studyPanel(design, index, controls);
  const options = { outcome: "index", controls: CONTROLS };
  return {
    full: twfe(panel, options).estimates,
    events: eventStudy(panel, { ...options, base: 0 }).estimates.filter((row) => !row.reference),
  };
}

function studyPanel(design: Design, index: Float64Array, controls: ControlValues): Panel {
  const rows = Array.from(index, (_, i) => design.cities[Math.floor(i / N_YEARS)]!);
  const table = fromColumns({
    city: rows.map((city) => city.name),
    year: rows.map((_, i) => YEARS[i % N_YEARS]!),
    pilot: rows.map((city) => Number(city.pilot)),
    index,
    ...controls,
  });
  return definePanel(table, {
    unit: "city",
    time: "year",
    treatment: { group: "pilot", start: POLICY_YEAR },
  });
}
