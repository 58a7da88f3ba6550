import type { Factor } from "@ceteris/core";

/**
 * A factor whose levels have slopes of their own on a column: unit-specific linear trends when the
 * factor is the unit and the column is time. Named as in fixest: `city[year]` stands for effects of
 * city and slopes, `city[[year]]` for slopes alone.
 */
export interface SlopedFactor extends Factor {
  readonly slope: {
    /** Name of the factor. */
    readonly of: string;
    /** Name of the column. */
    readonly on: string;
    readonly values: Float64Array;
    /** Whether the levels have effects of their own beside the slopes. */
    readonly withEffects: boolean;
  };
}

export function isSloped(factor: Factor): factor is SlopedFactor {
  return "slope" in factor;
}

/** Takes `city[year]` or `city[[year]]` apart; null for any other name. */
export function parseSlope(name: string): { of: string; on: string; withEffects: boolean } | null {
  const found = /^([^[\]]+)(?:\[([^[\]]+)\]|\[\[([^[\]]+)\]\])$/.exec(name);
  if (!found) return null;
  const [, of, single, double] = found;
  return { of: of!.trim(), on: (single ?? double)!.trim(), withEffects: single !== undefined };
}

/**
 * Columns that the name of an absorbed effect speaks of: `city^year` and `city[year]` of two.
 *
 * @example
 * effectColumns("province^year"); // ["province", "year"]
 * effectColumns("city[year]"); // ["city", "year"]
 */
export function effectColumns(name: string): readonly string[] {
  const slope = parseSlope(name);
  const crossed = (slope?.of ?? name).split("^").map((part) => part.trim());
  return slope ? [...crossed, slope.on] : crossed;
}

/**
 * The plain effects that factors stand for, each once, and their slopes. Factors of the same codes are
 * one: in `city, year, city[year]` the effects of city come twice.
 */
export function plainEffects(factors: readonly Factor[]): {
  readonly effects: readonly Factor[];
  readonly slopes: readonly SlopedFactor[];
} {
  const effects: Factor[] = [];
  for (const factor of factors) {
    if (isSloped(factor) && !factor.slope.withEffects) continue;
    if (!effects.some((e) => sameCodes(e, factor))) effects.push(factor);
  }
  const slopes = factors.filter(isSloped);
  const once = slopes.filter(
    (s, i) => !slopes.slice(0, i).some((t) => t.slope.on === s.slope.on && sameCodes(t, s)),
  );
  return { effects, slopes: once };
}

/** Whether two factors group the rows alike, with the same codes. */
export function sameCodes(a: Factor, b: Factor): boolean {
  if (a.codes === b.codes) return true;
  if (a.nLevels !== b.nLevels) return false;
  for (let i = 0; i < a.codes.length; i++) if (a.codes[i] !== b.codes[i]) return false;
  return true;
}
