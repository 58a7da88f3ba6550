import { readFileSync } from "node:fs";
import { getNumbers } from "@ceteris/core";
import { readCsv } from "../read-csv.ts";

const table = readCsv("weighting/fixtures/nsw.csv");

/** A column of the data that fixtures/weighting.R drew from DRDID's `nsw`. */
export function nsw(name: string): Float64Array {
  return getNumbers(table, name);
}

interface Balance {
  readonly covariate: string;
  readonly diffBefore: number;
  readonly diffAfter: number;
  readonly ratioBefore: number | null;
  readonly ratioAfter: number | null;
  readonly ksBefore: number;
  readonly ksAfter: number;
}

/** Figures of DRDID 1.4.0, WeightIt 2.1.0, cobalt 5.0.0 and MatchIt 4.5.1. */
export const reference: {
  readonly covariates: readonly string[];
  /** The rows whose weights are given. */
  readonly rows: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly ipwAtt: readonly number[];
  readonly doublyRobust: Readonly<
    Record<
      "plain" | "weighted",
      Record<
        string,
        { readonly att: number; readonly stdError: number; readonly influence: readonly number[] }
      >
    >
  >;
  readonly balance: Readonly<Record<"treated" | "controls" | "pooled" | "all" | "base", readonly Balance[]>>;
  readonly ecdf: readonly { readonly covariate: string; readonly mean: number; readonly max: number }[];
  readonly effectiveSize: { readonly Control: number; readonly Treated: number };
} = JSON.parse(readFileSync(new URL("fixtures/weighting.json", import.meta.url), "utf8"));

export const nswCovariates = reference.covariates.map((name) => ({ name, values: nsw(name) }));

/** Largest relative difference of weights to the reference's, each group scaled to its first weight. */
export function weightsDiffer(got: Float64Array, name: string): number {
  const treated = nsw("d");
  const want = reference.weights[name]!;
  const firsts = [0, 1].map((group) => reference.rows.findIndex((row) => treated[row] === group));
  return Math.max(
    ...reference.rows.map((row, at) => {
      const first = firsts[treated[row]!]!;
      const ours = got[row]! / got[reference.rows[first]!]!;
      return Math.abs(ours / (want[at]! / want[first]!) - 1);
    }),
  );
}
