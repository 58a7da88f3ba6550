import { PALETTES, type Theme } from "./palettes.ts";

/** Latin faces first, then a Chinese one of each system; Latin letters keep their own shapes. */
const FONT =
  "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif";

/** Charts are made in the colours of print; `withTheme` turns them into others. */
export const COLOURS = PALETTES.print;

export const { ink: INK, quiet: QUIET } = COLOURS;

/** Colours of categories. */
export const CATEGORY_COLOURS = Object.freeze([
  COLOURS.first,
  COLOURS.second,
  COLOURS.sky,
  COLOURS.fourth,
  COLOURS.amber,
  COLOURS.mist,
] as const);

/** Marks of series, so that colour is never the only difference. */
export const SERIES_SHAPES = Object.freeze([
  "circle",
  "square",
  "triangle-up",
  "diamond",
  "triangle-down",
  "cross",
  "triangle-right",
  "triangle-left",
] as const);

/** The first four are told apart at a glance; from the fifth on shapes help. */
export const SERIES_COLOURS = Object.freeze([
  COLOURS.first,
  COLOURS.second,
  COLOURS.third,
  COLOURS.fourth,
  COLOURS.quiet,
  COLOURS.amber,
  COLOURS.steel,
  COLOURS.accent,
] as const);

/** How much larger letters and pictures are than in print. */
export const SCALE: Readonly<Record<Theme, number>> = Object.freeze({ print: 1, screen: 1.15, dark: 1.15 });

/** Settings of every chart: plain ground, light grid, no frame, nothing cut off. */
export function themeConfig(theme: Theme) {
  const { paper, ink, quiet, grid } = PALETTES[theme];
  const size = (points: number) => Number((points * SCALE[theme]).toFixed(2));
  return {
    background: paper,
    padding: 8,
    font: FONT,
    view: { stroke: null },
    aria: false,
    title: {
      anchor: "start",
      fontSize: size(14),
      fontWeight: 600,
      color: ink,
      subtitleColor: quiet,
      subtitleFontSize: size(11.5),
      subtitlePadding: 4,
      offset: 12,
      frame: "group",
    },
    axis: {
      labelColor: ink,
      labelFontSize: size(11.5),
      labelLimit: 0,
      labelPadding: 5,
      labelFlush: false,
      titleColor: ink,
      titleFontSize: size(12),
      titleFontWeight: "normal",
      titlePadding: 10,
      titleLimit: 0,
      domainColor: ink,
      domainWidth: 0.8,
      tickColor: ink,
      tickWidth: 0.8,
      tickSize: 4,
      gridColor: grid,
      gridWidth: 0.8,
    },
    legend: {
      labelColor: ink,
      labelFontSize: size(11.5),
      labelLimit: 0,
      titleColor: ink,
      titleFontSize: size(11.5),
      titleFontWeight: "normal",
      titleLimit: 0,
      symbolSize: 70,
      symbolStrokeWidth: 1.6,
      gradientStrokeColor: grid,
      orient: "top",
      direction: "horizontal",
      columnPadding: 18,
      offset: 10,
    },
    header: { labelColor: ink, labelFontSize: size(12), titleColor: ink, titleFontSize: size(12) },
    text: { color: ink, fontSize: size(11.5) },
  } as const;
}
