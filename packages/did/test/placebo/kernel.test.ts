import { definePanel, fromColumns, randomStream } from "@ceteris/core";
import { estimationSample, leastSquares } from "@ceteris/regression";
import { describe, expect, it } from "vitest";
import { describeAssignments, drawAssignment } from "../../src/placebo/assignments.ts";
import { makeFastKernel } from "../../src/placebo/fast-kernel.ts";
import { cohortPaths } from "../../src/placebo/paths.ts";
import { makeRegressionKernel } from "../../src/placebo/regression-kernel.ts";
import { close } from "../fixtures.ts";
import { makeSmallPanel } from "../small-panel.ts";

describe("the fast kernel and the regression kernel", () => {
  it("agree on every draw", () => {
    const panel = definePanel(fromColumns(makeSmallPanel(61, 40, 6, false)), {
      unit: "id",
      time: "t",
      treatment: { cohort: "g" },
    });
    const sample = estimationSample(panel, { numeric: ["y", "x"], fixedEffects: ["id", "t"], weights: "w" });
    const histories = cohortPaths(panel);
    const assignments = describeAssignments(histories.codes);
    const model = {
      outcome: { name: "y", values: sample.columns.get("y")! },
      regressors: [{ name: "x", values: sample.columns.get("x")!, role: "control" as const }],
      fixedEffects: [...sample.factors.values()],
      weights: sample.weights!,
    };
    const fit = leastSquares(model);
    const fast = makeFastKernel(
      {
        nEntities: 40,
        entity: sample.unit.codes,
        unit: sample.unit.codes,
        time: panel.time.codes,
        weights: sample.weights,
        residuals: fit.residuals,
        within: fit.within,
        bread: fit.bread,
        unitAbsorbed: true,
        effects: [sample.time],
      },
      histories.paths,
      assignments,
      null,
    );
    const slow = makeRegressionKernel(
      model,
      sample.unit.codes,
      panel.time.codes,
      histories.paths,
      assignments,
      null,
    );
    close(fast(assignments.actual).estimate, slow(assignments.actual).estimate, 1e-11);
    const draw = drawAssignment(assignments, randomStream(5).integer);
    for (let i = 0; i < 50; i++) {
      const assignment = draw();
      close(fast(assignment).estimate, slow(assignment).estimate, 1e-10, 1e-12);
    }
  });

  it("have no value where the effects absorb the treatment", () => {
    const raw = {
      id: [1, 1, 2, 2, 2, 3, 3],
      t: [1, 2, 1, 2, 3, 1, 2],
      y: [1, 2, 3, 4, 5, 6, 8],
      g: [2, 2, 3, 3, 3, 0, 0],
    };
    const panel = definePanel(fromColumns(raw), { unit: "id", time: "t", treatment: { cohort: "g" } });
    const histories = cohortPaths(panel);
    // Unit 2 alone is seen at 3: a start at 3 for any unit is its period effect, or never seen.
    const onlyLate = { at: Int32Array.of(1), codes: Int32Array.of(1) };
    const assignments = { ...describeAssignments(histories.codes), rest: 2 };
    const fit = leastSquares({
      outcome: { name: "y", values: Float64Array.from(raw.y) },
      regressors: [],
      fixedEffects: [panel.unit, panel.time],
    });
    const fast = makeFastKernel(
      {
        nEntities: 3,
        entity: panel.unit.codes,
        unit: panel.unit.codes,
        time: panel.time.codes,
        weights: null,
        residuals: fit.residuals,
        within: [],
        bread: fit.bread,
        unitAbsorbed: true,
        effects: [panel.time],
      },
      histories.paths,
      assignments,
      null,
    );
    const model = {
      outcome: { name: "y", values: Float64Array.from(raw.y) },
      regressors: [],
      fixedEffects: [panel.unit, panel.time],
    };
    const slow = makeRegressionKernel(
      model,
      panel.unit.codes,
      panel.time.codes,
      histories.paths,
      assignments,
      null,
    );
    expect([fast(onlyLate).estimate, slow(onlyLate).estimate]).toEqual([Number.NaN, Number.NaN]);
    const never = { at: new Int32Array(), codes: new Int32Array() };
    expect([fast(never).estimate, slow(never).estimate]).toEqual([Number.NaN, Number.NaN]);
  });
});
