import { firstAtLeast } from "../../balance/search-sorted.ts";
import { type Match, totalAffinity } from "../methods/match.ts";

/**
 * Of the matches of treated rows, the share whose partner carries the same code (period, unit),
 * each treated row counting once however many partners it has; null when nothing is matched.
 */
export function shareWithSameCode(match: Match, treated: Int32Array, controls: Int32Array): number | null {
  const places = match.affinity ? null : placesOfCodes(match, controls);
  const ofControls = new Set(controls);
  let sum = 0;
  let matched = 0;
  for (let i = 0; i < match.start.length; i++) {
    const from = match.start[i]!;
    const to = match.stop[i]!;
    if (to === from) continue;
    matched++;
    if (!ofControls.has(treated[i]!)) continue;
    if (places) {
      const list = places.get(treated[i]!);
      if (list) sum += (firstAtLeast(list, to) - firstAtLeast(list, from)) / (to - from);
    } else sum += weightedShare(match, i, treated[i]!, controls);
  }
  return matched === 0 ? null : sum / matched;
}

function weightedShare(match: Match, i: number, code: number, controls: Int32Array): number {
  let same = 0;
  for (let k = match.start[i]!; k < match.stop[i]!; k++) {
    const control = match.partners[k]!;
    if (controls[control] === code) same += match.affinity!(i, control);
  }
  return same / totalAffinity(match, i);
}

/** For each code, the places in the list of partners that carry it, in order. */
function placesOfCodes(match: Match, controls: Int32Array): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (let k = 0; k < match.partners.length; k++) {
    const code = controls[match.partners[k]!]!;
    const list = places.get(code);
    if (list) list.push(k);
    else places.set(code, [k]);
  }
  return places;
}
