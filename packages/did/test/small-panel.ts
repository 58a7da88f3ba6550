import { definePanel, fromColumns, type Panel } from "@ceteris/core";
import fc from "fast-check";

export type SmallPanel = {
  readonly id: number[];
  readonly t: number[];
  readonly y: number[];
  readonly x: number[];
  readonly w: number[];
  /** First treated period, 0 = never. */
  readonly g: number[];
};

/** Random unbalanced staggered panels of 8 to 12 units and 4 to 6 periods with every cohort's effect identified. */
export function smallPanel(options: { readonly balanced?: boolean } = {}): fc.Arbitrary<SmallPanel> {
  return fc
    .record({
      seed: fc.integer({ min: 1, max: 2 ** 30 }),
      units: fc.integer({ min: 8, max: 12 }),
      periods: fc.integer({ min: 4, max: 6 }),
    })
    .map(({ seed, units, periods }) => makeSmallPanel(seed, units, periods, options.balanced ?? false));
}

export function makeSmallPanel(seed: number, units: number, periods: number, balanced: boolean): SmallPanel {
  const random = lehmer(seed);
  const out: SmallPanel = { id: [], t: [], y: [], x: [], w: [], g: [] };
  for (let u = 0; u < units; u++) {
    const start = u % 3 === 0 ? 0 : 2003 + (u % 2);
    const level = random();
    for (let t = 0; t < periods; t++) {
      const drop = !balanced && t > 0 && t < periods - 1 && random() < 0.15;
      const [x, e, w] = [random(), random(), random()];
      if (drop) continue;
      out.id.push(u);
      out.t.push(2001 + t);
      out.g.push(start);
      out.x.push(x + level);
      out.w.push(0.5 + w);
      out.y.push(level + 0.1 * t + x + (start > 0 && 2001 + t >= start ? 0.7 : 0) + e);
    }
  }
  return out;
}

function lehmer(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Three units, one of them treated in the last of three periods. */
export const tiny: SmallPanel = {
  id: [0, 0, 0, 1, 1, 1, 2, 2, 2],
  t: [1, 2, 3, 1, 2, 3, 1, 2, 3],
  y: [1, 2, 6, 2, 2, 3, 0, 1, 1],
  x: new Array(9).fill(0),
  w: new Array(9).fill(1),
  g: [3, 3, 3, 0, 0, 0, 0, 0, 0],
};

/** With regions of which the first has three units. */
export function toPanel(raw: SmallPanel, more: Record<string, (string | number)[]> = {}): Panel {
  const region = raw.id.map((u) => (u < 3 ? 1 : 2));
  return definePanel(fromColumns({ ...raw, region, ...more }), {
    unit: "id",
    time: "t",
    treatment: { cohort: "g" },
  });
}
