import { takePanelRows, unitStacker } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { jackknife, type PsmDidOptions, pairsBootstrap, psmDid, psmEffect } from "../../src/index.ts";
import { CASTLE_CONTROLS, castlePanel } from "./castle.ts";

const panel = castlePanel();
const options = { outcome: "l_homicide", controls: CASTLE_CONTROLS };
const CASES: Partial<PsmDidOptions>[] = [
  { design: "pooled", match: "radius", caliper: 0.1 },
  { design: "pooled", match: "radius", caliper: 0.1, didSample: "support" },
  { design: "pooled", match: "kernel", didSample: "weighted" },
  { design: "baseline", match: "nearest" },
  { design: "by-period", match: "radius", caliper: 0.1, weights: "popwt", didSample: "weighted" },
];

describe("psmEffect", () => {
  it.each(CASES)("gives the estimates of psmDid: %j", (given) => {
    expect(psmEffect(panel, { ...options, ...given })).toEqual(
      psmDid(panel, { ...options, ...given }).estimates,
    );
  });
});

describe("resampling through the match", () => {
  const match: Partial<PsmDidOptions> = { design: "pooled", match: "radius", caliper: 0.1 };
  const effect = (drawn: typeof panel) => ({ estimates: psmEffect(drawn, { ...options, ...match }) });

  it("matches anew on each draw: leaving a state out is matching the panel without its rows", () => {
    const { leftOut } = jackknife(panel, effect);
    for (const u of [0, 17, 49]) {
      const rows = Int32Array.from(panel.unit.codes.keys()).filter((i) => panel.unit.codes[i] !== u);
      const [want] = psmDid(takePanelRows(panel, rows), { ...options, ...match }).estimates;
      expect(leftOut[u]!.estimates.did).toBe(want!.estimate);
    }
  });

  it("copies of a unit are partners of their own: the whole panel twice gives the same effect", () => {
    const n = panel.unit.nLevels;
    const twice = unitStacker(panel)(Int32Array.from({ length: 2 * n }, (_, i) => i >> 1));
    const [once, doubled] = [panel, twice].map((p) => effect(p).estimates[0]!.estimate!);
    // Sums of twice as many terms differ by rounding, and the score's maximum by its tolerance.
    expect(Math.abs(doubled! - once!)).toBeLessThan(1e-9);
  });

  it("gives an error larger than zero, and the same again", () => {
    const first = pairsBootstrap(panel, effect, { draws: 40 });
    expect(first.estimates[0]!.stdError).toBeGreaterThan(0.01);
    expect(pairsBootstrap(panel, effect, { draws: 40 })).toEqual(first);
  });
});
