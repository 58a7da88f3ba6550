import type { EventPath } from "./event-path.ts";

/** A linear combination of the coefficients, leads first. */
export type Functional = Float64Array;

/** Differences of neighbouring coefficients, the base at zero: those of the leads, then those that touch a lag. */
export interface Movements {
  readonly lead: readonly Functional[];
  readonly lag: readonly Functional[];
}

/** Steps from a period to the next. */
export function stepsOf(path: Pick<EventPath, "nPre" | "nPost">): Movements {
  return differences(path, [-1, 1]);
}

/** Changes of slope from a period to the next. */
export function secondDifferencesOf(path: Pick<EventPath, "nPre" | "nPost">): Movements {
  return differences(path, [1, -2, 1]);
}

function differences({ nPre, nPost }: Pick<EventPath, "nPre" | "nPost">, pattern: readonly number[]) {
  const k = nPre + nPost;
  const reach = pattern.length - 1;
  const all = Array.from({ length: k + 1 - reach }, (_, from) => {
    const f = new Float64Array(k);
    pattern.forEach((weight, i) => {
      const at = from + i;
      if (at !== nPre) f[at < nPre ? at : at - 1] = weight;
    });
    return f;
  });
  const nLead = Math.max(0, nPre + 1 - reach);
  return { lead: all.slice(0, nLead), lag: all.slice(nLead) };
}
