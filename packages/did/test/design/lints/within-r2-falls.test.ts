import { describe, expect, it } from "vitest";
import { reviewDesign, stepwise, twfe } from "../../../src/index.ts";
import { type Cell, seededPanel } from "./seeded-panel.ts";

const y = ({ u, t, x, w }: Cell) => 0.5 * w + 0.1 * x + (u % 2 && t >= 3 ? 0.5 : 0);
const a = ({ w, x }: Cell) => Math.cos(70 * w + 31 * x);
/** The same units, of which another one is left out. */
const without = (left: number) => seededPanel({ y, a }, { keep: ({ u }) => u !== left });
const remarks = (models: Parameters<typeof reviewDesign>[1]) =>
  reviewDesign(without(0), models).filter(({ code }) => code === "WITHIN_R2_FALLS");

describe("WITHIN_R2_FALLS", () => {
  it("fires where columns have other rows of the same number", () => {
    const fits = Array.from({ length: 60 }, (_, left) => twfe(without(left), { outcome: "y" }));
    const best = fits.reduce((p, q) => (q.fit.r2Within! > p.fit.r2Within! ? q : p));
    const worst = fits.map((fit) => fit.fit.r2Within!).reduce((p, q, i, all) => (q < all[p]! ? i : p), 0);
    const larger = twfe(without(worst), { outcome: "y", controls: ["a"] });
    const [found] = remarks({ models: [best, larger] });
    expect(found!.details).toEqual({
      from: 1,
      to: 2,
      r2Before: best.fit.r2Within,
      r2: larger.fit.r2Within,
      nObs: 354,
    });
    expect(found!.message).toMatch(
      /^From column 1 to column 2 the within R² falls from 0\.\d{4} to 0\.\d{4} though regressors are added and both have 354 rows\. /,
    );
    // A smaller model may explain less, and another outcome is another question.
    expect(remarks({ models: [larger, { ...best, fit: { ...best.fit, r2Within: 0 } }] })).toEqual([]);
    const other = { ...larger, spec: { ...larger.spec, outcome: "z" } };
    expect(remarks({ models: [best, other] })).toEqual([]);
  });

  it("keeps silent where columns share their rows", () => {
    const models = stepwise(without(0), { outcome: "y", controls: ["a"] });
    expect(models[1]!.fit.r2Within).toBeGreaterThan(models[0]!.fit.r2Within!);
    expect(remarks({ models })).toEqual([]);
  });
});
