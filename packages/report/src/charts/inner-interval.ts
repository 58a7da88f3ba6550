import { CeterisError, type Estimate, estimateRow, type Language } from "@ceteris/core";
import { formatPercent } from "../numbers.ts";
import { word } from "../words.ts";

/** An interval, and what one of another level is computed from. */
export type Interval = Pick<Estimate, "estimate" | "confLow" | "confHigh"> &
  Partial<Pick<Estimate, "stdError" | "dof">>;

/** Ends of a thick line inside an interval. */
export interface InnerEnds {
  readonly innerLow: number | null;
  readonly innerHigh: number | null;
}

/**
 * The interval of a lower level inside a row's own, by the t distribution of its standard error; the
 * normal where `dof` is null. A row without an interval or a standard error has none.
 */
export function innerEnds(row: Interval, inner: number): InnerEnds {
  const { estimate, stdError = null, dof = null, confLow } = row;
  if (estimate === null || confLow === null) return { innerLow: null, innerHigh: null };
  const { confLow: innerLow, confHigh: innerHigh } = estimateRow("", estimate, stdError, dof, inner);
  return { innerLow, innerHigh };
}

/**
 * The title of an axis of estimates; says the level of the intervals where it is known, and of the thick
 * lines inside them.
 *
 * @throws OPTION_INVALID when `inner` is not below the level of the intervals
 */
export function intervalTitle(level: number | null, inner: number | null, lang: Language): string {
  const title =
    level === null
      ? word("estimateWithPlainInterval", lang)
      : word("estimateWithInterval", lang, { level: formatPercent(level) });
  if (inner === null) return title;
  if (!(inner > 0 && inner < (level ?? 1))) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "inner",
      what: `${inner} is not a level below that of the intervals, ${level ?? 1}`,
      mend: "Give a lower one, such as 0.9 inside 0.95, or leave it out",
    });
  }
  return word("withInnerInterval", lang, { title, level: formatPercent(inner) });
}

/** The next lower of the levels that papers print, 95% and 90%; null below them. */
export function usualInner(level: number | null): number | null {
  return [0.95, 0.9].find((usual) => level !== null && usual < level) ?? null;
}
