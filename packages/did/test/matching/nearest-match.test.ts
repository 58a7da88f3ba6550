import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mahalanobisPoints } from "../../src/matching/methods/mahalanobis-points.ts";
import type { Match } from "../../src/matching/methods/match.ts";
import { nearestMatch } from "../../src/matching/methods/nearest-match.ts";
import { nearestPointMatch } from "../../src/matching/methods/nearest-point-match.ts";

interface Case {
  readonly ratio: number;
  readonly replace: boolean;
  readonly caliper: number | null;
  readonly match: Readonly<Record<string, number | readonly number[]>>;
}
interface Fixture {
  readonly d: readonly number[];
  readonly x1: readonly number[];
  readonly x2: readonly number[];
  readonly score: readonly number[];
  readonly nearest: readonly Case[];
  readonly mahalanobis: readonly Case[];
}

// Made by fixtures/nearest.R with MatchIt; continuous covariates, so no ties.
const fixture: Fixture = JSON.parse(readFileSync(new URL("fixtures/nearest.json", import.meta.url), "utf8"));
const rows = (group: number) => fixture.d.flatMap((d, i) => (d === group ? [i] : []));
const take = (x: readonly number[], at: readonly number[]) => Float64Array.from(at, (i) => x[i]!);
const treatedRows = rows(1);
const controlRows = rows(0);
const scores = { treated: take(fixture.score, treatedRows), controls: take(fixture.score, controlRows) };

function expectSame(match: Match, expected: Case): void {
  treatedRows.forEach((row, i) => {
    const run = match.partners.subarray(match.start[i]!, match.stop[i]!);
    const found = Array.from(run, (j) => controlRows[j]!).sort((a, b) => a - b);
    const wanted = [expected.match[row]!].flat().sort((a, b) => a - b);
    expect(found, `partners of row ${row}`).toEqual(wanted);
  });
}

const name = (c: Case) =>
  `${c.ratio}:1 ${c.replace ? "with" : "without"} replacement, caliper ${c.caliper ?? "none"}`;
const optionsOf = (c: Case) => ({
  ratio: c.ratio,
  replace: c.replace,
  caliper: c.caliper ?? Number.POSITIVE_INFINITY,
});

describe("nearest neighbours are MatchIt's", () => {
  for (const c of fixture.nearest) {
    test(name(c), () => expectSame(nearestMatch(scores.treated, scores.controls, optionsOf(c)), c));
  }
});

describe("Mahalanobis neighbours are MatchIt's", () => {
  const column = (name: string, x: readonly number[]) => ({ name, values: Float64Array.from(x) });
  const covariates = [column("x1", fixture.x1), column("x2", fixture.x2)];
  const t = Int32Array.from(treatedRows);
  const controls = Int32Array.from(controlRows);
  for (const c of fixture.mahalanobis) {
    test(name(c), () => {
      const points = mahalanobisPoints(covariates, t, controls);
      const options = { ...optionsOf(c), scores: Float64Array.from(fixture.score) };
      expectSame(nearestPointMatch(points, t, controls, options), c);
    });
  }

  test("linear dependence within the groups is refused by name", () => {
    const twice = column(
      "twice",
      fixture.x1.map((v) => 2 * v),
    );
    expect(() => mahalanobisPoints([covariates[0]!, twice], t, controls)).toThrow(
      "matchOn: there is no Mahalanobis distance, because within the groups “twice” does not vary by itself. Leave it out of matchOn.",
    );
  });
});
