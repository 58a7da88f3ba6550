import { expect, test } from "vitest";
import { convergenceWarnings } from "../../src/index.ts";
import { castlePanel, fitCastle } from "../castle.ts";

test("says when the iteration gave up, and nothing otherwise", () => {
  const { fit } = fitCastle(castlePanel(), ["sid", "year"]);
  expect(convergenceWarnings(fit)).toEqual([]);
  const gaveUp = {
    ...fit,
    absorption: { method: "iterative", iterations: 10_000, converged: false },
  } as const;
  expect(convergenceWarnings(gaveUp)).toEqual([
    {
      code: "NOT_CONVERGED",
      message:
        "Absorbing the fixed effects (sid, year) did not reach its tolerance in 10000 iterations: the estimates are approximate. The effects may be nearly collinear; use coarser ones.",
      details: { iterations: 10_000, fixedEffects: ["sid", "year"] },
    },
  ]);
});
