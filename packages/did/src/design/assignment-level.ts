import { type Column, type Factor, type Panel, panelFactor, requireTreatment } from "@ceteris/core";
import { chanceOfWholeLevels } from "./chance-of-whole-levels.ts";

/** The level at which treatment seems to have been assigned. */
export interface AssignmentLevel {
  /** Column whose levels hold whole units that share one treatment history. */
  readonly column: string;
  readonly nLevels: number;
  readonly nTreatedLevels: number;
  readonly nUnits: number;
  readonly nTreatedUnits: number;
  /** Treated units that share their level with another unit. */
  readonly nTreatedUnitsSharing: number;
  /** Chance that levels of these sizes would be treated as wholes, had treatment fallen on units at random. */
  readonly chance: number;
}

/** Of being led astray by any column of the table. */
const SIZE = 0.05;

/**
 * Finds the column at whose levels treatment was assigned: each unit lies in one level, levels are
 * fewer than units, all units of a level have the same first treated period, and most treated units
 * share their level with another. A column that only repeats who is treated when says nothing.
 *
 * Of several, the coarsest is meant, unless it may fit by chance: had treatment fallen at random on the
 * units, or on the levels of a finer column that fits, its levels would be treated as wholes with
 * probability `chance`; times the columns tried, this has to stay below 5%.
 *
 * @returns null when no column of the table is such a level; treatment then varies from unit to unit
 * @throws the codes of `requireTreatment`
 * @example
 * assignmentLevel(panel)?.column; // "province"
 */
export function assignmentLevel(panel: Panel): AssignmentLevel | null {
  const { cohort } = requireTreatment(panel);
  const units: Grouping = {
    name: panel.unit.name,
    of: Int32Array.from(cohort.keys()),
    starts: new Map(cohort.entries()),
  };
  let nTried = 0;
  const found: Grouping[] = [];
  for (const [name, column] of panel.table.columns) {
    if (name === panel.unit.name || name === panel.time.name) continue;
    if (column.type === "number" && column.values.some((v) => !Number.isInteger(v))) continue;
    if (!constantWithinUnits(panel, column)) continue;
    const of = levelOfUnits(panel, panelFactor(panel, name));
    if (!of) continue;
    nTried++;
    const starts = startsOfLevels(of, cohort);
    if (starts && sharesLevels(of, starts)) found.push({ name, of, starts });
  }
  found.sort((a, b) => b.starts.size - a.starts.size || (a.name < b.name ? -1 : 1));
  let meant: AssignmentLevel | null = null;
  let finer = units;
  for (const grouping of found) {
    const chance = chanceOf(grouping, isWithin(finer, grouping) ? finer : units);
    if (chance * nTried >= SIZE) continue;
    meant = describe(grouping, chance);
    finer = grouping;
  }
  return meant;
}

/** Units in levels that are treated as wholes; each unit in one of its own to begin with. */
interface Grouping {
  readonly name: string;
  /** Level of each unit. */
  readonly of: Int32Array;
  /** First treated period of each level. */
  readonly starts: ReadonlyMap<number, number>;
}

/** Cheap enough for every column of a long table; most change over time and are done with here. */
function constantWithinUnits(panel: Panel, { values }: Column): boolean {
  const { codes } = panel.unit;
  const row = (i: number) => (panel.order ? panel.order[i]! : i);
  for (let i = 1; i < codes.length; i++) {
    if (codes[i] === codes[i - 1] && values[row(i)] !== values[row(i - 1)]) return false;
  }
  return true;
}

/** When each level is treated; null where its units differ, or where levels only repeat who is treated when. */
function startsOfLevels(of: Int32Array, cohort: Float64Array): ReadonlyMap<number, number> | null {
  const starts = new Map<number, number>();
  for (let u = 0; u < cohort.length; u++) {
    const known = starts.get(of[u]!);
    if (known !== undefined && !Object.is(known, cohort[u]!)) return null;
    starts.set(of[u]!, cohort[u]!);
  }
  return starts.size === cohort.length || starts.size === new Set(cohort).size ? null : starts;
}

function sharesLevels(of: Int32Array, starts: ReadonlyMap<number, number>): boolean {
  const { nTreatedUnits, nTreatedUnitsSharing } = countTreated(of, starts);
  return 2 * nTreatedUnitsSharing > nTreatedUnits;
}

function countTreated(of: Int32Array, starts: ReadonlyMap<number, number>) {
  const size = tally(of);
  const treated = [...starts]
    .filter(([, start]) => Number.isFinite(start))
    .map(([level]) => size.get(level)!);
  const sum = (sizes: readonly number[]) => sizes.reduce((total, n) => total + n, 0);
  return {
    nTreatedLevels: treated.length,
    nTreatedUnits: sum(treated),
    nTreatedUnitsSharing: sum(treated.filter((n) => n > 1)),
  };
}

function isWithin(finer: Grouping, coarser: Grouping): boolean {
  const outer = new Map<number, number>();
  return finer.of.every((level, u) => {
    const known = outer.get(level) ?? coarser.of[u]!;
    outer.set(level, known);
    return known === coarser.of[u];
  });
}

/** That levels are treated as wholes by chance, had treatment fallen on those of a finer grouping at random. */
function chanceOf(grouping: Grouping, finer: Grouping): number {
  const outer = new Map(Array.from(finer.of, (level, u) => [level, grouping.of[u]!]));
  return chanceOfWholeLevels([...tally(outer.values()).values()], [...tally(finer.starts.values()).values()]);
}

function describe({ name, of, starts }: Grouping, chance: number): AssignmentLevel {
  return Object.freeze({
    column: name,
    nLevels: starts.size,
    nUnits: of.length,
    ...countTreated(of, starts),
    chance,
  });
}

function tally(values: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The level each unit lies in; null when a unit changes level or has none. */
export function levelOfUnits(panel: Panel, factor: Factor): Int32Array | null {
  const out = new Int32Array(panel.unit.nLevels).fill(-1);
  for (let i = 0; i < panel.nRows; i++) {
    const unit = panel.unit.codes[i]!;
    const level = factor.codes[i]!;
    if (level < 0 || (out[unit]! >= 0 && out[unit] !== level)) return null;
    out[unit] = level;
  }
  return out;
}
