// Figures of R synthdid 0.0.9: fixtures/staggered/synthetic-did/synthetic-did.json, written by synthetic-did.R beside it.
import {
  definePanel,
  type EventStudyResult,
  finishWork,
  type SyntheticDidResult,
  selectRows,
} from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { syntheticDid } from "../../../src/index.ts";
import { effectRows, rowEffects } from "../../../src/staggered/synthetic-did/effect-rows.ts";
import { fitGroups } from "../../../src/staggered/synthetic-did/fit-groups.ts";
import { placeboEffects } from "../../../src/staggered/synthetic-did/placebo-effects.ts";
import { refitGroups } from "../../../src/staggered/synthetic-did/refit-groups.ts";
import { unitPaths } from "../../../src/staggered/synthetic-did/unit-paths.ts";
import { castle, close } from "../../fixtures.ts";
import { type BlockFigures, castlePanel, prop99, type StaggeredFigures, synthdid } from "./panels.ts";

/** The same steps by other sums; up to 10,000 of them. */
const same = 1e-9;

const cohorts = castle.columns.get("cohort")!.values as Float64Array;
/** States that begin in 2007 and those never treated. */
const block = definePanel(
  selectRows(
    castle,
    Int32Array.from(cohorts.keys()).filter((i) => !(cohorts[i]! > 0) || cohorts[i] === 2007),
  ),
  { unit: "sid", time: "year", treatment: { cohort: "cohort" } },
);

function agrees(result: SyntheticDidResult, want: BlockFigures, units: readonly string[]): void {
  const [cohort] = result.synthetic;
  close(result.overall.estimate, want.estimate, same);
  close(cohort!.estimate, want.estimate, same);
  close(cohort!.ridge, want.zeta, same);
  close(cohort!.noise, want.noise, same);
  const weights = new Map(cohort!.unitWeights.map(({ unit, weight }) => [unit, weight]));
  units.forEach((unit, i) => {
    close(weights.get(unit) ?? 0, want.omega[i]!, same);
  });
  cohort!.timeWeights.forEach(({ weight }, t) => {
    close(weight, want.lambda[t]!, same);
  });
}

describe("syntheticDid agrees with synthdid", () => {
  it("on California's tobacco control: −15.604, with a standard error from all 38 placebos", () => {
    const result = syntheticDid(prop99, { outcome: "packs" });
    const states = prop99.unit.labels.filter((state) => state !== "California");
    agrees(result, synthdid.prop99, states);
    expect(result.overall.estimate!.toFixed(3)).toBe("-15.604");
    close(result.overall.stdError, synthdid.prop99.placebo, same);
    expect(result.spec).toMatchObject({
      variance: "placebo",
      enumerated: true,
      draws: 200,
      nDraws: 38,
      seed: 1,
    });
    expect(result.synthetic[0]!.unitWeights.slice(0, 2).map(({ unit }) => unit)).toEqual([
      "Nevada",
      "New Hampshire",
    ]);
  });

  it("in every single placebo", () => {
    const paths = unitPaths(prop99, { outcome: "packs", controls: [] });
    const model = { paths, fits: fitGroups(paths), rows: effectRows(paths, "simple") };
    const { values, enumerated } = finishWork(placeboEffects(model, { draws: 38, seed: 1 }));
    expect(enumerated).toBe(true);
    const want = [...synthdid.prop99.placebos].sort((a, b) => a - b);
    const got = values.map(([value]) => value!).sort((a, b) => a - b);
    want.forEach((value, i) => {
      close(got[i]!, value, same);
    });
  });

  it("period by period after treatment", () => {
    const result = syntheticDid(prop99, {
      outcome: "packs",
      aggregate: "dynamic",
      variance: "none",
    }) as EventStudyResult;
    const after = result.estimates.filter((row) => row.eventTime >= 0);
    expect(after).toHaveLength(12);
    synthdid.prop99.curve.forEach((value, i) => {
      close(after[i]!.estimate, value, same);
    });
  });

  it("on thirteen states that begin together, with the jackknife", () => {
    const result = syntheticDid(block, { outcome: "l_homicide", variance: "jackknife" });
    agrees(result, synthdid.castle2007, synthdid.castle2007.controls.map(String));
    close(result.overall.stdError, synthdid.castle2007.jackknife, same);
  });

  it("in single draws of placebo and bootstrap", () => {
    const want = synthdid.castle2007;
    const paths = unitPaths(block, { outcome: "l_homicide", controls: [] });
    const fits = fitGroups(paths);
    const rows = effectRows(paths, "simple");
    const treated = paths.groups[0]!.units;
    const nControls = paths.controls.length;
    const places = (list: readonly number[]) => Int32Array.from(list, (i) => i - 1);
    want.permutations.forEach((permutation, k) => {
      const order = places(permutation);
      const controls = order.slice(0, nControls - treated.length);
      const group = order.slice(nControls - treated.length).map((place) => paths.controls[place]!);
      const gaps = refitGroups(paths, fits, { controls, groups: [group] });
      close(rowEffects(rows, gaps, [treated.length])[0]!, want.placebos[k]!, same);
    });
    want.samples.forEach((sample, k) => {
      const drawn = places(sample);
      const controls = drawn.filter((place) => place < nControls);
      const group = drawn.filter((place) => place >= nControls).map((place) => treated[place - nControls]!);
      const gaps = refitGroups(paths, fits, { controls, groups: [group] });
      close(rowEffects(rows, gaps, [group.length])[0]!, want.boots[k]!, same);
    });
  });

  const staggered = (controls: readonly string[], want: StaggeredFigures) => {
    const of = (aggregate: "simple" | "cohort" | "dynamic") =>
      syntheticDid(castlePanel, { outcome: "l_homicide", controls, aggregate, variance: "none" });
    for (const aggregate of ["simple", "cohort", "dynamic"] as const)
      close(of(aggregate).overall.estimate, want.overall, same);
    const byCohort = of("cohort");
    expect(byCohort.estimates.map((row) => row.term)).toEqual(want.cohorts.map((c) => `cohort:${c.cohort}`));
    want.cohorts.forEach(({ cohort, n, estimate }, i) => {
      close(byCohort.estimates[i]!.estimate, estimate, same);
      expect(byCohort.synthetic[i]).toMatchObject({ cohort, nUnits: n });
    });
    const path = of("dynamic") as EventStudyResult;
    expect(path.estimates.map((row) => row.eventTime)).toEqual(want.path.map(({ event }) => event));
    want.path.forEach(({ estimate }, i) => {
      close(path.estimates[i]!.estimate, estimate, same);
    });
    return path;
  };

  it("cohort by cohort, averaged by units and periods treated, and by event time", () => {
    staggered([], synthdid.castle);
  });

  it("on the outcome less what controls explain without treatment", () => {
    const path = staggered(["unemployrt", "poverty"], synthdid.controlled);
    path.controls.forEach(({ term, estimate }) => {
      close(estimate, synthdid.controlled.beta[term]!, same);
    });
  });

  it("where its steps stop, some way before the minimum", () => {
    const { estimate, exact, omega } = synthdid.prop99;
    expect(exact.estimate.toFixed(3)).toBe("-15.605");
    expect(Math.abs(estimate - exact.estimate)).toBeGreaterThan(1e-3);
    const support = (weights: readonly number[]) => weights.filter((w) => w > 1e-12).length;
    expect([support(omega), support(exact.omega)]).toEqual([28, 27]);
  });
});
