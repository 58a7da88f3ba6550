import { CeterisError, fromColumns, type PanelAction } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assemblePanel, type YearbookDivisions } from "../../src/index.ts";

const NAMES = [
  ...[
    "苏州市",
    "1.苏州",
    "江苏省",
    "吉林",
    "吉林市",
    "海南",
    "莱芜市",
    "济南",
    "巢湖",
    "合计",
    "昆山市",
    "沛县",
    "襄樊",
  ],
  ...["320500", "3205", "999", "城市", "注：略", "三沙市", "", null],
];
const LEFT_OUT: readonly PanelAction[] = [
  ...(["unmatched", "skipped", "unplaced", "outside", "merged", "duplicate", "conflict"] as const),
];

describe("every number of a table", () => {
  it("is in the panel or in the log", () => {
    const row = fc.record({
      city: fc.constantFrom(...NAMES),
      year: fc.constantFrom("2008", "2012年", "2018-12-31", "2019", "2018-2019", "去年", null),
      x: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
      y: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    });
    const divisions = fc.constantFrom<YearbookDivisions | undefined>(
      ...[undefined, { vintage: 2021 }, { vintage: 2009 }, { vintage: 2021, merged: "sum" } as const],
      { vintage: 2021, level: "province" },
    );
    const periods = fc.constantFrom<[number, number] | undefined>(undefined, [2010, 2018]);
    let nBuilt = 0;
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 25 }), divisions, periods, (rows, of, within) => {
        const all = (key: "city" | "year" | "x" | "y") => rows.map((r) => r[key]);
        const table = fromColumns({ 城市: all("city"), 年: all("year"), x: all("x"), y: all("y") }, "t.csv");
        const columns = { x: { from: "x", additive: true, unit: "人", to: "万人" }, y: "y" };
        const layout = { unit: "城市", time: "年", columns };
        const options = { unit: "city", time: "year", divisions: of, periods: within };
        const given = [...all("x"), ...all("y")].filter((v) => v !== null).length;
        try {
          const { build, cells } = assemblePanel([{ table, layout }], options);
          const leftOut = build.log.filter(({ action }) => LEFT_OUT.includes(action));
          const nLeftOut = leftOut.reduce((sum, entry) => sum + entry.cells, 0);
          expect(build.sources[0]!.nCells + nLeftOut).toBe(given);
          nBuilt++;
          expect(cells).toHaveLength(build.sources[0]!.nCells);
          for (const { row: at, column, value, note } of cells) {
            const told = rows[at! - 1]![column as "x" | "y"]!;
            if (note.includes("sum with")) expect(value).toBeGreaterThanOrEqual(told / 10_000);
            else expect(value).toBe(column === "x" ? told / 10_000 : told);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(CeterisError);
          expect((error as CeterisError).where).toBe("t.csv");
        }
      }),
      { numRuns: 400 },
    );
    expect(nBuilt).toBeGreaterThan(200);
  });
});
