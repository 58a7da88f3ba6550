import { expect, it } from "vitest";
import { assignTreatment, definePanel, fromColumns, panelNumbers, takePanelRows } from "../../src/index.ts";

/** Two units over three periods, in the file's own order. */
const panel = definePanel(
  fromColumns({
    id: ["b", "a", "a", "b", "a", "b"],
    t: [2, 1, 3, 1, 2, 3],
    y: [21, 11, 13, 22, 12, 23],
    g: [3, 0, 0, 3, 0, 3],
  }),
  { unit: "id", time: "t", treatment: { cohort: "g" } },
);

it("gives a panel another treatment and leaves the rest as it was", () => {
  const status = Float64Array.of(0, 1, 1, 0, 0, Number.NaN);
  const cohort = Float64Array.of(2, Number.POSITIVE_INFINITY);
  const other = assignTreatment(panel, { status, cohort });
  expect(other.treatment).toEqual({
    spec: { cohort: "g" },
    status,
    cohort,
    treatedRows: Int32Array.of(2, 0),
    untreatedRows: Int32Array.of(1, 2),
  });
  expect({ ...other, treatment: null }).toEqual({ ...panel, treatment: null });
  expect([...panel.treatment!.status]).toEqual([0, 0, 0, 0, 0, 1]);
});

it("takes rows of a panel with the treatment it was given", () => {
  const assigned = assignTreatment(panel, {
    status: Float64Array.of(0, 1, 1, 0, 0, 0),
    cohort: Float64Array.of(2, Number.POSITIVE_INFINITY),
  });
  const taken = takePanelRows(assigned, Int32Array.of(1, 2, 4));
  expect([...panelNumbers(taken, "y")]).toEqual([12, 13, 21]);
  expect([taken.unit.labels, taken.time.labels, taken.balanced]).toEqual([["a", "b"], ["2", "3"], false]);
  expect([...taken.treatment!.status]).toEqual([1, 1, 0]);
  expect([...taken.treatment!.cohort]).toEqual([2, Number.POSITIVE_INFINITY]);
  expect(taken.spec).toEqual(panel.spec);
  // Rows keep their number in the data as read.
  expect(taken.table.source.rows).toEqual(Int32Array.of(4, 2, 0));
  const one = takePanelRows(definePanel(panel.table, { unit: "id", time: "t" }), Int32Array.of(5));
  expect([one.treatment, one.nRows, one.unit.labels]).toEqual([null, 1, ["b"]]);
  expect(Object.isFrozen(one)).toBe(true);
});

it("keeps the scale of periods that are text", () => {
  const t = ["1st", "2nd", "3rd", "1st", "2nd", "3rd"];
  const g = ["3rd", "3rd", "3rd", null, null, null];
  const text = definePanel(fromColumns({ id: [1, 1, 1, 2, 2, 2], t, g }), {
    unit: "id",
    time: "t",
    treatment: { cohort: "g" },
  });
  const late = takePanelRows(text, Int32Array.of(1, 2, 4, 5));
  expect([...late.time.values, ...late.treatment!.cohort]).toEqual([1, 2, 2, Number.POSITIVE_INFINITY]);
});
