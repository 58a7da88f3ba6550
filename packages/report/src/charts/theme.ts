/** Latin faces first, then a Chinese one of each system; Latin letters keep their own shapes. */
const FONT =
  "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif";

export const INK = "#1a1a1a";
export const QUIET = "#5f6670";
const GRID = "#e9ebee";

/**
 * Colours of categories: told apart under the common colour-blindnesses, and by lightness alone when
 * printed grey (L* 26, 58, 79, 43, 73, 88).
 */
export const CATEGORY_COLOURS = Object.freeze([
  "#12406b",
  "#d9702b",
  "#9fc9e8",
  "#7a6248",
  "#e3a857",
  "#d7dde3",
] as const);

/** Marks of series, so that colour is never the only difference. */
export const SERIES_SHAPES = Object.freeze(["circle", "square", "triangle-up", "diamond"] as const);

export const SERIES_COLOURS = Object.freeze(["#12406b", "#d9702b", "#7fb8b3", "#7a6248"] as const);

/** Print settings of every chart: white ground, light grid, no frame, nothing cut off. */
export const THEME = Object.freeze({
  background: "#ffffff",
  padding: 8,
  font: FONT,
  view: { stroke: null },
  aria: false,
  title: {
    anchor: "start",
    fontSize: 14,
    fontWeight: 600,
    color: INK,
    subtitleColor: QUIET,
    subtitleFontSize: 11.5,
    subtitlePadding: 4,
    offset: 12,
    frame: "group",
  },
  axis: {
    labelColor: INK,
    labelFontSize: 11.5,
    labelLimit: 0,
    labelPadding: 5,
    labelFlush: false,
    titleColor: INK,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 10,
    titleLimit: 0,
    domainColor: INK,
    domainWidth: 0.8,
    tickColor: INK,
    tickWidth: 0.8,
    tickSize: 4,
    gridColor: GRID,
    gridWidth: 0.8,
  },
  legend: {
    labelColor: INK,
    labelFontSize: 11.5,
    labelLimit: 0,
    titleColor: INK,
    titleFontSize: 11.5,
    titleFontWeight: "normal",
    titleLimit: 0,
    symbolSize: 70,
    symbolStrokeWidth: 1.6,
    orient: "top",
    direction: "horizontal",
    columnPadding: 18,
    offset: 10,
  },
  text: { color: INK, fontSize: 11.5 },
} as const);
