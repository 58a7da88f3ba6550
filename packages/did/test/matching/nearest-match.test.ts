import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { mahalanobisMatch } from "../../src/matching/methods/mahalanobis-match.ts";
import type { Match } from "../../src/matching/methods/match.ts";
import { nearestMatch } from "../../src/matching/methods/nearest-match.ts";

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
  const columns = (at: readonly number[]) => [take(fixture.x1, at), take(fixture.x2, at)];
  for (const c of fixture.mahalanobis) {
    test(name(c), () => {
      const options = { ...optionsOf(c), scores, names: ["x1", "x2"] };
      expectSame(mahalanobisMatch(columns(treatedRows), columns(controlRows), options), c);
    });
  }

  test("linear dependence within the groups is refused by name", () => {
    const options = { ratio: 1, replace: true, caliper: 1, scores, names: ["x1", "twice"] };
    const double = (at: readonly number[]) => [take(fixture.x1, at), take(fixture.x1, at).map((v) => 2 * v)];
    expect(() => mahalanobisMatch(double(treatedRows), double(controlRows), options)).toThrow(
      "matchOn: there is no Mahalanobis distance, because within the groups “twice” does not vary by itself. Leave it out of matchOn.",
    );
  });
});
