import type { AdoptionHistory, AdoptionResult, AdoptionStatus, Language } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatCount } from "../numbers.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { statusGrid } from "./status-grid.ts";
import { COLOURS } from "./theme.ts";

export interface PlotAdoptionOptions extends ChartOptions {
  /** Units are shown one by one up to this many; beyond, those with the same history share a band. Default 60. */
  readonly maxUnits?: number | undefined;
}

/** Status in the order of the legend, with the lightness of each on paper. */
const STATUS_COLOURS: Readonly<Record<AdoptionStatus, string>> = {
  treated: COLOURS.first,
  untreated: COLOURS.pale,
  unknown: COLOURS.amber,
  absent: COLOURS.paper,
};

/**
 * The timeline of adoption: a row for each unit, or a band for all units with the same history, and a
 * cell for each period, dark from treatment on, blank where the unit is not in the data.
 *
 * @example
 * const svg = await renderSvg(plotAdoption(adoption(panel), { lang: "zh" }));
 */
export function plotAdoption(result: AdoptionResult, options: PlotAdoptionOptions = {}): TopLevelSpec {
  const { lang = "en", maxUnits = 60, width = 480 } = options;
  const nUnits = result.histories.reduce((sum, history) => sum + history.units.length, 0);
  const bands = nUnits <= maxUnits ? result.histories.flatMap(oneByOne) : result.histories;
  const height = options.height ?? Math.min(900, Math.max(90, (nUnits <= maxUnits ? 13 : 30) * bands.length));
  const { rows, layer } = statusGrid({
    bands: bands.map((band) => ({ name: bandName(band, lang), status: band.status })),
    periods: result.periods,
    colours: STATUS_COLOURS,
    nameOf: (status) => word(`adoption_${status}`, lang),
    width,
    strokeWidth: nUnits <= maxUnits ? 0.6 : 1.5,
    lang,
  });
  return chart({
    title: titleOf(options.title, "titleAdoption", lang),
    description:
      lang === "zh"
        ? `${nUnits}个个体在${result.periods.length}个时期的处理状态。`
        : `Treatment status of ${nUnits} units in ${result.periods.length} periods.`,
    width,
    height,
    rows,
    layers: [layer],
  });
}

function oneByOne(history: AdoptionHistory): AdoptionHistory[] {
  return history.units.map((unit) => ({ ...history, units: [unit] }));
}

function bandName({ units, cohort }: AdoptionHistory, lang: Language): string {
  if (units.length === 1) return units[0]!;
  const when = cohort === null ? word("adoptionNever", lang) : word("adoptionFrom", lang, { period: cohort });
  return `${when} (${formatCount(units.length, lang)})`;
}
