import { calibrateIndicators } from "./calibrate-indicators.ts";
import { calibrateRegressions } from "./calibrate-regressions.ts";
import { listCities } from "./cities.ts";
import { drawControlParts, roundTo } from "./controls.ts";
import { makeDesign } from "./design.ts";
import { INDICATORS } from "./indicators.ts";
import { drawOutcomeParts } from "./outcome.ts";
import { N_YEARS } from "./panel-math.ts";
import { makeStreams } from "./random.ts";
import { CONTROLS, YEARS } from "./targets.ts";

export const SEED = 2;

export type Columns = Readonly<Record<string, readonly (string | number)[]>>;

export const COLUMN_NAMES = [
  "city",
  "province",
  "year",
  "pilot",
  ...INDICATORS.map((m) => m.name),
  ...CONTROLS,
];

/** The synthetic panel: every column of `COLUMN_NAMES`, in order of city and year. */
export function makeSyntheticPanel(): Columns {
  const cities = listCities();
  const design = makeDesign(cities);
  const nextStream = makeStreams(SEED);
  const parts = {
    ...drawControlParts(design, nextStream),
    outcome: drawOutcomeParts(design, nextStream),
  };
  const { controls, index } = calibrateRegressions(design, parts);
  const normalised = calibrateIndicators(design, index, nextStream);
  const rows = Array.from({ length: index.length }, (_, i) => cities[Math.floor(i / N_YEARS)]!);
  const raw = INDICATORS.map(({ name, range: [low, high], decimals }, j) => {
    const values = Array.from(normalised[j]!, (z) => roundTo(low + (high - low) * z, decimals));
    return [name, values] as const;
  });
  return Object.fromEntries([
    ["city", rows.map((city) => city.name)],
    ["province", rows.map((city) => city.province)],
    ["year", rows.map((_, i) => YEARS[i % N_YEARS]!)],
    ["pilot", rows.map((city) => (city.pilot ? 1 : 0))],
    ...raw,
    ...CONTROLS.map((name) => [name, Array.from(controls[name])] as const),
  ]);
}

/** The panel as CSV: UTF-8, line feeds, numbers in their shortest form. */
export function panelCsv(columns: Columns): string {
  const lines = columns.city!.map((_, i) => COLUMN_NAMES.map((name) => columns[name]![i]).join(","));
  return `${[COLUMN_NAMES.join(","), ...lines].join("\n")}\n`;
}
