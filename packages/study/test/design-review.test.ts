import { definePanel, fromColumns } from "@ceteris/core";
import { stepwise } from "@ceteris/did";
import { describe, expect, it } from "vitest";
import type { StudyContext } from "../src/context.ts";
import { designReview } from "../src/design-review.ts";

const rows = Array.from({ length: 60 }, (_, u) => u).flatMap((u) => [0, 1, 2, 3].map((t) => ({ u, t })));
const beds = rows.map(({ u, t }) => Math.sin(37 * u + 11 * t));
const panel = definePanel(
  fromColumns({
    unit: rows.map(({ u }) => `u${u}`),
    year: rows.map(({ t }) => t),
    group: rows.map(({ u }) => u % 2),
    beds,
    roads: rows.map(({ u, t }) => Math.cos(91 * u + 29 * t)),
    income: rows.map(({ u, t }) => (u < 20 && t === 1 ? Number.NaN : Math.sin(53 * u + 17 * t))),
    welfare: rows.map(({ u, t }, i) => beds[i]! + Math.cos(91 * u + 29 * t)),
  }),
  { unit: "unit", time: "year", treatment: { group: "group", start: 2 } },
);

function context(controls: readonly string[], index = "welfare") {
  return {
    panel,
    model: { outcome: "welfare", controls },
    study: { index: { name: index, indicators: [{ name: "beds" }, { name: "roads" }] }, steps: {} },
  } as unknown as StudyContext;
}

const nothing = { baseline: null, eventStudy: null };
const codes = (...given: Parameters<typeof designReview>) => designReview(...given).map(({ code }) => code);

describe("the review of a study's design", () => {
  it("knows the indicators of the index, where that is the outcome", () => {
    expect(codes(context(["beds"]), nothing)).toEqual(["CONTROL_IN_INDEX"]);
    expect(codes(context(["income"]), nothing)).toEqual([]);
    expect(codes(context(["beds"], "another"), nothing)).toEqual([]);
  });

  it("knows the outcome", () => {
    const same = context(["welfare2"]);
    const table = fromColumns({ welfare2: beds });
    const twice = { ...panel.table, columns: new Map([...panel.table.columns, ...table.columns]) };
    const alone = { ...same, panel: { ...panel, table: twice }, model: { ...same.model, outcome: "beds" } };
    expect(codes(alone, nothing)).toEqual(["CONTROL_IN_OUTCOME"]);
  });

  it("knows the columns of the baseline table", () => {
    const options = { outcome: "welfare", controls: ["income"] };
    const review = (sample: "each" | "common") =>
      codes(context(["income"]), {
        ...nothing,
        baseline: { models: stepwise(panel, { ...options, sample }), alsoClustered: [] },
      });
    expect(review("each")).toEqual(["SAMPLE_DIFFERS"]);
    expect(review("common")).toEqual([]);
  });
});
