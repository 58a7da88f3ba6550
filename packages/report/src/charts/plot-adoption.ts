import type { AdoptionHistory, AdoptionResult, AdoptionStatus, Language } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import { formatCount } from "../numbers.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import type { Layer, Row } from "./layers.ts";
import { namedTicks } from "./named-ticks.ts";

export interface PlotAdoptionOptions extends ChartOptions {
  /** Units are shown one by one up to this many; beyond, those with the same history share a band. Default 60. */
  readonly maxUnits?: number | undefined;
}

/** Status in the order of the legend, with the lightness of each on paper. */
const COLOURS: Readonly<Record<AdoptionStatus, string>> = {
  treated: "#12406b",
  untreated: "#b9cfe2",
  unknown: "#e3a857",
  absent: "#ffffff",
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
  const name = (status: AdoptionStatus) => word(`adoption_${status}`, lang);
  const rows = bands.flatMap((band, y) =>
    result.periods.map(
      (time, x): Row => ({
        x,
        x2: x + 1,
        y,
        y2: y + 1,
        time,
        units: bandName(band, lang),
        status: name(band.status[x]!),
      }),
    ),
  );
  const seen = (Object.keys(COLOURS) as AdoptionStatus[]).filter((status) =>
    bands.some((band) => band.status.includes(status)),
  );
  const height = options.height ?? Math.min(900, Math.max(90, (nUnits <= maxUnits ? 13 : 30) * bands.length));
  const step = width / result.periods.length;
  return chart({
    title: titleOf(options.title, "titleAdoption", lang),
    description:
      lang === "zh"
        ? `${nUnits}个个体在${result.periods.length}个时期的处理状态。`
        : `Treatment status of ${nUnits} units in ${result.periods.length} periods.`,
    width,
    height,
    rows,
    layers: [
      {
        mark: { type: "rect", stroke: "#ffffff", strokeWidth: nUnits <= maxUnits ? 0.6 : 1.5 },
        encoding: {
          x: {
            field: "x",
            type: "quantitative",
            title: word("time", lang),
            scale: { domain: [0, result.periods.length], nice: false },
            axis: {
              ...namedTicks(new Map(result.periods.map((period, i) => [i + 0.5, period])), step),
              grid: false,
            },
          },
          x2: { field: "x2" },
          y: {
            field: "y",
            type: "quantitative",
            title: null,
            scale: { domain: [0, bands.length], nice: false, reverse: true },
            axis: {
              ...namedTicks(new Map(bands.map((band, i) => [i + 0.5, bandName(band, lang)])), 1e9),
              grid: false,
              ticks: false,
              domain: false,
            },
          },
          y2: { field: "y2" },
          color: {
            field: "status",
            type: "nominal",
            scale: { domain: seen.map(name), range: seen.map((status) => COLOURS[status]) },
            legend: {
              title: null,
              symbolType: "square",
              symbolStrokeColor: "#5f6670",
              symbolStrokeWidth: 0.5,
            },
          },
          tooltip: [
            { field: "units", type: "nominal", title: word("unit", lang) },
            { field: "time", type: "nominal", title: word("time", lang) },
            { field: "status", type: "nominal", title: word("status", lang) },
          ],
        },
      } as Layer,
    ],
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
