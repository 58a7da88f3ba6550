import type { Table } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { errorOf } from "../../../../test/error-of.ts";
import { filterRows, parseDelimited } from "../../src/index.ts";

const read = (cells: readonly string[], options = {}) => {
  const table = parseDelimited(`x\ty\n${cells.map((c) => `${c}\t1`).join("\n")}\n`, "book.csv", options);
  const { type, values } = table.columns.get("x")!;
  return { type, values: [...values], warnings: table.source.warnings };
};

describe("columns of a yearbook", () => {
  it("become numbers, every change counted", () => {
    const { type, values, warnings } = read(["1,234.5", "２３", "99①", "—", "—", "…", "", "NA", "7"]);
    expect([type, values]).toEqual(["number", [1234.5, 23, 99, ...new Array(5).fill(Number.NaN), 7]]);
    expect(warnings).toEqual([
      {
        code: "CELLS_CLEANED",
        message:
          "Cells of column “x” were changed in reading: thousands separators left out in 1 cell; footnote marks left out in 1 cell; full-width characters read in 1 cell; taken as missing: “—” in 2, “…” in 1. Name it among the text columns to keep them as they are.",
        details: {
          column: "x",
          thousands: 1,
          percent: 0,
          footnotes: 1,
          fullWidth: 1,
          years: 0,
          truths: 0,
          dates: 0,
          missing: [
            { text: "—", count: 2 },
            { text: "…", count: 1 },
          ],
        },
      },
    ]);
  });

  it("stay as they are when they are named text, or plain, or have leading zeros", () => {
    expect(read(["1,234", "—"], { text: ["x"] })).toEqual({
      type: "text",
      values: ["1,234", "—"],
      warnings: [],
    });
    expect(read(["1", "2"]).warnings).toEqual([]);
    expect(read(["001", "1,234"])).toEqual({ type: "text", values: ["001", "1,234"], warnings: [] });
    expect(read(["—", "—"])).toEqual({ type: "text", values: ["—", "—"], warnings: [] });
    expect(read(["北京", "-", "3"]).values).toEqual(["北京", "-", "3"]);
  });

  it("TEXT_IN_NUMBERS names row and value of what keeps a column from being numbers", () => {
    const cells = Array.from({ length: 20 }, (_, i) => String(i));
    const { type, values, warnings } = read([...cells, "约7", "1,000"]);
    expect([type, values.at(-1)]).toEqual(["text", "1,000"]);
    expect(warnings).toEqual([
      {
        code: "TEXT_IN_NUMBERS",
        message:
          "Column “x” stays text, although 21 of its 22 cells are numbers: “约7” in row 21. Correct these cells, or declare their text missing.",
        details: { column: "x", nNumbers: 21, nText: 1, nPercent: 0, cells: [{ row: 21, text: "约7" }] },
      },
    ]);
    expect(read([...cells, "约7"], { missing: ["约7"] })).toMatchObject({
      type: "number",
      values: [...cells.map(Number), Number.NaN],
    });
  });

  it("stay text when some of their numbers are per cent and others are not", () => {
    const { type, warnings } = read(["12%", "3"]);
    expect(type).toBe("text");
    expect(warnings[0]!.message).toBe(
      "Column “x” stays text: 1 of its 2 numbers have a percent sign and the others have none. Write all of them in one way.",
    );
    expect(read(["12%", "3%", "—"]).values).toEqual([0.12, 0.03, Number.NaN]);
  });

  it("read decimal commas when declared, and find the delimiter in spite of them", () => {
    const table = parseDelimited("a;b\n1,5;1.000,25\n-2;3\n", "t", { decimal: "," });
    expect([...table.columns.values()].map((c) => [...c.values])).toEqual([
      [1.5, -2],
      [1000.25, 3],
    ]);
    expect(parseDelimited("a;b\n1,500;2\n", "t").columns.get("a")!.values).toEqual(["1,500"]);
  });

  it("DECIMAL_COMMA where all would be numbers if the comma were told", () => {
    const table = parseDelimited("a;b;c\n1,5;x,y;1,5\n-2,25;3,1;1.5\n", "t");
    expect(table.columns.get("a")!.values).toEqual(["1,5", "-2,25"]);
    expect(table.source.warnings).toEqual([
      {
        code: "DECIMAL_COMMA",
        message:
          "Column “a” stays text, but with a comma as decimal mark it holds nothing but numbers, such as “1,5”. If that is meant, give --decimal , (in a study, data.decimal).",
        details: { columns: ["a"], example: "1,5" },
      },
    ]);
  });

  it("blank what is declared missing, in numbers and in text", () => {
    const table = parseDelimited("a,b\n-99,x\n3,none\n", "t", { missing: ["-99", "none"] });
    expect([...table.columns.values()].map((c) => [...c.values])).toEqual([
      [Number.NaN, 3],
      ["x", null],
    ]);
    expect(table.source.warnings.map((w) => w.details!.missing)).toEqual([
      [{ text: "-99", count: 1 }],
      [{ text: "none", count: 1 }],
    ]);
  });

  it("NOT_NUMERIC for a column that is declared a number column and is none", () => {
    expect(read(["001", "1,5"], { number: ["x"], decimal: "," }).values).toEqual([1, 1.5]);
    const error = errorOf(() => read(["1", "abc", "x"], { number: ["x"] }));
    expect([error.code, error.message]).toEqual([
      "NOT_NUMERIC",
      "book.csv, column “x”: it is declared a number column but has text in 2 cells: “abc” in row 2, “x” in row 3. Correct these cells, or declare their text missing.",
    ]);
    expect(error.details.rows).toEqual([2, 3]);
  });

  it("UNKNOWN_COLUMN and OPTION_INVALID for declarations that cannot be", () => {
    for (const option of ["columns", "text", "number"]) {
      expect(errorOf(() => read(["1"], { [option]: ["z"] })).code).toBe("UNKNOWN_COLUMN");
    }
    expect(errorOf(() => read(["1"], { text: ["x"], number: ["x"] })).message).toBe(
      "column “x”: it is named both as text and as number. Name it in one of the two.",
    );
  });
});

describe("what else a column of text may be", () => {
  const cleaned = (cells: readonly string[], options = {}) => {
    const { type, values, warnings } = read(cells, options);
    return [type, values, warnings.map((w) => w.message.replace(/^.*in reading: (.*)\. Name it.*$/, "$1"))];
  };

  it("truth values, as R and Python write them", () => {
    expect(cleaned(["TRUE", "FALSE", "NA", "TRUE"])).toEqual([
      "number",
      [1, 0, Number.NaN, 1],
      ["TRUE and FALSE read as 1 and 0 in 3 cells"],
    ]);
    expect(cleaned(["true", "False"])[1]).toEqual([1, 0]);
    for (const cells of [
      ["TRUE", "1"],
      ["TRUE", "yes"],
      ["T", "F"],
    ])
      expect(cleaned(cells)).toEqual(["text", cells, []]);
    expect(cleaned(["TRUE"], { text: ["x"] })).toEqual(["text", ["TRUE"], []]);
  });

  it.each([
    [["2018/3/1", "2018/12/31", ""], ["2018-03-01", "2018-12-31", null], 2],
    [["2018年3月", "2018年12月"], ["2018-03", "2018-12"], 2],
    [["2018年3月1日", "2018-12-01"], ["2018-03-01", "2018-12-01"], 1],
    [["2018.3.1", "2018.12.01"], ["2018-03-01", "2018-12-01"], 2],
    [["2018/3/1 0:00", "2018/12/1 0:00"], ["2018-03-01", "2018-12-01"], 2],
    [["2018/3/1 8:05", "2018/12/1 0:00:07"], ["2018-03-01T08:05:00", "2018-12-01T00:00:07"], 2],
  ])("dates, so that they sort: %j", (cells, values, count) => {
    expect(cleaned(cells)).toEqual([
      "text",
      values,
      [`dates written so that they sort, as 2018-03-01, in ${count} ${count === 1 ? "cell" : "cells"}`],
    ]);
  });

  it("no dates: other orders, days that are none, a text among them, ISO already", () => {
    for (const cells of [
      ["3/1/2018", "12/31/2018"],
      ["2018/13/1", "2018/1/1"],
      ["2018/2/30"],
      ["2018/19", "2019/20"],
      ["2018/3/1", "unknown"],
      ["2018-03-01", "2018-12-31"],
      ["2018/3-1"],
    ])
      expect(cleaned(cells)).toEqual(["text", cells, []]);
  });

  it("extended missing values of Stata are missing among numbers, and text elsewhere", () => {
    expect(cleaned([".a", "3", ".z"])).toEqual([
      "number",
      [Number.NaN, 3, Number.NaN],
      ["taken as missing: “.a” in 1, “.z” in 1"],
    ]);
    expect(cleaned([".a", "b"])[0]).toBe("text");
  });
});

describe("TOTAL_ROWS", () => {
  const text = "省,市,y\n河北,石家庄,1\n河北,唐山,2\n河北,小 计,3\n合计,,3\n";
  const remarks = (table: Table) => table.source.warnings.map((w) => w.message);

  it("points out rows that add others up, until they are left out", () => {
    const table = parseDelimited(text);
    expect(remarks(table)).toEqual([
      "Row 4 of column “省” seems to be a total of others (“合计”) and would count as a unit. Leave it out with --where (in a study, data.where), for example 省 != '合计'.",
      "Row 3 of column “市” seems to be a total of others (“小 计”) and would count as a unit. Leave it out with --where (in a study, data.where), for example 市 != '小 计'.",
    ]);
    expect(remarks(filterRows(table, "省 != '合计'"))).toHaveLength(1);
    expect(remarks(filterRows(table, "市 != '小 计'"))).toEqual([]);
  });

  it("takes no category for a total", () => {
    expect(remarks(parseDelimited("kind,y\ntotal,1\nmen,2\ntotal,3\n"))).toEqual([]);
    expect(remarks(parseDelimited("kind,y\ntotals,1\nmen,2\nTotal Ltd,3\n"))).toEqual([]);
  });
});

describe("reading a part of delimited text", () => {
  it("keeps the columns asked for, in the order of the file", () => {
    const table = parseDelimited("a,b,c\n1,x,3\n2,y,4\n", "t", { columns: ["c", "a"] });
    expect([...table.columns.keys()]).toEqual(["a", "c"]);
  });

  it("skips the lines above the names, however they end", () => {
    for (const eol of ["\n", "\r\n", "\r"]) {
      const text = ["表1 “产值”", "", "a,b", "1,2"].join(eol);
      const table = parseDelimited(text, "t", { headerRow: 3 });
      expect([...table.columns].map(([k, c]) => [k, ...c.values])).toEqual([
        ["a", 1],
        ["b", 2],
      ]);
    }
    expect(errorOf(() => parseDelimited("a\n1\n", "t", { headerRow: 9 })).code).toBe("TABLE_EMPTY");
  });
});
