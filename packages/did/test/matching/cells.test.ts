import { readFileSync } from "node:fs";
import { makeFactor } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coarsen } from "../../src/matching/methods/coarsen.ts";
import { controlWeights } from "../../src/matching/methods/control-weights.ts";
import { findPartners } from "../../src/matching/methods/find-partners.ts";
import { matchWithinCells } from "../../src/matching/methods/match-within-cells.ts";
import { nearestMatch } from "../../src/matching/methods/nearest-match.ts";
import type { MatchingOptions, PsmDidOptions } from "../../src/matching/options/psm-options.ts";

interface Case {
  readonly name: string;
  readonly options: Partial<PsmDidOptions>;
  readonly weights: readonly number[];
}
interface Fixture {
  readonly d: readonly number[];
  readonly x1: readonly number[];
  readonly x2: readonly number[];
  readonly g: readonly number[];
  readonly score: readonly number[];
  readonly cem: readonly Case[];
  readonly exact: readonly Case[];
}

// Made by fixtures/cells.R with MatchIt.
const fixture: Fixture = JSON.parse(readFileSync(new URL("fixtures/cells.json", import.meta.url), "utf8"));
const rows = (group: number) => Int32Array.from(fixture.d.flatMap((d, i) => (d === group ? [i] : [])));
const treated = rows(1);
const controls = rows(0);

function weightsUnder({ options }: Case): number[] {
  const resolved = {
    match: "nearest",
    ratio: 1,
    replace: true,
    coarsen: options.match === "cem" ? {} : null,
    ...options,
  } as MatchingOptions;
  const compared = {
    scores: Float64Array.from(fixture.score),
    covariates: (["x1", "x2"] as const).map((name) => ({ name, values: Float64Array.from(fixture[name]) })),
    exact: (options.exact ?? []).map(() =>
      makeFactor("g", { type: "number", values: Float64Array.from(fixture.g) }),
    ),
    caliper: options.caliper ?? Number.POSITIVE_INFINITY,
  };
  const match = findPartners(resolved, compared, treated, controls);
  const weights = new Array<number>(fixture.d.length).fill(0);
  treated.forEach((row, i) => {
    weights[row] = match.stop[i]! > match.start[i]! ? 1 : 0;
  });
  controlWeights(match).forEach((w, j) => {
    weights[controls[j]!] = w;
  });
  return weights;
}

describe("weights are MatchIt's", () => {
  for (const c of [...fixture.cem, ...fixture.exact]) {
    test(`${c.options.match}: ${c.name}`, () => {
      const found = weightsUnder(c);
      expect(c.weights.filter((w) => w > 0).length).toBeGreaterThan(20);
      found.forEach((w, i) => {
        expect(w, `row ${i}`).toBeCloseTo(c.weights[i]!, 12);
      });
    });
  }
});

describe("coarsening", () => {
  const values = Float64Array.of(0, 1, 2, 3, 4, 10);

  test("bins of equal width hold their lower ends, the last its upper end too", () => {
    expect([...coarsen(values, 2)]).toEqual([0, 0, 0, 0, 0, 1]);
    expect([...coarsen(values, 5)]).toEqual([0, 0, 1, 1, 2, 4]);
    expect([...coarsen(values, 1)]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("cut points", () => {
    expect([...coarsen(values, [1, 3.5])]).toEqual([0, 1, 1, 1, 2, 2]);
  });

  test("few values are kept, many binned by Sturges' rule", () => {
    expect(coarsen(values, undefined)).not.toBe(values);
    expect(new Set(coarsen(values, undefined)).size).toBeLessThanOrEqual(4);
    const binary = Float64Array.of(0, 1, 0, 1);
    expect(coarsen(binary, undefined)).toBe(binary);
  });
});

test("within cells: the union of the matches of each cell", () => {
  const row = fc.record({ cell: fc.nat(3), score: fc.nat(12), treated: fc.boolean() });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (data) => {
      const t = Int32Array.from(data.flatMap((r, i) => (r.treated ? [i] : [])));
      const c = Int32Array.from(data.flatMap((r, i) => (r.treated ? [] : [i])));
      const scores = (of: Int32Array) => Float64Array.from(of, (i) => data[i]!.score / 12);
      const options = { ratio: 2, replace: false, caliper: 0.4 };
      const matcher = (a: Int32Array, b: Int32Array) => nearestMatch(scores(a), scores(b), options);
      const whole = matchWithinCells(
        t,
        c,
        Int32Array.from(data, (r) => r.cell),
        matcher,
      );
      t.forEach((i, at) => {
        const own = [...whole.partners.subarray(whole.start[at]!, whole.stop[at]!)].map((j) => c[j]!);
        const inCell = (of: Int32Array) => of.filter((k) => data[k]!.cell === data[i]!.cell);
        const [tt, cc] = [inCell(t), inCell(c)];
        const alone = matcher(tt, cc);
        const place = tt.indexOf(i);
        const wanted = [...alone.partners.subarray(alone.start[place]!, alone.stop[place]!)];
        expect(own).toEqual(wanted.map((j) => cc[j]!));
      });
    }),
    { numRuns: 100 },
  );
});
