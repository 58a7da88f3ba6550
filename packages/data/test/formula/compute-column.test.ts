import { CeterisError, fromColumns } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeColumn } from "../../src/index.ts";

const table = fromColumns(
  { a: [1, 2, null], b: [4, 0, 5], "GDP (亿元)": [10, 20, 30], name: ["x", "y", "z"] },
  "t",
);
const values = (formula: string) =>
  Array.from(computeColumn(table, formula), (v) => (Number.isNaN(v) ? null : v));

describe("computeColumn", () => {
  it.each([
    ["1 + 2 * 3", [7, 7, 7]],
    ["(1 + 2) * 3", [9, 9, 9]],
    ["2 ^ 3 ^ 2", [512, 512, 512]],
    ["-2 ^ 2", [-4, -4, -4]],
    ["2 ^ -1", [0.5, 0.5, 0.5]],
    ["8 - 3 - 2", [3, 3, 3]],
    ["8 / 4 / 2", [1, 1, 1]],
    ["--a", [1, 2, null]],
    ["a-1", [0, 1, null]],
    ["a + b", [5, 2, null]],
    ["a / b", [0.25, null, null]],
    ["`GDP (亿元)` / 10", [1, 2, 3]],
    ["max(a, b, 3)", [4, 3, null]],
    ["round(b / 3, 2)", [1.33, 0, 1.67]],
    ["round(2.675, 2) + 0 * b", [2.68, 2.68, 2.68]],
    ["round(1.5)", [2, 2, 2]],
    ["round(-1.5)", [-2, -2, -2]],
    ["sqrt(b) + abs(-1) + min(0, 1) + exp(0)", [4, 2, Math.sqrt(5) + 2]],
    ["1.5e2", [150, 150, 150]],
  ])("%s", (formula, wanted) => {
    expect(values(formula)).toEqual(wanted);
  });

  it("agrees with JavaScript on random formulas", () => {
    const leaf = fc.integer({ min: 1, max: 9 }).map(String);
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(tie("expression"), fc.constantFrom("+", "-", "*", "/"), tie("expression"))
          .map(([l, o, r]) => `${l} ${o} ${r}`),
        tie("expression").map((e) => `(${e})`),
      ),
    }));
    fc.assert(
      fc.property(expression, (text) => {
        const wanted = Function(`return ${text}`)() as number;
        expect(values(text)[0]).toBe(Number.isFinite(wanted) ? wanted : null);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["", "the formula ends where a number, a column name or a bracket should be"],
    ["a +", "the formula ends where a number, a column name or a bracket should be"],
    ["a b", "“b” stands where an operator or the end should be"],
    ["(a", "the formula ends where a closing bracket should be"],
    ["lg(a)", "there is no function “lg”. Did you mean “log”?"],
    ["log(a, b)", "log is given 2 values. Give it 1."],
    ["min(a)", "min is given 1 value. Give it 2 to 9."],
    ["a % 2", "“%” has no meaning here. Write / 100."],
    ["a × 2", "“×” has no meaning here. Write *."],
    ["c = a", "“=” has no meaning here. A formula is the right-hand side alone"],
    ["2018_gdp", "“2” has no meaning here. A column name that starts with a digit needs back-quotes"],
    [`${"(".repeat(300)}a`, "it is nested too deeply"],
  ])("refuses %s", (formula, message) => {
    expect(() => computeColumn(table, formula)).toThrow(message);
  });

  it("shows the place, and refuses logarithms that are none", () => {
    expect(() => computeColumn(table, "a + + * b")).toThrow(
      "the formula, character 7\n  a + + * b\n        ^: “*” stands where",
    );
    expect(() => computeColumn(table, "log(b)")).toThrow(
      "the formula log(b): 1 value is not above 0 and has no logarithm (row 2). Correct these cells, or add a constant inside the logarithm on purpose.",
    );
    expect(() => computeColumn(table, "log(c)")).toThrow(CeterisError);
    expect(() => computeColumn(table, "name + 1")).toThrow("text where numbers are needed");
  });
});
