import { readFileSync } from "node:fs";
import type { OverallBalance, PsmDidResult } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import { type PsmDidOptions, psmDid } from "../../src/index.ts";
import { CASTLE_CONTROLS, castlePanel } from "./castle.ts";

interface Case {
  readonly name: string;
  readonly options: Partial<PsmDidOptions>;
  readonly propensity: readonly {
    readonly estimate: readonly number[];
    readonly stdError: readonly number[];
  }[];
  readonly balance: readonly Readonly<Record<string, string | number | null>>[];
  readonly overall: Readonly<Record<"before" | "after", OverallBalance>>;
  readonly matching: PsmDidResult["matching"];
  readonly variants: Readonly<Record<string, { estimate: number; stdError: number; nObs: number }>>;
}

// Made by fixtures/psm-did.R: all pairs compared in base R, regressions by fixest.
const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL("fixtures/psm-did.json", import.meta.url), "utf8"),
);
const panel = castlePanel();
const options = { outcome: "l_homicide", controls: CASTLE_CONTROLS };

// R's glm takes its standard errors from the step before the last, good to 1e-7; sums in another order
// and the refit's own convergence leave 1e-7 in the balance; fixest demeans to 1e-8.
const SCORE = 1e-6;
const BALANCE = 1e-7;
const DID = 1e-8;

function near(
  found: number | null | undefined,
  wanted: number | null | undefined,
  rtol: number,
  what: string,
): void {
  if (wanted === null || wanted === undefined) {
    expect(found, what).toBeNull();
    return;
  }
  expect(found, what).not.toBeNull();
  expect(Math.abs(found! - wanted), `${what}: ${found} against ${wanted}`).toBeLessThanOrEqual(
    rtol * Math.abs(wanted) + 1e-12,
  );
}

describe("agrees with all pairs compared in R", () => {
  for (const c of cases) {
    describe(c.name, () => {
      const result = psmDid(panel, { ...options, ...c.options });

      test("score", () => {
        const estimates = c.propensity.flatMap((p) => p.estimate);
        const errors = c.propensity.flatMap((p) => p.stdError);
        expect(result.propensity.length).toBe(estimates.length);
        result.propensity.forEach((row, i) => {
          near(row.estimate, estimates[i], SCORE, row.term);
          near(row.stdError, errors[i], SCORE, `${row.term} error`);
        });
      });

      test("audit", () => {
        for (const [key, wanted] of Object.entries(c.matching)) {
          near(result.matching[key as keyof PsmDidResult["matching"]], wanted, 1e-12, key);
        }
      });

      test("balance of each covariate", () => {
        expect(result.balance.length).toBe(c.balance.length);
        result.balance.forEach((row, i) => {
          const wanted = c.balance[i]!;
          expect([row.covariate, row.sample]).toEqual([wanted.covariate, wanted.sample]);
          for (const key of [
            "meanTreated",
            "meanControl",
            "biasPct",
            "t",
            "pValue",
            "varianceRatio",
          ] as const) {
            near(row[key], wanted[key] as number, BALANCE, `${row.covariate} ${row.sample} ${key}`);
          }
          const reduction = row.sample === "after" ? (wanted.reductionPct as number) : null;
          near(row.reductionPct, reduction, BALANCE, `${row.covariate} reduction`);
        });
      });

      test("balance of all together", () => {
        for (const sample of ["before", "after"] as const) {
          for (const [key, wanted] of Object.entries(c.overall[sample])) {
            near(
              result.balanceOverall[sample][key as keyof OverallBalance],
              wanted,
              BALANCE,
              `${sample} ${key}`,
            );
          }
        }
      });

      test("DID on the three samples", () => {
        expect(result.variants.map((v) => v.sample)).toEqual(["matched", "support", "weighted"]);
        for (const row of result.variants) {
          const wanted = c.variants[row.sample]!;
          near(row.estimate, wanted.estimate, DID, row.sample);
          near(row.stdError, wanted.stdError, DID, `${row.sample} error`);
          expect(row.nObs).toBe(wanted.nObs);
        }
        near(result.estimates[0]!.estimate, c.variants.matched!.estimate, DID, "estimates");
        expect(result.sample.nObs).toBe(c.variants.matched!.nObs);
      });
    });
  }
});
