import type { Panel } from "@ceteris/core";

/** Treatment histories: `paths[code][time code]` is 0 or 1. */
export type Paths = readonly Uint8Array[];

export interface UnitPaths {
  /** For each unit, the code of its history; −1 where unknown. */
  readonly codes: Int32Array;
  readonly paths: Paths;
}

/** The history of each unit by its first treated period; the last code is never treated. */
export function cohortPaths(panel: Panel): UnitPaths {
  const { cohort } = panel.treatment!;
  const { values } = panel.time;
  const starts = Int32Array.from(cohort, (c) => (Number.isNaN(c) ? -2 : values.findIndex((v) => v >= c)));
  const known = [...new Set(starts)].filter((s) => s !== -2);
  const order = known.sort((a, b) => (a === -1 ? 1 : b === -1 ? -1 : a - b));
  return {
    codes: Int32Array.from(starts, (s) => order.indexOf(s)),
    paths: order.map((s) => Uint8Array.from(values, (_, t) => (s >= 0 && t >= s ? 1 : 0))),
  };
}

/** Treatment starting `shift` periods early. */
export function shiftPaths(paths: Paths, shift: number): Paths {
  return paths.map((path) => path.map((_, t) => path[Math.min(t + shift, path.length - 1)]!));
}

/** Whether every row's status is what its unit's first treated period says: treatment never switches off. */
export function isAbsorbing(panel: Panel): boolean {
  const { cohort, status } = panel.treatment!;
  for (let i = 0; i < panel.nRows; i++) {
    const start = cohort[panel.unit.codes[i]!]!;
    const now = panel.time.values[panel.time.codes[i]!]!;
    if (!Number.isNaN(status[i]!) && status[i] !== (now >= start ? 1 : 0)) return false;
  }
  return true;
}

/** The history of each unit row by row, for treatment that switches off; needs a balanced panel. */
export function statusPaths(panel: Panel): UnitPaths {
  const { status } = panel.treatment!;
  const nTimes = panel.time.nLevels;
  const histories = panel.unit.labels.map(() => new Uint8Array(nTimes));
  for (let i = 0; i < panel.nRows; i++) {
    histories[panel.unit.codes[i]!]![panel.time.codes[i]!] = status[i] === 1 ? 1 : 0;
  }
  const keys = histories.map((h) => h.join(""));
  const distinct = [...new Set(keys)].sort().reverse();
  return {
    codes: Int32Array.from(keys, (key) => distinct.indexOf(key)),
    paths: distinct.map((key) => Uint8Array.from(key, Number)),
  };
}
