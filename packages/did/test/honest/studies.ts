import { readFileSync } from "node:fs";
import {
  type HonestBound,
  type HonestMethod,
  type HonestRestriction,
  type HonestType,
  randomStream,
} from "@ceteris/core";
import { type EventPath, eventPath } from "../../src/honest/event-path.ts";
import type { EventCoefficients } from "../../src/index.ts";

interface FixtureRow {
  readonly weights: readonly number[];
  readonly m: number;
  readonly confLow: number;
  readonly confHigh: number;
  readonly step: number;
}

interface RestrictedRow extends FixtureRow {
  readonly type: HonestType;
  readonly restrict: HonestRestriction | null;
  readonly method: HonestMethod;
  /** The least favourable critical value that R drew; where a single convex set is tested. */
  readonly criticalValue?: number;
}

interface Fixture {
  readonly beta: readonly number[];
  readonly vcov: readonly (readonly number[])[];
  readonly nPre: number;
  readonly rows: readonly FixtureRow[];
}

export const fixture: Fixture = JSON.parse(
  readFileSync(new URL("../fixtures/honest.json", import.meta.url), "utf8"),
);

/** Of the same event study. */
export const restricted: { readonly rows: readonly RestrictedRow[] } = JSON.parse(
  readFileSync(new URL("../fixtures/honest-restricted.json", import.meta.url), "utf8"),
);

/** The event study of Lovenheim and Willén (2019), of nine leads and 23 lags, with its base at −2. */
export const lovenheimWillen: Omit<Fixture, "rows"> & {
  readonly eventTimes: readonly number[];
  readonly rows: readonly HonestBound[];
} = JSON.parse(readFileSync(new URL("../fixtures/honest-lw.json", import.meta.url), "utf8"));

/** The event study of R HonestDiD with four leads and four lags, or fewer lags. */
export function study(nLags = 4): EventCoefficients {
  const k = fixture.nPre + nLags;
  return {
    eventTimes: [-5, -4, -3, -2, 0, 1, 2, 3].slice(0, k),
    estimates: fixture.beta.slice(0, k),
    vcov: fixture.vcov.slice(0, k).map((row) => row.slice(0, k)),
    nPre: fixture.nPre,
  };
}

/** Any event study with a covariance of full rank. */
export function randomStudy(seed: number, nPre: number, nPost: number): EventCoefficients {
  const stream = randomStream(seed);
  const k = nPre + nPost;
  const a = Array.from({ length: k }, () => Array.from({ length: k }, () => stream.normal()));
  return {
    eventTimes: Array.from({ length: k }, (_, i) => (i < nPre ? i - nPre - 1 : i - nPre)),
    estimates: Array.from({ length: k }, () => stream.normal()),
    vcov: a.map((x, i) => a.map((y, j) => x.reduce((sum, v, m) => sum + v * y[m]!, i === j ? 0.2 : 0) / k)),
    nPre,
  };
}

export const randomPath = (seed: number, nPre: number, nPost: number): EventPath =>
  eventPath(randomStudy(seed, nPre, nPost));
