import { type Label, type Language, labelText } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import type { Wording } from "../names.ts";
import { type Word, word } from "../words.ts";
import { forNotebooks } from "./for-notebooks.ts";
import type { Layer, Row } from "./layers.ts";
import { inline } from "./layers.ts";
import { themeConfig } from "./theme.ts";
import { toldMarks } from "./told-marks.ts";

/** A chart as data: a Vega-Lite specification. */
export type ChartSpec = TopLevelSpec;

/** What every chart takes. */
export interface ChartOptions extends Wording {
  /** Default: the chart's own; null for none and no line below it, as under a caption. */
  readonly title?: Label | null | undefined;
  /** Of the plotting area, in pixels. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Vega-Lite 5 is what notebooks draw; the charts are valid under 6 as well. */
export const VEGA_LITE_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";

export interface ChartParts {
  readonly title: string | null;
  readonly subtitle?: string | null | undefined;
  /** What the chart shows, for people who do not see it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly rows?: readonly Row[] | undefined;
  readonly layers: readonly Layer[];
}

/** Layers as one chart, with title, theme and inlined data. */
export function chart(parts: ChartParts): TopLevelSpec {
  const { width, ...rest } = parts;
  return forNotebooks({ ...frame(parts), ...layered(width, rest) } as TopLevelSpec);
}

export interface StackedParts extends Omit<ChartParts, "height" | "rows" | "layers"> {
  /** From top to bottom. */
  readonly parts: readonly Pick<ChartParts, "height" | "rows" | "layers">[];
}

/** Charts of one width, one below the other, under one title. */
export function stackedChart(stack: StackedParts): TopLevelSpec {
  const vconcat = stack.parts.map((part) => layered(stack.width, part));
  return forNotebooks({ ...frame(stack), vconcat, spacing: 12 } as TopLevelSpec);
}

function frame({ title, subtitle, description }: Pick<ChartParts, "title" | "subtitle" | "description">) {
  const heading = title === null ? {} : { title: { text: title, ...(subtitle ? { subtitle } : {}) } };
  return { $schema: VEGA_LITE_SCHEMA, description, ...heading, config: themeConfig("print") };
}

function layered(width: number, { height, rows, layers }: Pick<ChartParts, "height" | "rows" | "layers">) {
  return { width, height, ...(rows ? { data: inline(rows) } : {}), layer: layers.map(toldMarks) };
}

/** The title to draw: the caller's, none, or the chart's own. */
export function titleOf(title: Label | null | undefined, own: Word, lang: Language): string | null {
  if (title === null) return null;
  return title === undefined ? word(own, lang) : labelText(title, lang);
}
