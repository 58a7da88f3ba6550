import type { PanelCheckResult, Presence, PresenceHistory } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatCount } from "../numbers.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import { statusGrid } from "./status-grid.ts";
import { COLOURS } from "./theme.ts";

export interface PlotPresenceOptions extends ChartOptions {
  /** Units are shown one by one up to this many; beyond, those with the same history share a band. Default 60. */
  readonly maxUnits?: number | undefined;
}

const STATUS_COLOURS: Readonly<Record<Presence, string>> = {
  complete: COLOURS.steel,
  partial: COLOURS.amber,
  absent: COLOURS.paper,
};

/**
 * Units down, periods across: blue where the unit has a row with every value, amber where one lacks values,
 * blank where there is none. Gaps, late entries and years with holes show at a glance.
 *
 * @example
 * const svg = await renderSvg(plotPresence(checkPanel(table, { unit: "city", time: "year" })));
 */
export function plotPresence(
  { histories, periods, nUnits }: PanelCheckResult,
  options: PlotPresenceOptions = {},
): TopLevelSpec {
  const { lang = "en", maxUnits = 60, width = 480 } = options;
  const oneByOne = nUnits <= maxUnits;
  const bands = oneByOne ? histories.flatMap(unitBands) : histories.map(sharedBand);
  const height = options.height ?? Math.min(900, Math.max(60, (oneByOne ? 13 : 24) * bands.length));
  const { rows, layer } = statusGrid({
    bands,
    periods,
    colours: STATUS_COLOURS,
    nameOf: (presence) => word(`presence_${presence}`, lang),
    width,
    strokeWidth: oneByOne ? 0.6 : 1.5,
    lang,
  });
  return chart({
    title: titleOf(options.title, "titlePresence", lang),
    description:
      lang === "zh"
        ? `${nUnits}个个体在${periods.length}个时期的数据情况。`
        : `What the data hold of ${nUnits} units in ${periods.length} periods.`,
    width,
    height,
    rows,
    layers: [layer],
  });

  function sharedBand({ units, presence }: PresenceHistory) {
    const name =
      units.length === 1 ? units[0]! : word("presenceUnits", lang, { n: formatCount(units.length, lang) });
    return { name, status: presence };
  }
}

function unitBands({ units, presence }: PresenceHistory) {
  return units.map((unit) => ({ name: unit, status: presence }));
}
