import type { Match } from "./match.ts";

/** Matches treated with controls, both given by their rows; the result is in positions of the lists. */
export type Matcher = (treated: Int32Array, controls: Int32Array) => Match;

/** Matches only rows that share a cell, cell by cell. */
export function matchWithinCells(
  treated: Int32Array,
  controls: Int32Array,
  cells: Int32Array,
  matcher: Matcher,
): Match {
  const ofControls = positionsByCell(controls, cells);
  const start = new Int32Array(treated.length);
  const stop = new Int32Array(treated.length);
  const partners: Int32Array[] = [];
  const cellAt = new Int32Array(treated.length);
  const placeTreated = new Int32Array(treated.length);
  const placeControl = new Int32Array(controls.length);
  const affinities: Match["affinity"][] = [];
  let offset = 0;
  for (const [cell, t] of positionsByCell(treated, cells)) {
    const c = ofControls.get(cell);
    if (!c) continue;
    const match = matcher(
      Int32Array.from(t, (i) => treated[i]!),
      Int32Array.from(c, (j) => controls[j]!),
    );
    t.forEach((i, at) => {
      start[i] = offset + match.start[at]!;
      stop[i] = offset + match.stop[at]!;
      cellAt[i] = affinities.length;
      placeTreated[i] = at;
    });
    c.forEach((j, at) => {
      placeControl[j] = at;
    });
    partners.push(match.partners.map((at) => c[at]!));
    affinities.push(match.affinity);
    offset += match.partners.length;
  }
  const affinity = affinities.some((a) => a !== null)
    ? (i: number, j: number) => affinities[cellAt[i]!]?.(placeTreated[i]!, placeControl[j]!) ?? 1
    : null;
  return { nControls: controls.length, partners: concatenate(partners, offset), start, stop, affinity };
}

function positionsByCell(rows: Int32Array, cells: Int32Array): Map<number, number[]> {
  const found = new Map<number, number[]>();
  rows.forEach((row, at) => {
    const list = found.get(cells[row]!);
    if (list) list.push(at);
    else found.set(cells[row]!, [at]);
  });
  return found;
}

function concatenate(parts: readonly Int32Array[], length: number): Int32Array {
  const whole = new Int32Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
