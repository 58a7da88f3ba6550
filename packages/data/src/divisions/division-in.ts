import { DIVISION_CHANGES, type DivisionChange } from "./changes.ts";
import { type Division, PREFECTURES } from "./prefectures.ts";

/** A division as it is called in a year, or what has become of it. */
export interface DivisionInYear {
  /** The division of that year that has its place; null where there is none: it was divided, or not yet founded. */
  readonly division: Division | null;
  /** The changes on the way, in order. */
  readonly changes: readonly DivisionChange[];
  /** It is part of a larger one. */
  readonly merged: boolean;
}

/**
 * Follows a division through changes of name, upgrades and mergers to the end of a year, forward or, from a
 * division that came later, back.
 *
 * @example
 * divisionIn(findDivision("思茅地区").division, 2020).division.name; // "普洱市"
 * divisionIn(findDivision("襄阳").division, 2009).division.name; // "襄樊市"
 * divisionIn(findDivision("莱芜").division, 2020); // { division: 济南市, merged: true, … }
 */
export function divisionIn(division: Division, year: number): DivisionInYear {
  const changes: DivisionChange[] = [];
  let here = division;
  while (here.until !== null && here.until <= year) {
    const change = DIVISION_CHANGES.find(({ from }) => isOf(from, here))!;
    changes.push(change);
    if (change.kind === "dissolved") return { division: null, changes, merged: false };
    here = named(change.to[0]!);
  }
  while (here.from !== null && here.from > year) {
    const change = DIVISION_CHANGES.find(({ kind, to }) => kind !== "merged" && isOf(to[0]!, here))!;
    changes.unshift(change);
    if (change.from === null) return { division: null, changes, merged: false };
    here = named(change.from);
  }
  return { division: here, changes, merged: changes.some(({ kind }) => kind === "merged") };
}

type Pair = readonly [code: string, name: string];

function isOf(pair: Pair | null, { code, name }: Division): boolean {
  return pair?.[0] === code && pair[1] === name;
}

function named(pair: Pair): Division {
  return PREFECTURES.find((division) => isOf(pair, division))!;
}
