import { panelNumbers } from "@ceteris/core";
import { binaryModel } from "@ceteris/regression";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { psmDid } from "../../src/index.ts";
import { crumpCutoff } from "../../src/matching/score/crump-cutoff.ts";
import { onSupport } from "../../src/matching/score/on-support.ts";
import { thinSupport } from "../../src/matching/score/thin-support.ts";
import { trimScores } from "../../src/matching/score/trim-scores.ts";
import { CASTLE_CONTROLS, castlePanel } from "./castle.ts";

const score = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe("Crump, Hotz, Imbens and Mitnik's rule", () => {
  test("no symmetric trimming leaves a smaller variance bound", () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 60 }), (p) => {
        const bound = (a: number) => {
          const kept = p.filter((v) => v >= a && v <= 1 - a).map((v) => 1 / (v * (1 - v)));
          return kept.reduce((x, y) => x + y, 0) / kept.length ** 2;
        };
        const best = bound(crumpCutoff(Float64Array.from(p)));
        for (const v of p) {
          const a = Math.min(v, 1 - v);
          expect(best).toBeLessThanOrEqual(bound(a) * (1 + 1e-12));
        }
      }),
    );
  });

  test("the threshold solves γ = 2 E(g | g ≤ γ), or nobody is left out", () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 60 }), (p) => {
        const a = crumpCutoff(Float64Array.from(p));
        const g = p.map((v) => 1 / (v * (1 - v)));
        if (a === 0) {
          expect(Math.max(...g)).toBeLessThanOrEqual((2 / g.length) * g.reduce((x, y) => x + y) + 1e-9);
          return;
        }
        const gamma = 1 / (a * (1 - a));
        const kept = g.filter((v) => v <= gamma);
        expect(gamma / ((2 / kept.length) * kept.reduce((x, y) => x + y))).toBeCloseTo(1, 10);
      }),
    );
  });

  test("evenly spread scores are kept within a little less than 0.1 and 0.9", () => {
    // Uniform scores: γ (1 − 2a) = 4 ln((1 − a)/a), whose solution is 0.0903….
    const p = Float64Array.from({ length: 20_000 }, (_, i) => (i + 0.5) / 20_000);
    const solve = (a: number) => (1 - 2 * a) / (a * (1 - a)) - 4 * Math.log((1 - a) / a);
    const a = crumpCutoff(p);
    expect(Math.abs(solve(a))).toBeLessThan(0.01);
    expect(a).toBeGreaterThan(0.05);
    expect(a).toBeLessThan(0.15);
  });
});

describe("the treated where controls are thinnest", () => {
  test("those without a control near come first, the farthest before the others", () => {
    const controls = Float64Array.from({ length: 50 }, (_, i) => 0.3 + i / 250);
    const treated = Float64Array.of(0.4, 0.99, 0.41, 0.8, 0.42, 0.05);
    expect([...thinSupport(treated, controls, 0.5)]).toEqual([1, 3, 5]);
    expect([...thinSupport(treated, controls, 0.2)]).toEqual([1]);
    expect([...thinSupport(treated, controls, 0.1)]).toEqual([]);
  });

  test("the density is that of summing over all controls", () => {
    const controls = Float64Array.from({ length: 80 }, (_, i) => Math.sin(i * 12.9898) ** 2);
    const treated = Float64Array.from({ length: 30 }, (_, i) => Math.cos(i * 78.233) ** 2);
    const sorted = [...controls].sort((a, b) => a - b);
    const mean = sorted.reduce((a, b) => a + b) / 80;
    const sd = Math.sqrt(sorted.reduce((a, b) => a + (b - mean) ** 2, 0) / 79);
    const quantile = (q: number) => {
      const at = q * 79;
      return sorted[Math.floor(at)]! + (at % 1) * (sorted[Math.floor(at) + 1]! - sorted[Math.floor(at)]!);
    };
    // The kernel 3/4 (1 − z²/5)/√5 on |z| < √5, whose variance is 1.
    const h = 0.9 * Math.min(sd, (quantile(0.75) - quantile(0.25)) / 1.349) * 80 ** -0.2;
    const density = [...treated].map((p) =>
      sorted.reduce((s, c) => s + Math.max(0, 1 - ((p - c) / h) ** 2 / 5), 0),
    );
    const wanted = [...density.keys()].sort((a, b) => density[a]! - density[b]!).slice(0, 10);
    expect([...thinSupport(treated, controls, 10 / 30)]).toEqual(wanted);
  });
});

describe("the rules together", () => {
  const scores = Float64Array.of(0.05, 0.2, 0.5, 0.85, 0.97, 0.04, 0.25, 0.5, 0.7, 0.96);
  const treated = Float64Array.of(1, 1, 1, 1, 1, 0, 0, 0, 0, 0);
  const none = { common: false, trimThin: null };
  const all = new Float64Array(10).fill(1);

  test("without rules everybody stays", () => {
    const support = onSupport(scores, treated, all, none);
    expect([...support.treated]).toEqual([0, 1, 2, 3, 4]);
    expect([...support.controls]).toEqual([5, 6, 7, 8, 9]);
    expect(trimScores(scores, null)).toEqual({ kept: all, cutoff: null });
  });

  test("trimming takes both groups, the range is that of the controls left", () => {
    const { kept, cutoff } = trimScores(scores, 0.1);
    const support = onSupport(scores, treated, kept, { ...none, common: true });
    expect([...support.controls]).toEqual([6, 7, 8]);
    expect([...support.treated]).toEqual([2]);
    expect(support.fates.slice(0, 5)).toEqual([
      "trimmed",
      "outside-range",
      "kept",
      "outside-range",
      "trimmed",
    ]);
    expect(cutoff).toBe(0.1);
  });

  test("thin support takes a share of the treated left", () => {
    const support = onSupport(scores, treated, all, { ...none, trimThin: 0.2 });
    expect(support.fates.filter((fate) => fate === "thin-support").length).toBe(1);
    expect(support.treated.length).toBe(4);
    expect(support.controls.length).toBe(5);
  });
});

describe("the score fitted again after trimming", () => {
  const panel = castlePanel();
  const options = { outcome: "l_homicide", controls: CASTLE_CONTROLS, design: "pooled", trim: 0.1 } as const;

  test("is the score of the rows that are left", () => {
    const once = psmDid(panel, options);
    const again = psmDid(panel, { ...options, refit: true });
    expect([again.audit.trimmedTreated, again.audit.trimmedControls]).toEqual([
      once.audit.trimmedTreated,
      once.audit.trimmedControls,
    ]);
    // The rows kept by the first score, and a logit of them alone.
    const columns = CASTLE_CONTROLS.map((name) => ({ name, values: panelNumbers(panel, name) }));
    const ever = Float64Array.from(panel.unit.codes, (u) => (panel.treatment!.treatedRows[u]! > 0 ? 1 : 0));
    const fit = (rows: readonly number[]) =>
      binaryModel({
        outcome: Float64Array.from(rows, (i) => ever[i]!),
        regressors: columns.map(({ name, values }) => ({
          name,
          values: Float64Array.from(rows, (i) => values[i]!),
          role: "control" as const,
        })),
        link: "logit",
      });
    const all = Array.from({ length: panel.nRows }, (_, i) => i);
    const { fitted } = fit(all);
    const alone = fit(all.filter((i) => fitted[i]! >= 0.1 && fitted[i]! <= 0.9));
    expect(alone.nObs).toBeLessThan(panel.nRows);
    again.propensity.forEach((row, k) => {
      expect(row.term).toBe(alone.terms[k]);
      expect(Math.abs(row.estimate! / alone.coefficients[k]! - 1)).toBeLessThan(1e-9);
    });
    expect(again.spec).toMatchObject({ trim: 0.1, refit: true });
  });

  test("is the first score where nothing was trimmed, and refused without trimming", () => {
    const wide = { ...options, trim: 1e-6 };
    expect(psmDid(panel, { ...wide, refit: true }).propensity).toEqual(psmDid(panel, wide).propensity);
    expect(() => psmDid(panel, { ...options, trim: undefined, refit: true })).toThrow(
      "refit: nothing is trimmed. Leave “refit” out, or trim.",
    );
  });
});
