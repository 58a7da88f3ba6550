import type { Match } from "./match.ts";

/** A match from explicit lists of partners. */
export function fromLists(lists: readonly (readonly number[])[], nControls: number): Match {
  const start = new Int32Array(lists.length);
  const stop = new Int32Array(lists.length);
  let at = 0;
  lists.forEach((list, i) => {
    start[i] = at;
    at += list.length;
    stop[i] = at;
  });
  return { nControls, partners: Int32Array.from(lists.flat()), start, stop, affinity: null };
}
