import { CeterisError } from "@ceteris/core";
import { MATCHING_CHOICES } from "./psm-options.ts";

/** The error for an option that cannot be. */
export function optionError(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}

/** One of the words of an option. @throws OPTION_INVALID */
export function oneOf<Option extends keyof typeof MATCHING_CHOICES>(
  where: Option,
  value: (typeof MATCHING_CHOICES)[Option][number],
): (typeof MATCHING_CHOICES)[Option][number] {
  const allowed: readonly (typeof MATCHING_CHOICES)[Option][number][] = MATCHING_CHOICES[where];
  if (allowed.includes(value)) return value;
  throw optionError(where, `“${value}” is not known`, `Give one of ${allowed.join(", ")}`);
}

/** A positive number, or null where none is given. @throws OPTION_INVALID */
export function positive(where: string, value: number | undefined): number | null {
  if (value === undefined) return null;
  if (!(value > 0)) throw optionError(where, `${value} is not a positive number`, "Give a number above 0");
  return Math.min(value, Number.MAX_VALUE);
}

/** A number strictly between 0 and a limit. @throws OPTION_INVALID */
export function below(where: string, value: number, limit: number, example: number): number {
  if (value > 0 && value < limit) return value;
  throw optionError(
    where,
    `${value} is not between 0 and ${limit}`,
    `Give a number between them, such as ${example}`,
  );
}
