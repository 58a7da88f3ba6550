/** Where a chart is seen: on paper, on a bright screen, or on a dark one. */
export const THEME_CHOICES = Object.freeze(["print", "screen", "dark"] as const);

export type Theme = (typeof THEME_CHOICES)[number];

/**
 * Colours on paper, by what they are for. Series and categories are told apart under the common
 * colour-blindnesses, and by lightness alone when printed grey.
 */
const PRINT = {
  paper: "#ffffff",
  ink: "#1a1a1a",
  quiet: "#5f6670",
  faint: "#9aa1aa",
  grid: "#e9ebee",
  /** Ground under a part of a chart. */
  shade: "#8fa3b8",
  /** The one estimate among many. */
  accent: "#b3431a",
  first: "#12406b",
  second: "#d9702b",
  third: "#7fb8b3",
  fourth: "#7a6248",
  sky: "#9fc9e8",
  amber: "#e3a857",
  mist: "#d7dde3",
  pale: "#b9cfe2",
  steel: "#3f7cac",
  /** Ends and middle of a scale of values. */
  low: "#eef3f8",
  middle: "#7ba6cf",
  high: "#0b2d4f",
} as const;

export type Palette = Readonly<Record<keyof typeof PRINT, string>>;

/** The same colours in each theme: those of screens are stronger, those on dark ground lighter. */
export const PALETTES: Readonly<Record<Theme, Palette>> = Object.freeze({
  print: PRINT,
  screen: {
    paper: "#ffffff",
    ink: "#1c1d1f",
    quiet: "#5c6370",
    faint: "#8e959f",
    grid: "#e6e9ed",
    shade: "#7f9cc0",
    accent: "#c2410c",
    first: "#1763b8",
    second: "#e8611a",
    third: "#4bb5aa",
    fourth: "#75492a",
    sky: "#8fcaf0",
    amber: "#f5b942",
    mist: "#cfd6dd",
    pale: "#b3d3f2",
    steel: "#5293d2",
    low: "#ebf3fc",
    middle: "#6aaae4",
    high: "#0c3a75",
  },
  dark: {
    paper: "#17181a",
    ink: "#e4e2dc",
    quiet: "#a3a9b1",
    faint: "#747a83",
    grid: "#2d3034",
    shade: "#94a8c0",
    accent: "#ff9166",
    first: "#5fa8f0",
    second: "#f5853f",
    third: "#9af0d8",
    fourth: "#b3977a",
    sky: "#cfe6f7",
    amber: "#f7d272",
    mist: "#555d66",
    pale: "#33485c",
    steel: "#2f6fb3",
    low: "#22303f",
    middle: "#4484c4",
    high: "#d3e8fb",
  },
});
