import { textWidth } from "../render/text-width.ts";
import { themeConfig } from "./theme.ts";

const { labelFontSize } = themeConfig("print").axis;

export interface NamedTicks {
  readonly values: number[];
  readonly labelExpr: string;
  /** As many as there are names: Vega thins out what exceeds its own count. */
  readonly tickCount: number;
  readonly labelOverlap: boolean;
}

/**
 * Ticks that show names at numbers, all of them where there is room.
 *
 * The names go through a literal of the expression language, so that no text in them is ever run.
 *
 * @param spacing pixels between numbers that differ by one
 */
export function namedTicks(names: ReadonlyMap<number, string>, spacing: number): NamedTicks {
  const literal = JSON.stringify(Object.fromEntries([...names].map(([at, name]) => [String(at), name])))
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
  return {
    values: [...names.keys()],
    tickCount: names.size,
    labelExpr: `${literal}[toString(datum.value)]`,
    labelOverlap: !fit([...names], spacing),
  };
}

function fit(names: readonly (readonly [number, string])[], spacing: number): boolean {
  const widths = names.map(([, name]) => textWidth(name, labelFontSize));
  return names.every(([at], i) => {
    const next = names[i + 1];
    return next === undefined || (widths[i]! + widths[i + 1]!) / 2 + 4 <= (next[0] - at) * spacing;
  });
}
