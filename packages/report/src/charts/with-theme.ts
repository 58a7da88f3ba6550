import type { TopLevelSpec } from "vega-lite";
import { forNotebooks } from "./for-notebooks.ts";
import { PALETTES, type Palette, type Theme } from "./palettes.ts";
import { SCALE, themeConfig } from "./theme.ts";

/**
 * A chart for where it is seen: `print`, as every chart is made, greyscale-safe on white; `screen`, in
 * stronger colours and 15% larger; `dark`, the same on a dark ground. Colours and sizes that are not
 * those of print stay as they are, and so do all data and texts.
 *
 * @param spec a chart as `plotX` gives it
 * @returns a new specification; for `print` the one given
 * @example
 * const svg = await renderSvg(withTheme(plotEventStudy(result), "dark"));
 */
export function withTheme(spec: TopLevelSpec, theme: Theme): TopLevelSpec {
  if (theme === "print") return spec;
  const { print } = PALETTES;
  const roles = Object.keys(print) as (keyof Palette)[];
  const colours = new Map<unknown, string>(roles.map((role) => [print[role], PALETTES[theme][role]]));
  const themed = (key: string, value: unknown): unknown => {
    if (UNTOUCHED.has(key)) return value;
    if (SIZES.has(key) && typeof value === "number") return Number((value * SCALE[theme]).toFixed(2));
    if (Array.isArray(value)) return value.map((part) => themed("", part));
    if (typeof value !== "object" || value === null) return colours.get(value) ?? value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, themed(name, part)]));
  };
  const { config, ...rest } = spec;
  return forNotebooks({
    ...(themed("", rest) as TopLevelSpec),
    config: { ...config, ...themeConfig(theme) },
  });
}

/** Where texts of the data stand, which may look like a colour. */
const UNTOUCHED: ReadonlySet<string> = new Set(["data", "domain", "title", "description", "tooltip", "sort"]);

const SIZES: ReadonlySet<string> = new Set(["width", "height", "fontSize"]);
