/**
 * Who is matched with whom. The partners of treated row i are the controls
 * `partners[start[i]] … partners[stop[i] − 1]`; runs may overlap, so that a radius match of n rows
 * with n others takes n numbers rather than n². An empty run is a row without a match.
 */
export interface Match {
  readonly nControls: number;
  /** Positions among the controls. */
  readonly partners: Int32Array;
  readonly start: Int32Array;
  readonly stop: Int32Array;
  /** Unnormalised weight of a control as partner of a treated row; null when all partners weigh alike. */
  readonly affinity: ((treated: number, control: number) => number) | null;
}

/** How many partners each treated row has. */
export function countPartners(match: Match): Int32Array {
  return match.start.map((from, i) => match.stop[i]! - from);
}

/** Sum of a treated row's unnormalised weights, in the order of its run. */
export function totalAffinity(match: Match, treated: number): number {
  if (!match.affinity) return match.stop[treated]! - match.start[treated]!;
  let sum = 0;
  for (let k = match.start[treated]!; k < match.stop[treated]!; k++)
    sum += match.affinity(treated, match.partners[k]!);
  return sum;
}
