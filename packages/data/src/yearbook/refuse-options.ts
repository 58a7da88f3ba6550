import { CeterisError } from "@ceteris/core";
import { DIVISION_YEARS } from "../divisions/changes.ts";
import type { YearbookInput } from "./source-cells.ts";
import type { YearbookOptions } from "./yearbook-spec.ts";

/** @throws OPTION_INVALID (columns of one name, periods from last to first, divisions of a year not known) */
export function refuseOptions(inputs: readonly YearbookInput[], options: YearbookOptions): void {
  refuseKeyNames(inputs, options);
  const { periods, divisions } = options;
  if (periods && periods[0] > periods[1]) {
    throw invalid(
      "periods",
      `${periods[0]} comes after ${periods[1]}`,
      `Give the first period, then the last: [${periods[1]}, ${periods[0]}]`,
    );
  }
  const [first, last] = DIVISION_YEARS;
  if (divisions && !(divisions.vintage >= first && divisions.vintage <= last)) {
    throw invalid(
      "divisions.vintage",
      `the divisions of ${divisions.vintage} are not known`,
      `Give a year from ${first} to ${last}`,
    );
  }
}

/** The columns that tell the row apart are made here, and nowhere else. */
function refuseKeyNames(inputs: readonly YearbookInput[], options: YearbookOptions): void {
  const { unit, time, divisions, derive = {} } = options;
  const keys = [unit, time, divisions?.province, divisions?.code].filter((name) => name !== undefined);
  const twice = keys.find((name, k) => keys.indexOf(name) !== k);
  const made = [...inputs.flatMap(({ layout }) => Object.keys(layout.columns)), ...Object.keys(derive)];
  const taken = twice ?? made.find((name) => keys.includes(name));
  if (taken === undefined) return;
  throw invalid(
    `column “${taken}”`,
    twice === undefined
      ? "it is a column of units, periods or divisions, and one of a table or formula too"
      : "two of unit, time, province and code have this name",
    "Give each a name of its own",
  );
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
