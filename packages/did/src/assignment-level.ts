import { type Column, type Factor, type Panel, panelFactor, requireTreatment } from "@ceteris/core";

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
}

/**
 * Finds the column at whose levels treatment was assigned: each unit lies in one level, levels are
 * fewer than units, all units of a level have the same first treated period, and most treated units
 * share their level with another. A column that only repeats who is treated when says nothing, nor
 * does one finer than needed: of several, the one with the fewest levels is meant.
 *
 * @returns null when no column of the table is such a level; treatment then varies from unit to unit
 * @throws the codes of `requireTreatment`
 * @example
 * assignmentLevel(panel)?.column; // "province"
 */
export function assignmentLevel(panel: Panel): AssignmentLevel | null {
  const { cohort } = requireTreatment(panel);
  const found: AssignmentLevel[] = [];
  for (const [name, column] of panel.table.columns) {
    if (name === panel.unit.name || name === panel.time.name) continue;
    if (column.type === "number" && column.values.some((v) => !Number.isInteger(v))) continue;
    if (!constantWithinUnits(panel, column)) continue;
    const level = asLevel(panel, panelFactor(panel, name), cohort);
    if (level) found.push(level);
  }
  found.sort((a, b) => a.nLevels - b.nLevels || (a.column < b.column ? -1 : 1));
  return found[0] ?? null;
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

function asLevel(panel: Panel, factor: Factor, cohort: Float64Array): AssignmentLevel | null {
  const levelOf = levelOfUnits(panel, factor);
  if (!levelOf || factor.nLevels >= cohort.length) return null;
  const start = new Map<number, number>();
  const size = new Map<number, number>();
  for (let u = 0; u < cohort.length; u++) {
    const level = levelOf[u]!;
    const known = start.get(level);
    if (known !== undefined && !Object.is(known, cohort[u]!)) return null;
    start.set(level, cohort[u]!);
    size.set(level, (size.get(level) ?? 0) + 1);
  }
  if (start.size === new Set(cohort).size) return null;
  const treated = [...start].filter(([, c]) => Number.isFinite(c)).map(([level]) => level);
  const nTreatedUnits = treated.reduce((sum, level) => sum + size.get(level)!, 0);
  const sharing = treated.reduce((sum, level) => sum + (size.get(level)! > 1 ? size.get(level)! : 0), 0);
  if (2 * sharing <= nTreatedUnits) return null;
  return Object.freeze({
    column: factor.name,
    nLevels: start.size,
    nTreatedLevels: treated.length,
    nUnits: cohort.length,
    nTreatedUnits,
    nTreatedUnitsSharing: sharing,
  });
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
