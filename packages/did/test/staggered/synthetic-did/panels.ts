import { readFileSync } from "node:fs";
import { definePanel, fromColumns, type Panel, randomStream } from "@ceteris/core";
import { castle } from "../../fixtures.ts";
import { readCsv } from "../../read-csv.ts";

export interface BlockFigures {
  readonly estimate: number;
  readonly omega: readonly number[];
  readonly lambda: readonly number[];
  readonly zeta: number;
  readonly noise: number;
  /** Effects period by period after treatment. */
  readonly curve: readonly number[];
  readonly jackknife: number | null;
  /** At the minimum itself. */
  readonly exact: Pick<BlockFigures, "estimate" | "omega" | "lambda">;
}

export interface StaggeredFigures {
  readonly overall: number;
  readonly cohorts: readonly { readonly cohort: number; readonly n: number; readonly estimate: number }[];
  readonly path: readonly { readonly event: number; readonly estimate: number }[];
}

/** Figures of R synthdid 0.0.9, written by fixtures/staggered/synthetic-did/synthetic-did.R. */
export const synthdid: {
  readonly prop99: BlockFigures & { readonly placebos: readonly number[]; readonly placebo: number };
  readonly castle2007: BlockFigures & {
    /** States in R's order. */
    readonly controls: readonly number[];
    readonly permutations: readonly (readonly number[])[];
    readonly placebos: readonly number[];
    readonly samples: readonly (readonly number[])[];
    readonly boots: readonly number[];
  };
  readonly castle: StaggeredFigures;
  readonly controlled: StaggeredFigures & { readonly beta: Readonly<Record<string, number>> };
} = JSON.parse(
  readFileSync(new URL("../../fixtures/staggered/synthetic-did/synthetic-did.json", import.meta.url), "utf8"),
);

export const prop99 = definePanel(readCsv("fixtures/staggered/synthetic-did/prop99.csv"), {
  unit: "state",
  time: "year",
  treatment: { treat: "treated" },
});

export const castlePanel = definePanel(castle, {
  unit: "sid",
  time: "year",
  treatment: { cohort: "cohort" },
});

export type Rows = Readonly<Record<"id" | "t" | "y" | "x" | "g", number[]>>;

/**
 * A balanced panel with two factors; unit i is first treated in starts[i mod their number], 0 = never, and
 * gains 1.
 *
 * @param strength of the factors; the treated lean to one of them
 */
export function factorRows(
  seed: number,
  starts: readonly number[],
  nUnits: number,
  nPeriods: number,
  strength = 1,
): Rows {
  const stream = randomStream(seed);
  const rows: Rows = { id: [], t: [], y: [], x: [], g: [] };
  const factors = Array.from(
    { length: nPeriods },
    () => [strength * stream.normal(), strength * stream.normal()] as const,
  );
  for (let i = 0; i < nUnits; i++) {
    const start = starts[i % starts.length]!;
    const [a, b] = [stream.normal() + (start > 0 ? 1 : 0), stream.normal()];
    for (let t = 0; t < nPeriods; t++) {
      const x = stream.normal();
      rows.id.push(i);
      rows.t.push(2001 + t);
      rows.g.push(start);
      rows.x.push(x);
      rows.y.push(
        i / 10 +
          a * factors[t]![0] +
          b * factors[t]![1] +
          stream.normal() +
          (start > 0 && 2001 + t >= start ? 1 : 0),
      );
    }
  }
  return rows;
}

export function panelOf(rows: Readonly<Record<string, readonly (number | string | null)[]>>): Panel {
  const columns = Object.fromEntries(Object.entries(rows).map(([name, values]) => [name, [...values]]));
  return definePanel(fromColumns(columns), { unit: "id", time: "t", treatment: { cohort: "g" } });
}
