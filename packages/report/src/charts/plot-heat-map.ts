import type { TopLevelSpec } from "vega-lite";
import { nameOf } from "../names.ts";
import { word } from "../words.ts";
import { type ChartOptions, chart, titleOf } from "./chart.ts";
import type { Layer, Row } from "./layers.ts";
import { COLOURS } from "./theme.ts";
import { unitPeriodAxes } from "./unit-period-axes.ts";

/** The value of one unit in one period; null where it has none. */
export interface UnitTimeValue {
  readonly unit: string;
  /** Periods are drawn in the order in which they first stand. */
  readonly time: string | number;
  readonly value: number | null;
}

export interface PlotHeatMapOptions extends ChartOptions {
  /** Name of the column of values, for the legend. */
  readonly outcome?: string | undefined;
  readonly time?: string | undefined;
  /** Units named at most, evenly over the rows; default 40. */
  readonly mostNames?: number | undefined;
  /** Default: units by their mean, the highest on top. */
  readonly order?: readonly string[] | undefined;
}

/**
 * A map without geography: units down, periods across, the value as a shade from light to dark, blank
 * where there is none. Units stand by their mean, so that the eye finds levels,
 * trends and gaps at once.
 *
 * @example
 * plotHeatMap([{ unit: "A", time: 2017, value: 0.2 }, { unit: "A", time: 2018, value: 0.3 }]);
 */
export function plotHeatMap(
  values: readonly UnitTimeValue[],
  options: PlotHeatMapOptions = {},
): TopLevelSpec {
  const { lang = "en", labels, outcome, mostNames = 40, width = 480 } = options;
  const times = [...new Set(values.map((v) => String(v.time)))];
  const units = options.order ?? byMean(values);
  const place = new Map(units.map((unit, i) => [unit, i]));
  const title = outcome === undefined ? word("value", lang) : nameOf(outcome, labels, lang);
  const rows = values
    .filter((v) => v.value !== null && place.has(v.unit))
    .map(({ unit, time, value }): Row => {
      const [x, y] = [times.indexOf(String(time)), place.get(unit)!];
      return { x, x2: x + 1, y, y2: y + 1, unit, time: String(time), value };
    });
  return chart({
    title: titleOf(options.title, "titleHeatMap", lang),
    description:
      lang === "zh"
        ? `${units.length}个个体在${times.length}个时期的${title}。`
        : `${title} of ${units.length} units in ${times.length} periods.`,
    width,
    height: options.height ?? Math.min(720, Math.max(120, 13 * units.length)),
    rows,
    layers: [
      {
        mark: { type: "rect" },
        encoding: {
          ...unitPeriodAxes({
            periods: times,
            units,
            mostNames,
            timeTitle: options.time === undefined ? word("time", lang) : nameOf(options.time, labels, lang),
            width,
          }),
          color: {
            field: "value",
            type: "quantitative",
            scale: { range: [COLOURS.low, COLOURS.middle, COLOURS.high], zero: false },
            legend: { title, gradientLength: 200, orient: "top" },
          },
          tooltip: [
            { field: "unit", type: "nominal", title: word("unit", lang) },
            { field: "time", type: "nominal", title: word("time", lang) },
            { field: "value", type: "quantitative", title, format: ".4~g" },
          ],
        },
      } as Layer,
    ],
  });
}

/** Units by their mean, the highest first; ties in the order of the data. */
function byMean(values: readonly UnitTimeValue[]): string[] {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const { unit, value } of values) {
    const own = sums.get(unit) ?? { sum: 0, n: 0 };
    sums.set(unit, value === null ? own : { sum: own.sum + value, n: own.n + 1 });
  }
  const mean = ({ sum, n }: { sum: number; n: number }) => (n > 0 ? sum / n : Number.NEGATIVE_INFINITY);
  return [...sums].sort(([, a], [, b]) => mean(b) - mean(a) || 0).map(([unit]) => unit);
}
