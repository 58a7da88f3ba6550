import { DIVISION_CHANGES, type DivisionChange } from "./changes.ts";
import { type Division, PREFECTURES } from "./prefectures.ts";

/** A division as it is called in a year, or what has become of it. */
export interface DivisionInYear {
  /** The division of that year that has its place; null where it was divided among several. */
  readonly division: Division | null;
  /** The changes on the way, in order. */
  readonly changes: readonly DivisionChange[];
  /** It is part of a larger one. */
  readonly merged: boolean;
}

/**
 * Follows a division through changes of name, upgrades and mergers to the end of a year. Forward only: a division
 * of a later year stays as it is.
 *
 * @example
 * divisionIn(findDivision("思茅地区").division, 2020).division.name; // "普洱市"
 * divisionIn(findDivision("莱芜").division, 2020); // { division: 济南市, merged: true, … }
 */
export function divisionIn(division: Division, year: number): DivisionInYear {
  const changes: DivisionChange[] = [];
  let here = division;
  while (here.until !== null && here.until <= year) {
    const change = DIVISION_CHANGES.find(({ from }) => from?.[0] === here.code && from[1] === here.name)!;
    changes.push(change);
    if (change.kind === "dissolved") return { division: null, changes, merged: false };
    const [code, name] = change.to[0]!;
    here = PREFECTURES.find((d) => d.code === code && d.name === name)!;
  }
  return { division: here, changes, merged: changes.some(({ kind }) => kind === "merged") };
}
