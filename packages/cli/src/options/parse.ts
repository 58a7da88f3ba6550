import { CeterisError } from "@ceteris/core";
import { hereFor } from "./elsewhere.ts";

/**
 * A parser of `a,b` as a list of names, for commander. A name with a comma stands in back-quotes; a flag
 * that is given again adds to its list.
 */
export function nameListFlag(flag: string): (text: string, before?: readonly string[]) => string[] {
  return (text, before = []) => {
    const names = Array.from(text.matchAll(/`([^`]*)`|([^,，`]+)/g), ([, quoted, plain]) =>
      quoted === undefined ? plain!.trim() : quoted,
    ).filter((name) => name !== "");
    if (names.length > 0) return [...before, ...names];
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: flag,
      what: `“${text}” names no column`,
      mend: `Give ${flag} names of columns with commas between them, or leave it out`,
    });
  };
}

export interface NumberRange {
  readonly integer?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** The ends themselves are refused. */
  readonly open?: boolean;
}

/** A parser of a numeric flag, for commander. */
export function numberFlag(flag: string, range: NumberRange = {}): (text: string) => number {
  return (text) => {
    const value = Number(text);
    const { integer, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, open } = range;
    const inside = open ? value > min && value < max : value >= min && value <= max;
    if (text.trim() !== "" && Number.isFinite(value) && inside && (!integer || Number.isSafeInteger(value)))
      return value;
    const wanted = `${integer ? "a whole number" : "a number"}${bounds(range)}`;
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: flag,
      what: `“${text}” is not ${wanted}`,
      mend: `Give ${flag} ${wanted}`,
    });
  };
}

/** A parser of a flag that takes one of some words, for commander. */
export function choiceFlag<T extends string>(flag: string, choices: readonly T[]): (text: string) => T {
  return (text) => {
    const found = choices.find((c) => c === text);
    if (found !== undefined) return found;
    const here = hereFor(text, choices);
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: flag,
      what: `“${text}” is not one of its values`,
      mend: `${here === null ? "" : `Here it is ${here}. `}Give one of ${choices.join(", ")}`,
    });
  };
}

function bounds({ min, max, open }: NumberRange): string {
  if (min !== undefined && max !== undefined) return ` between ${min} and ${max}`;
  if (min !== undefined) return open ? ` above ${min}` : ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}
