import { definePanel, fromColumns, type Panel } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  attGt,
  bacon,
  etwfe,
  eventStudy,
  imputation,
  leaveOneOut,
  panelMatch,
  placebo,
  psmDid,
  stacked,
  stepwise,
  sunab,
  syntheticDid,
  twfe,
  twoStage,
  weightedDid,
  wildBootstrap,
} from "../../src/index.ts";

const table = fromColumns({ id: ["a", "a", "b", "b"], t: [1, 2, 1, 2], g: [2, 2, 0, 0], y: [1, 3, 2, 2] });
const panel = definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });

/** As scripts call them, without a compiler. */
type Estimator = (panel: unknown, options: unknown) => unknown;
const estimators = Object.entries({
  ...{ twfe, stepwise, eventStudy, placebo, leaveOneOut, wildBootstrap, psmDid, panelMatch, weightedDid },
  ...{ attGt, bacon, sunab, etwfe, stacked, imputation, twoStage, syntheticDid },
}) as unknown as [string, Estimator][];

const told = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

it.each(estimators)("%s refuses misspelt and missing options, and what is no panel", (_, estimate) => {
  expect(told(() => estimate(panel, { outcom: "y" }))).toBe(
    "outcom: there is no such option. Did you mean “outcome”?",
  );
  expect(told(() => estimate(panel, { y: "y" }))).toBe('y: there is no such option. Write outcome: "…".');
  expect(told(() => estimate(panel, {}))).toBe("outcome: it is not given. Name a column of the data.");
  expect(told(() => estimate(panel, undefined))).toBe(
    'options: an object is needed, not undefined. Give { outcome: "…" }.',
  );
  expect(told(() => estimate(table, { outcome: "y" }))).toBe(
    "panel: a panel is needed, not a table. Make one: definePanel(table, { unit, time, treatment }).",
  );
  expect(told(() => estimate(Promise.resolve(panel), { outcome: "y" }))).toBe(
    "panel: a panel is needed, not a promise. Write await before what it comes from.",
  );
});

describe("covariance as other programs write it", () => {
  it.each([
    [{ vcov: "hc1" }, 'vcov: there is no such option. Write covariance: { type: "hc1" }.'],
    [
      { cluster: "id" },
      'cluster: there is no such option. Write covariance: { type: "cluster", by: ["…"] }.',
    ],
    [{ covariance: "hc1" }, 'covariance: an object is needed, not “hc1”. Give { type: "hc1" }.'],
    [
      { covariance: { type: "cluster", by: "id" } },
      'by: “id” is not a list of columns. Give a list, such as ["id"].',
    ],
  ])("%j", (options, message) => {
    expect(told(() => (twfe as Estimator)(panel, { outcome: "y", ...options }))).toBe(message);
  });

  it("is told of the draws of an estimator too", () => {
    const draw = (options: object) =>
      told(() => placebo(panel as Panel, (p) => twfe(p, { outcome: "y" }), options));
    expect(draw({ draw: 5 })).toBe("draw: there is no such option. Did you mean “draws”?");
  });
});
