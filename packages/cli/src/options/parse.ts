import { CeterisError } from "@ceteris/core";

/** `a,b` as a list of names. */
export function nameList(text: string): string[] {
  return text
    .split(/[,，]/)
    .map((s) => s.trim())
    .filter((s) => s !== "");
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
    if (text.trim() !== "" && Number.isFinite(value) && inside && (!integer || Number.isInteger(value)))
      return value;
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: flag,
      what: `“${text}” is not ${integer ? "a whole number" : "a number"}${bounds(range)}`,
      mend: `Give ${flag} ${integer ? "a whole number" : "a number"}${bounds(range)}`,
    });
  };
}

/** A parser of a flag that takes one of some words, for commander. */
export function choiceFlag<T extends string>(flag: string, choices: readonly T[]): (text: string) => T {
  return (text) => {
    const found = choices.find((c) => c === text);
    if (found !== undefined) return found;
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: flag,
      what: `“${text}” is not one of its values`,
      mend: `Give one of ${choices.join(", ")}`,
    });
  };
}

function bounds({ min, max, open }: NumberRange): string {
  if (min !== undefined && max !== undefined) return ` between ${min} and ${max}`;
  if (min !== undefined) return open ? ` above ${min}` : ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}
