import { definePanel, fromColumns, randomStream } from "@ceteris/core";
import { estimationSample, leastSquares } from "@ceteris/regression";
import { describe, expect, it } from "vitest";
import { describeAssignments, drawAssignment } from "../../src/placebo/assignments.ts";
import { cohortPaths } from "../../src/placebo/paths.ts";
import { makeProjector } from "../../src/placebo/projection.ts";
import { residualScores } from "../../src/placebo/residual-scores.ts";
import { tabulatedScores } from "../../src/placebo/tabulated-scores.ts";
import { close } from "../fixtures.ts";

const UNITS = 60;
const TIMES = 7;

/** Staggered starts over 60 units in 12 provinces, all seen seven times, with controls of the unit's own. */
function makeData(nControls: number) {
  const stream = randomStream(410 + nControls);
  const cells = Array.from({ length: UNITS * TIMES }, (_, i) => [Math.floor(i / TIMES), i % TIMES] as const);
  const names = Array.from({ length: nControls }, (_, j) => `x${j}`);
  const columns = {
    id: cells.map(([u]) => u),
    t: cells.map(([, t]) => t),
    province: cells.map(([u]) => u % 12),
    g: cells.map(([u]) => (u < 8 ? 3 : u < 25 ? 5 : Number.POSITIVE_INFINITY)),
    y: cells.map(() => stream.normal()),
    ...Object.fromEntries(names.map((name) => [name, cells.map(() => stream.normal())])),
  };
  const panel = definePanel(fromColumns(columns), { unit: "id", time: "t", treatment: { cohort: "g" } });
  const sample = estimationSample(panel, {
    numeric: ["y", ...names],
    fixedEffects: ["id", "t"],
    clusters: ["province"],
  });
  const fit = leastSquares({
    outcome: { name: "y", values: sample.columns.get("y")! },
    regressors: names.map((name) => ({ name, values: sample.columns.get(name)!, role: "control" })),
    fixedEffects: [panel.unit, panel.time],
  });
  const data = {
    nEntities: UNITS,
    entity: panel.unit.codes,
    unit: panel.unit.codes,
    time: panel.time.codes,
    weights: null,
    residuals: fit.residuals,
    within: fit.within,
    bread: fit.bread,
    unitAbsorbed: true,
    effects: [panel.time],
  };
  const rows = { codes: Int32Array.from(panel.unit.codes.keys()), nLevels: panel.nRows };
  return {
    data,
    histories: cohortPaths(panel),
    groups: { unit: panel.unit, province: sample.factors.get("province")!, period: panel.time, row: rows },
  };
}

describe("scores from tables", () => {
  it.each([
    ["unit", 0],
    ["unit", 1],
    ["unit", 5],
    ["province", 3],
    ["period", 2],
    ["row", 2],
  ] as const)("are those of the rows, in groups by %s with %i controls", (by, nControls) => {
    const { data, histories, groups } = makeData(nControls);
    const assignments = describeAssignments(histories.codes);
    const { rest } = assignments;
    const projector = makeProjector(data, histories.paths, rest);
    const tables = tabulatedScores(data, histories.paths, rest, projector, groups[by], 25)!;
    const rows = residualScores(data, histories.paths, rest, projector, groups[by]);
    const draw = drawAssignment(assignments, randomStream(5).integer);
    for (let i = 0; i < 40; i++) {
      const assignment = draw();
      const projection = projector.project(assignment);
      close(tables(assignment, projection), rows(assignment, projection), 1e-12);
    }
  });

  it("are left to the rows where tables would take longer, or do not hold", () => {
    const { data, histories, groups } = makeData(1);
    const { paths } = histories;
    const { rest } = describeAssignments(histories.codes);
    const tables = (of: typeof data, nPlaced = 25) =>
      tabulatedScores(of, paths, rest, makeProjector(of, paths, rest), groups.unit, nPlaced);
    expect(tables(data)).not.toBeNull();
    expect(tables(data, 1000)).toBeNull();
    expect(tables({ ...data, weights: new Float64Array(UNITS * TIMES).fill(1) } as never)).toBeNull();
    expect(tables({ ...data, unitAbsorbed: false })).toBeNull();
    const many = makeData(20);
    const projector = makeProjector(many.data, paths, rest);
    expect(tabulatedScores(many.data, paths, rest, projector, many.groups.unit, 25)).toBeNull();
  });
});
