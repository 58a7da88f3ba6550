import { CeterisError, fromColumns, rowName } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorOf } from "../../../../test/error-of.ts";
import { filterRows } from "../../src/index.ts";

const table = fromColumns(
  {
    id: [1, 2, 3, 4, 5],
    year: [2016, 2017, 2018, null, 2020],
    province: ["甘肃", "青海", null, "甘肃", "O'Neill"],
    "gdp per head": [1.5, -2, 0, 3, Number.NaN],
    城市: ["a", "b", "c", "d", "e"],
    lag: [2015, 2017, 2019, 2018, 2020],
    "first.treat": [0, 0, 1, 1, 1],
    not: [1, 2, 3, 4, 5],
  },
  "panel.csv",
);
const ids = (expression: string) => [...filterRows(table, expression).columns.get("id")!.values];
const failure = (expression: string) => errorOf(() => filterRows(table, expression));

describe("filterRows: the language", () => {
  it.each<[string, number[]]>([
    ["year = 2017", [2]],
    ["year == 2017", [2]],
    ["2017 = year", [2]],
    ["year != 2017", [1, 3, 5]],
    ["year <> 2017", [1, 3, 5]],
    ["year < 2017", [1]],
    ["year<=2017", [1, 2]],
    ["year > 2017", [3, 5]],
    ["year>=2.017e3", [2, 3, 5]],
    ["`gdp per head` > -2", [1, 3, 4]],
    ["`gdp per head`>=-2", [1, 2, 3, 4]],
    ["`gdp per head` = .0", [3]],
    ["province = '甘肃'", [1, 4]],
    ['province != "甘肃"', [2, 5]],
    ["province = 'O''Neill'", [5]],
    ['province = "O\'Neill"', [5]],
    ["城市 >= 'd'", [4, 5]],
    ["year = lag", [2, 5]],
    ["year < lag", [3]],
    ["first.treat = 1", [3, 4, 5]],
    ["`not` = 2", [2]],
    ["year in (2016, 2018, 1)", [1, 3]],
    ["year not in (2016, 2018)", [2, 5]],
    ["province IN ('青海')", [2]],
    ["year is missing", [4]],
    ["province is not missing", [1, 2, 4, 5]],
    ["NOT year is missing", [1, 2, 3, 5]],
    ["not not year = 2016", [1]],
    ["year = 2016 or year = 2017 and id = 9", [1]],
    ["(year = 2016 or year = 2017) and id = 2", [2]],
    ["not year = 2016 and id < 3", [2]],
    ["not (year = 2016 and id < 3)", [2, 3, 4, 5]],
    ["year = 2016 And id = 1 OR id=5", [1, 5]],
    ["\n year\t=\n2016 ", [1]],
    ["1 = 1", [1, 2, 3, 4, 5]],
    ["1 > 2", []],
  ])("%s", (expression, expected) => {
    expect(ids(expression)).toEqual(expected);
  });

  it("a comparison with a missing value is false, and its opposite true", () => {
    for (const comparison of [
      "year = 2016",
      "year != 2016",
      "year < 3000",
      "year not in (1)",
      "year = year",
    ]) {
      expect(ids(comparison)).not.toContain(4);
      expect(ids(`not (${comparison})`)).toContain(4);
    }
  });

  it("compares text by code point", () => {
    const texts = fromColumns({ x: ["\u{10000}", "\uFFFD", "a", "B", "z"] });
    expect(filterRows(texts, "x > '\uFFFD'").columns.get("x")!.values).toEqual(["\u{10000}"]);
    expect(filterRows(texts, "x < 'a'").columns.get("x")!.values).toEqual(["B"]);
  });

  it("keeps the number of each row in the data as read, through several filters", () => {
    const kept = filterRows(filterRows(table, "id > 1"), "id > 3");
    expect([rowName(kept, 0), rowName(kept, 1), kept.source.nRowsRead]).toEqual(["row 4", "row 5", 5]);
  });

  it("agrees with the filter written as a function", () => {
    const columns = fc.record({
      a: fc.array(fc.option(fc.integer({ min: -2, max: 2 })), { minLength: 6, maxLength: 6 }),
      b: fc.array(fc.option(fc.integer({ min: -2, max: 2 })), { minLength: 6, maxLength: 6 }),
    });
    type Row = Record<"a" | "b", number | null>;
    type Case = { text: string; test: (row: Row) => boolean };
    const operators: Record<string, (p: number, q: number) => boolean> = {
      "=": (p, q) => p === q,
      "!=": (p, q) => p !== q,
      "<": (p, q) => p < q,
      ">=": (p, q) => p >= q,
    };
    const { condition } = fc.letrec<{ condition: Case; leaf: Case }>((tie) => ({
      leaf: fc
        .tuple(
          fc.constantFrom("a" as const, "b" as const),
          fc.constantFrom(...Object.keys(operators)),
          fc.integer({ min: -2, max: 2 }),
        )
        .map(([name, op, v]) => ({
          text: `${name} ${op} ${v}`,
          test: (row) => row[name] !== null && operators[op]!(row[name], v),
        })),
      condition: fc.oneof(
        { maxDepth: 4 },
        tie("leaf"),
        tie("condition").map((c) => ({ text: `not (${c.text})`, test: (row: Row) => !c.test(row) })),
        fc.tuple(tie("condition"), tie("condition")).map(([p, q]) => ({
          text: `(${p.text}) and (${q.text})`,
          test: (row: Row) => p.test(row) && q.test(row),
        })),
        fc.tuple(tie("leaf"), tie("leaf"), tie("leaf")).map(([p, q, r]) => ({
          text: `${p.text} or ${q.text} and not ${r.text}`,
          test: (row: Row) => p.test(row) || (q.test(row) && !r.test(row)),
        })),
      ),
    }));
    fc.assert(
      fc.property(columns, condition, ({ a, b }, { text, test }) => {
        const made = fromColumns({
          i: [0, 1, 2, 3, 4, 5],
          a: [...a, 0].slice(0, 6),
          b: [...b, 0].slice(0, 6),
        });
        const expected = [0, 1, 2, 3, 4, 5].filter((i) => test({ a: a[i]!, b: b[i]! }));
        expect([...filterRows(made, text).columns.get("i")!.values]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe("filterRows: refusals", () => {
  it("UNKNOWN_COLUMN suggests the nearest name", () => {
    expect(failure("yeer = 2016").message).toBe("panel.csv: there is no column “yeer”. Did you mean “year”?");
    expect(failure("provnce in ('x')").code).toBe("UNKNOWN_COLUMN");
    expect(failure("xyz is missing").code).toBe("UNKNOWN_COLUMN");
  });

  it("FILTER_SYNTAX shows the place with a caret, wide characters counted as two places", () => {
    expect(failure("year >== 2016").message).toBe(
      "the row filter, character 8\n  year >== 2016\n         ^: “=” stands where a value or a column name should be. " +
        'Examples: year >= 2016 and province in ("甘肃", "青海"); not (gdp is missing).',
    );
    expect(failure("城市 == 'a' & id = 1").where).toBe(
      "the row filter, character 11\n  城市 == 'a' & id = 1\n              ^",
    );
  });

  it.each<[string, string, string]>([
    ["", "the filter ends where a condition should be", "Examples"],
    [
      "year",
      "the filter ends where a comparison (=, !=, <, <=, >, >=, in, is missing) should be",
      "Examples",
    ],
    ["year =", "the filter ends where a value or a column name should be", "Examples"],
    ["(year = 1", "the filter ends where a closing bracket should be", "Examples"],
    ["year = 1)", "“)” stands where and, or, or the end should be", "Examples"],
    ["year = 1 year = 2", "“year” stands where and, or, or the end should be", "Examples"],
    ["year in 2016", "“2016” stands where an opening bracket should be", "Examples"],
    ["year in ()", "“)” stands where a number or a quoted text should be", "Examples"],
    ["year in (2016", "the filter ends where a comma or a closing bracket should be", "Examples"],
    ["year not = 2016", "“=” stands where in should be", "Examples"],
    ["year is 2016", "“2016” stands where missing or not missing should be", "Examples"],
    ["province in (甘肃)", "“甘肃” is not a value", 'Put text into quotation marks: "甘肃"'],
    [
      "2016 in (2016)",
      "“2016” is a value where a column name should be",
      "Give a column name, without quotation marks",
    ],
    [
      "'x' is missing",
      "“x” is a value where a column name should be",
      "Give a column name, without quotation marks",
    ],
    [
      "province = '甘肃",
      "the quotation mark ' is never closed",
      "Close it, or write it twice inside the text",
    ],
    ["province = “甘肃”", "““” has no meaning here", 'Use straight quotation marks: "text"'],
    ["year = 2016 & id = 1", "“&” has no meaning here", "Write and"],
    ["!(year = 2016)", "“!” has no meaning here", "Write not, or != for unequal"],
    [
      "year + 1 = 2016",
      "“+” has no meaning here",
      "A filter compares columns with values and does not calculate",
    ],
    ["2018gdp = 1", "“2” has no meaning here", "A column name that starts with a digit needs back-quotes"],
    ["year = 2016; id", "“;” has no meaning here", "A filter is made of comparisons"],
    [
      "province = 2016",
      "a text is compared with a number",
      "The column “province” is text: compare it with a text in quotation marks",
    ],
    [
      "year = '2016'",
      "a text is compared with a number",
      "The column is one of numbers: write the number without quotation marks",
    ],
    ["year in (2016, '2017')", "a text is compared with a number", "The column is one of numbers"],
    [
      "year = province",
      "a text is compared with a number",
      "Of the two columns “province” is text: compare columns of one type",
    ],
    [
      `${"(".repeat(300)}id = 1${")".repeat(300)}`,
      "the brackets are nested too deeply",
      "Write a simpler filter",
    ],
  ])("FILTER_SYNTAX: %s", (expression, what, mend) => {
    const error = failure(expression);
    expect([error.code, error.what]).toEqual(["FILTER_SYNTAX", what]);
    expect(error.mend).toContain(mend);
  });

  it("never runs an expression as code", () => {
    for (const expression of [
      "constructor = 1",
      "process.exit(1)",
      "id = 1 || (globalThis.x = 1)",
      "`__proto__` = 1",
      "$id",
    ]) {
      expect(failure(expression).code).toMatch(/^(FILTER_SYNTAX|UNKNOWN_COLUMN)$/);
    }
  });

  it("ends any text in a table or a typed error", () => {
    const pieces = fc.constantFrom(
      "id",
      "year",
      "province",
      "=",
      "!=",
      "<",
      "(",
      ")",
      "and",
      "or",
      "not",
      "in",
      "is",
      "missing",
      "1",
      "-2e3",
      "'a'",
      "`id`",
      ",",
      "城",
      "\\",
      "'",
    );
    fc.assert(
      fc.property(fc.array(pieces), fc.constantFrom("", " "), (parts, glue) => {
        try {
          expect(filterRows(table, parts.join(glue)).nRows).toBeLessThanOrEqual(5);
        } catch (error) {
          expect(error).toBeInstanceOf(CeterisError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
