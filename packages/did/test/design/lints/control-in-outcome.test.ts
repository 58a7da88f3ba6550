import { describe, expect, it } from "vitest";
import { reviewDesign } from "../../../src/index.ts";
import { type Cell, seededPanel } from "./seeded-panel.ts";

const income = ({ x }: Cell) => Math.exp(2 * x);
const y = (cell: Cell) => 3 - 2 * income(cell) + cell.u + cell.t ** 2;
const remarks = (columns: Parameters<typeof seededPanel>[0]) =>
  reviewDesign(seededPanel({ income, ...columns }), { outcome: "y", controls: ["income"] }).filter(
    ({ code }) => code === "CONTROL_IN_OUTCOME",
  );

describe("CONTROL_IN_OUTCOME", () => {
  it("fires where the outcome is linear in a control but for unit and time effects", () => {
    const [found] = remarks({ y });
    expect(found!.details).toMatchObject({
      outcome: "y",
      control: "income",
      ofOutcome: "level",
      ofControl: "level",
    });
    expect(found!.details!.correlation).toBeCloseTo(-1, 12);
    expect(found!.message).toMatch(
      /^Once unit and time effects are taken out, the outcome “y” and the control “income” have a correlation of −1: the outcome was built from the control, .* leave the control out\. /,
    );
    const [nearly] = remarks({ y: (cell) => y(cell) + 0.02 * cell.w });
    expect(nearly!.details!.correlation).toBeGreaterThan(-1);
  });

  it("fires where one is the logarithm of the other", () => {
    const [found] = remarks({ y: (cell) => 5 * Math.log(income(cell)) - 40 });
    expect(found!.details).toMatchObject({ ofOutcome: "level", ofControl: "log" });
    expect(found!.message).toMatch(/the outcome “y” and the control, in logarithms, “income” have/);
    const [other] = remarks({ y: (cell) => Math.exp(0.1 * income(cell)) });
    expect(other!.details).toMatchObject({ ofOutcome: "log", ofControl: "level" });
  });

  it("keeps silent where the outcome also moves by itself, or a control does not vary within units", () => {
    expect(remarks({ y: (cell) => y(cell) + 5 * cell.w })).toEqual([]);
    expect(remarks({ y: ({ w }) => w, income: ({ u }) => u })).toEqual([]);
    expect(remarks({ y: ({ t, w }) => t + w, income: ({ t }) => t })).toEqual([]);
  });

  it("keeps silent where too few rows are left to tell", () => {
    const small = seededPanel(
      { y: ({ x }) => x, income: ({ x }) => 2 * x },
      { keep: ({ u, t }) => u < 4 && t > 1 },
    );
    const found = reviewDesign(small, { outcome: "y", controls: ["income"] });
    expect(found.map(({ code }) => code)).not.toContain("CONTROL_IN_OUTCOME");
  });
});
