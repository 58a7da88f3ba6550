import type { Language } from "@ceteris/core";
import { word } from "../words.ts";
import type { Layer, Row } from "./layers.ts";
import { COLOURS } from "./theme.ts";
import { unitPeriodAxes } from "./unit-period-axes.ts";

/** A row of cells: a unit, or units that share a history. */
export interface StatusBand<Status extends string> {
  readonly name: string;
  /** One for each period. */
  readonly status: readonly Status[];
}

export interface StatusGridParts<Status extends string> {
  readonly bands: readonly StatusBand<Status>[];
  readonly periods: readonly string[];
  /** In the order of the legend, which shows those that occur. */
  readonly colours: Readonly<Record<Status, string>>;
  readonly nameOf: (status: Status) => string;
  readonly width: number;
  /** Of the lines between cells. */
  readonly strokeWidth: number;
  readonly lang: Language;
}

/** Names that fit one under another; of more bands only some are named, evenly. */
const MOST_NAMES = 60;

/** Bands down, periods across, the status of each cell as its colour. */
export function statusGrid<Status extends string>(
  parts: StatusGridParts<Status>,
): { readonly rows: readonly Row[]; readonly layer: Layer } {
  const { bands, periods, colours, nameOf, width, strokeWidth, lang } = parts;
  const rows = bands.flatMap((band, y) =>
    periods.map(
      (time, x): Row => ({
        x,
        x2: x + 1,
        y,
        y2: y + 1,
        time,
        units: band.name,
        status: nameOf(band.status[x]!),
      }),
    ),
  );
  const seen = (Object.keys(colours) as Status[]).filter((status) =>
    bands.some((band) => band.status.includes(status)),
  );
  const layer = {
    mark: { type: "rect", stroke: COLOURS.paper, strokeWidth },
    encoding: {
      ...unitPeriodAxes({
        periods,
        units: bands.map((band) => band.name),
        mostNames: MOST_NAMES,
        timeTitle: word("time", lang),
        width,
      }),
      color: {
        field: "status",
        type: "nominal",
        scale: { domain: seen.map(nameOf), range: seen.map((status) => colours[status]) },
        legend: {
          title: null,
          symbolType: "square",
          symbolStrokeColor: COLOURS.quiet,
          symbolStrokeWidth: 0.5,
        },
      },
      tooltip: [
        { field: "units", type: "nominal", title: word("unit", lang) },
        { field: "time", type: "nominal", title: word("time", lang) },
        { field: "status", type: "nominal", title: word("status", lang) },
      ],
    },
  } as Layer;
  return { rows, layer };
}
