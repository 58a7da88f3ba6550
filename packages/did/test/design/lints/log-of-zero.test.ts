import { describe, expect, it } from "vitest";
import { reviewDesign } from "../../../src/index.ts";
import { type Cell, seededPanel } from "./seeded-panel.ts";

const patents = ({ w }: Cell) => (w < 0.2 ? 0 : 10 * w);
const remarks = (columns: Parameters<typeof seededPanel>[0], outcome: string, controls: string[] = []) =>
  reviewDesign(seededPanel(columns), { outcome, controls }).filter(({ code }) => code === "LOG_OF_ZERO");

describe("LOG_OF_ZERO", () => {
  it("fires where zeros of the level are lost, or kept by adding a constant", () => {
    let nMissing = 0;
    const lost = (cell: Cell) => {
      if (patents(cell) > 0) return Math.log(patents(cell));
      nMissing++;
      return Number.NaN;
    };
    const [found] = remarks({ patents, log_patents: lost }, "log_patents");
    expect(found!.details).toEqual({
      column: "log_patents",
      level: "patents",
      nMissing,
      nFilled: 0,
      nRows: 360,
    });
    expect(nMissing).toBeGreaterThan(18);
    expect(found!.message).toMatch(
      /^“log_patents” is missing in \d+ of 360 rows where “patents” is zero or less\. Rows left out .* See Chen and Roth \(2024\)\.$/,
    );
    const filled = remarks({ y: ({ x }) => x, patents, lnpatents: patents }, "y", ["lnpatents"]);
    expect(filled).toEqual([]);
    const added = (cell: Cell) => Math.log(patents(cell) + 1);
    const [beside] = remarks({ y: ({ x }) => x, patents, ln_patents: added }, "y", ["ln_patents"]);
    expect(beside!.details).toMatchObject({ nMissing: 0, nFilled: nMissing });
    expect(beside!.message).toMatch(/^“ln_patents” has a value in \d+ of 360 rows where “patents” is zero/);
  });

  it.each(["lnpatents", "logpatents", "l_patents"])(
    "takes %s for a logarithm where it is one of the column beside it",
    (name) => {
      const of = (log: (cell: Cell) => number) => remarks({ patents, [name]: log }, name);
      expect(of((cell) => Math.log(patents(cell) + 1))[0]!.details).toMatchObject({
        level: "patents",
        nMissing: 0,
      });
      // As Stata's floats keep it.
      const single = (cell: Cell) => Math.fround(Math.log(patents(cell) || Number.NaN));
      expect(of(single)[0]!.details).toMatchObject({ level: "patents", nFilled: 0 });
      expect(of(({ x }) => x)).toEqual([]);
      expect(of((cell) => Math.sqrt(patents(cell)))).toEqual([]);
    },
  );

  it("fires on many exact zeros at the minimum where the level is not in the data", () => {
    for (const name of ["log_patents", "lnPatents", "专利数的对数", "ln专利"]) {
      const [found] = remarks({ [name]: (cell) => Math.log(patents(cell) + 1) }, name);
      expect(found!.details).toMatchObject({ column: name, nRows: 360 });
      expect(found!.message).toMatch(/ is exactly 0, its minimum, in \d+ of 360 rows, as log\(x \+ 1\) is/);
    }
  });

  it("keeps silent on logarithms of positive values, on zeros inside the range, and on other names", () => {
    const positive = { income: ({ x }: Cell) => 1 + x, log_income: ({ x }: Cell) => Math.log(1 + x) };
    expect(remarks(positive, "log_income")).toEqual([]);
    expect(remarks({ log_gap: ({ w }) => (w < 0.2 ? 0 : w - 0.6) }, "log_gap")).toEqual([]);
    expect(remarks({ logistics: patents }, "logistics")).toEqual([]);
    expect(remarks({ lnight: patents }, "lnight")).toEqual([]);
  });
});
