import { derive, randomStream } from "ceteris";
import type { Draw } from "./design.ts";

/**
 * The numbers of one draw, from a stream of its own, so that a draw depends on nothing else. Two more
 * than there are units and periods, for errors shared with the next.
 */
export function drawOf(seed: number, d: number, nUnits: number, nPeriods: number): Draw {
  const stream = derive(randomStream(seed), d);
  const normals = (n: number) => Float64Array.from({ length: n }, () => stream.normal());
  const width = nPeriods + 2;
  const cells = normals(nUnits * width);
  const units = normals(nUnits + 2);
  const times = normals(width);
  return {
    cell: (u, t) => cells[u * width + t]!,
    unit: (u) => units[u]!,
    time: (t) => times[t]!,
  };
}
