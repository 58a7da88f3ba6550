/** Stars by significance level, most demanding first. */
export interface StarLevel {
  readonly below: number;
  readonly mark: string;
}

/** Ten, five and one per cent. */
export const STARS: readonly StarLevel[] = Object.freeze([
  Object.freeze({ below: 0.01, mark: "***" }),
  Object.freeze({ below: 0.05, mark: "**" }),
  Object.freeze({ below: 0.1, mark: "*" }),
]);

/** Levels of significance as stars, one for the weakest and one more for each stronger. */
export function starLevels(levels: readonly number[]): readonly StarLevel[] {
  const strongestFirst = [...new Set(levels)].sort((a, b) => a - b);
  return strongestFirst.map((below, i) => ({ below, mark: "*".repeat(strongestFirst.length - i) }));
}

/** The mark of the most demanding level that a p value passes; none for a missing p. */
export function starsOf(pValue: number | null, levels: readonly StarLevel[]): string {
  if (pValue === null) return "";
  let best: StarLevel | null = null;
  for (const level of levels) {
    if (pValue < level.below && (best === null || level.below < best.below)) best = level;
  }
  return best?.mark ?? "";
}
