import { nameSome } from "@ceteris/core";
import { optionError } from "./option-error.ts";
import type { Coarseness } from "./psm-options.ts";

/** Checks how coarse each column is to be made. @throws OPTION_INVALID */
export function resolveCoarseness(
  matchOn: readonly string[],
  given: Readonly<Record<string, Coarseness>>,
): Readonly<Record<string, Coarseness>> {
  const unknown = Object.keys(given).filter((name) => !matchOn.includes(name));
  if (unknown.length > 0) {
    throw optionError(
      "coarsen",
      `${nameSome(unknown.map((name) => `“${name}”`))} is not matched on`,
      `Name one of ${nameSome(matchOn, 12)}`,
    );
  }
  for (const [name, coarseness] of Object.entries(given)) check(name, coarseness);
  return Object.freeze({ ...given });
}

function check(name: string, coarseness: Coarseness): void {
  if (typeof coarseness === "number") {
    if (Number.isInteger(coarseness) && coarseness >= 1) return;
    throw optionError(
      "coarsen",
      `“${name}” cannot have ${coarseness} bins`,
      "Give 1, 2, 3, …, or a list of cut points",
    );
  }
  const rising = coarseness.every((cut, k) => Number.isFinite(cut) && (k === 0 || cut > coarseness[k - 1]!));
  if (coarseness.length > 0 && rising) return;
  throw optionError(
    "coarsen",
    `the cut points ${coarseness.join(", ")} of “${name}” do not rise`,
    "Give them in rising order",
  );
}
