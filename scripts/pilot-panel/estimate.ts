import type { ControlValues } from "./controls.ts";
import type { Design } from "./design.ts";
import { addTo, dot, N_YEARS, orthonormal, removeSpan, withinBoth } from "./panel-math.ts";
import { CONTROLS, type Printed } from "./targets.ts";

/** OLS of y on within-transformed x, clustered by group, fixest convention. */
function ols(y: Float64Array, x: readonly Float64Array[], group: (row: number) => number): Printed[] {
  const yw = withinBoth(y);
  const resid = removeSpan(yw, orthonormal(x));
  const n = y.length;
  const nG = new Set(Array.from({ length: n }, (_, i) => group(i))).size;
  const nEffects = nG === n / N_YEARS ? N_YEARS : N_YEARS + n / N_YEARS - 1;
  const k = x.length + nEffects;
  const factor = ((n - 1) / (n - k)) * (nG / (nG - 1));
  return x.map((xk, j) => {
    const rest = removeSpan(xk, orthonormal(x.filter((_, i) => i !== j)));
    const ss = dot(rest, rest);
    const est = dot(rest, yw) / ss;
    const scores = new Map<number, number>();
    for (let i = 0; i < n; i++) scores.set(group(i), (scores.get(group(i)) ?? 0) + rest[i]! * resid[i]!);
    let meat = 0;
    for (const s of scores.values()) meat += s * s;
    return [est, est / (Math.sqrt(meat * factor) / ss)];
  });
}
export function baseline(
  d: Design,
  y: Float64Array,
  controls: ControlValues,
  m: number,
  group?: (row: number) => number,
): Printed[] {
  const g = group ?? ((i: number) => Math.floor(i / N_YEARS));
  return ols(y, [d.did, ...CONTROLS.slice(0, m).map((c) => withinBoth(controls[c]))], g);
}
export function events(d: Design, y: Float64Array, controls: ControlValues, base = 2): Printed[] {
  const g = (i: number) => Math.floor(i / N_YEARS);
  let ev = [...d.events];
  if (base !== 2) {
    const all = d.events.reduce((s, e) => {
      addTo(s, e, 1);
      return s;
    }, new Float64Array(y.length));
    const post = d.did;
    // events order 2016, 2017, 2019.. ; event 2018 = did - e2019 - e2020 - e2021
    const e18 = Float64Array.from(post);
    for (const s of [2, 3, 4]) addTo(e18, d.events[s]!, -1);
    void all;
    ev = [d.events[0]!, e18, ...d.events.slice(2)];
  }
  return ols(y, [...ev, ...CONTROLS.map((c) => withinBoth(controls[c]))], g).slice(0, 5);
}
