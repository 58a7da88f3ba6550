import { PALETTES, type Palette, type Theme } from "../charts/palettes.ts";

const ROLES = Object.keys(PALETTES.print) as (keyof Palette)[];

/** The colours of pictures as variables of the page. */
export function pictureColours(theme: Theme): string {
  return ROLES.map((role) => `--chart-${role}: ${PALETTES[theme][role]};`).join(" ");
}

/** Paints what a chart drew in the colours of print with the variables, so that one picture fits every ground. */
export const PICTURE_CSS = ROLES.flatMap((role) =>
  (["fill", "stroke"] as const).map(
    (property) => `.card [${property}="${PALETTES.print[role]}"] { ${property}: var(--chart-${role}); }`,
  ),
).join("\n");
