import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CeterisError, type Table } from "@ceteris/core";
import { utils, type WorkSheet, write } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";

const folder = new URL("../fixtures/sheets/", import.meta.url).pathname;
let made = "";
beforeAll(() => {
  made = mkdtempSync(join(tmpdir(), "read-workbook-"));
});
afterAll(() => rmSync(made, { recursive: true }));

const columns = (table: Table) => Object.fromEntries([...table.columns].map(([k, c]) => [k, [...c.values]]));
const codes = (table: Table) => table.source.warnings.map((w) => w.code);

/** A workbook of sheets made from rows, as .xlsx or .xls. */
function book(sheets: Record<string, unknown[][] | WorkSheet>, name = "b.xlsx"): string {
  const workbook = utils.book_new();
  for (const [sheet, rows] of Object.entries(sheets)) {
    utils.book_append_sheet(workbook, Array.isArray(rows) ? utils.aoa_to_sheet(rows) : rows, sheet);
  }
  const bookType = name.endsWith(".xls") ? "xls" : "xlsx";
  writeFileSync(join(made, name), Buffer.from(write(workbook, { type: "array", bookType }) as ArrayBuffer));
  return join(made, name);
}
const failure = (path: string, options = {}) =>
  readTable(path, options).then(
    () => expect.fail("no error"),
    (e) => {
      expect(e).toBeInstanceOf(CeterisError);
      return e.message;
    },
  );

describe("workbooks of cells of every type", () => {
  const pandas = JSON.parse(readFileSync(`${folder}cells.json`, "utf8")).columns;

  it.each([
    "libreoffice/openpyxl.xlsx",
    "libreoffice/openpyxl.xls",
    "libreoffice/openpyxl.ods",
    "openpyxl.xlsb",
  ])("%s is read as pandas reads it", async (name) => {
    const table = await readTable(`${folder}${name}`);
    expect([...table.columns.keys()]).toEqual(pandas.columns);
    pandas.columns.forEach((key: string, j: number) => {
      const theirs = pandas.data.map((row: unknown[]) => row[j]);
      const ours = [...table.columns.get(key)!.values].map((v) =>
        typeof v === "number" && Number.isNaN(v) ? null : v,
      );
      // Differences that are meant: codes shown with zeros, ISO dates without an empty time, trimmed texts.
      if (key === "code") expect(ours).toEqual(["000001", "000022", null]);
      else if (key === "day" || key === "moment") {
        expect(ours).toEqual(
          theirs.map((v: string | null) => v?.replace(/\.000$/, "").replace("T00:00:00", "") ?? null),
        );
      } else expect(ours).toEqual(theirs.map((v: unknown) => (typeof v === "string" ? v.trim() : v)));
    });
    expect(codes(table)).toEqual(["SHEET_CHOSEN", "CELL_ERRORS"]);
  });

  it("gives counts for dates and numbers for padded codes when told", async () => {
    const options = { number: ["day", "code"], columns: ["day", "code"] };
    for (const name of ["openpyxl.xlsx", "libreoffice/openpyxl.xls", "libreoffice/openpyxl.ods"]) {
      expect(columns(await readTable(`${folder}${name}`, options))).toEqual({
        day: [43160, 36525, Number.NaN],
        code: [1, 22, Number.NaN],
      });
    }
  });

  it("says that formulas were never computed", async () => {
    const table = await readTable(`${folder}openpyxl.xlsx`, { columns: ["sum"] });
    expect(table.source.warnings.at(-1)).toEqual({
      code: "CELL_ERRORS",
      message:
        "3 cells hold an error such as #N/A or #DIV/0!, or a formula whose value was never saved, and are missing (sum: 3).",
      details: { count: 3, columns: { sum: 3 } },
    });
  });
});

describe("a page of a yearbook", () => {
  it.each([
    "yearbook.xlsx",
    "yearbook.xlsb",
    ...["xlsx", "xls", "ods"].map((e) => `libreoffice/yearbook.${e}`),
  ])("%s", async (name) => {
    const table = await readTable(`${folder}${name}`);
    expect(columns(table)).toEqual({
      省份: ["北京", "北京", "天津", "天津"],
      年份: [2018, 2019, 2018, 2019],
      产值_工业: [1234.5, 234, 99, Number.NaN],
      产值_农业: [12, Number.NaN, 3.5, 4],
      比重: [0.125, 0.07, 0.08, 1],
    });
    expect(codes(table)).toEqual([
      "HEADER_FOUND",
      "NOTES_LEFT_OUT",
      "MERGED_FILLED",
      "CELLS_CLEANED",
      "CELLS_CLEANED",
      "CELLS_CLEANED",
    ]);
    expect(table.source.warnings.slice(0, 3).map((w) => w.message)).toEqual([
      "Row 4 was taken for the names of the columns; what is above was left out (“表1 各省主要指标”). If another has the names, give it with --header-row (in a study, data.headerRow).",
      "2 rows below the table with nothing but a text at the left were left out as notes: “注：①为初步核算数。”, “资料来源：统计年鉴”.",
      "2 cells covered by merged cells got their value. Check that the value holds for each row.",
    ]);
  });
});

describe("rows below the names and below the table", () => {
  it("units become labels, in whichever columns are read", async () => {
    const path = book({
      s: [
        ["城市", "年份", "产值", "人口"],
        [null, null, "（亿元）", "万人"],
        ["北京", 2018, 1, 2],
        ["天津", 2018, 3, 4],
      ],
    });
    for (const options of [{}, { columns: ["城市", "产值"] }]) {
      const table = await readTable(path, options);
      expect([table.nRows, table.columns.get("产值")!.label]).toEqual([2, "产值 (亿元)"]);
      expect(codes(table)).toEqual(["LABEL_ROWS"]);
    }
  });

  it("units in brackets in the second row of names become labels, unless they tell columns apart", async () => {
    const sheet = utils.aoa_to_sheet([
      ["城市", "产值", "人口", null],
      [null, "（亿元）", "（万人）", "（%）"],
      ["北京", 1, 2, 3],
      ["天津", 4, 5, 6],
    ]);
    sheet["!merges"] = [utils.decode_range("A1:A2"), utils.decode_range("C1:D1")];
    const table = await readTable(book({ s: sheet }));
    expect([...table.columns].map(([k, c]) => [k, c.label])).toEqual([
      ["城市", undefined],
      ["产值", "产值 (亿元)"],
      ["人口_（万人）", undefined],
      ["人口_（%）", undefined],
    ]);
  });

  it("a note beside the names is no column, and years may be names below a title", async () => {
    const rows = [["表1"], ["城市", 2017, 2018, null, "注：略"], ["北京", 1, 2], ["天津", 3, 4]];
    const table = await readTable(book({ s: rows }));
    expect(columns(table)).toEqual({ 城市: ["北京", "天津"], 2017: [1, 3], 2018: [2, 4] });
    expect(codes(table)).toEqual(["HEADER_FOUND"]);
  });

  it("notes are left out below two columns only if they say what they are", async () => {
    const rows = [["城市", "y"], ["北京", 1], ["天津"], ["注：略"], ["资料来源：年鉴"]];
    const table = await readTable(book({ s: rows }));
    expect(columns(table)).toEqual({ 城市: ["北京", "天津"], y: [1, Number.NaN] });
    expect(codes(table)).toEqual(["NOTES_LEFT_OUT"]);
  });
});

describe("which sheet, which row", () => {
  const rows = [
    ["city", "y"],
    ["A", 1],
  ];

  it("the first with a table, which a cover page is not, or else the first with cells", async () => {
    const cover = [["统计年鉴"], ["编者：统计局"]];
    const table = await readTable(book({ 说明: cover, 数据: rows }));
    expect(columns(table)).toEqual({ city: ["A"], y: [1] });
    expect(codes(table)).toEqual(["SHEET_CHOSEN"]);
    const one = await readTable(book({ empty: [], list: [["y"], [2]], end: [["c"], [3]] }));
    expect([columns(one), codes(one)]).toEqual([{ y: [2] }, ["SHEET_CHOSEN"]]);
  });

  it.each(["s.xlsx", "s.xls"])("%s: the first with cells, or the one asked for", async (name) => {
    const path = book({ empty: [], one: rows, y2019: [["b"], [2]], 三: [["c"], [3]] }, name);
    const table = await readTable(path);
    expect(columns(table)).toEqual({ city: ["A"], y: [1] });
    expect(table.source.warnings).toEqual([
      {
        code: "SHEET_CHOSEN",
        message:
          "Sheet “one” was read; the workbook has 3 more (empty, y2019, 三). Give another with --sheet (in a study, data.sheet).",
        details: { sheet: "one", others: ["empty", "y2019", "三"] },
      },
    ]);
    expect(columns(await readTable(path, { sheet: "y2019" }))).toEqual({ b: [2] });
    expect(columns(await readTable(path, { sheet: "4" }))).toEqual({ c: [3] });
    expect(await failure(path, { sheet: "onee" })).toBe(
      `${name}: there is no sheet “onee”. Did you mean “one”?`,
    );
    expect(await failure(path, { sheet: "1" })).toBe(
      `${name}, sheet “empty”: the sheet is empty. Name the sheet with the data by --sheet (in a study, data.sheet).`,
    );
  });

  it("takes the row of names that is given", async () => {
    const path = book({
      s: [
        ["a", "b"],
        ["x", "y"],
        ["u", "v"],
        [1, 2],
      ],
    });
    expect(columns(await readTable(path))).toEqual({ a: ["x", "u", "1"], b: ["y", "v", "2"] });
    expect(columns(await readTable(path, { headerRow: 3 }))).toEqual({ u: [1], v: [2] });
    expect(await failure(path, { headerRow: 9 })).toBe(
      "b.xlsx, sheet “s”, --header-row: row 9 of the sheet is empty. The rows with cells are 1 to 4: give the number of the one with the names.",
    );
  });

  it("keeps years as names of columns, unnamed columns that are filled, and a table that starts in the middle", async () => {
    expect(
      columns(
        await readTable(
          book({
            s: [
              ["city", 2010, 2011],
              ["A", 1, 2],
            ],
          }),
        ),
      ),
    ).toEqual({ city: ["A"], 2010: [1], 2011: [2] });
    expect(
      columns(await readTable(book({ s: [[], [], [null, null, "a", null, "c"], [null, null, 1, 2, 3]] }))),
    ).toEqual({ a: [1], column_4: [2], c: [3] });
  });

  it("DUPLICATE_COLUMN", async () => {
    expect(
      await failure(
        book({
          s: [
            ["a", "a"],
            [1, 2],
          ],
        }),
      ),
    ).toBe("b.xlsx, header: columns 1 and 2 are both named “a”. Give every column a name of its own.");
  });

  it("reads the text that a rich or inline cell shows, dates before March 1900 and those of 1904", async () => {
    const sheet = utils.aoa_to_sheet([["d"], [59], [61], [1.5]]);
    for (const cell of ["A2", "A3", "A4"]) sheet[cell].z = "yyyy-mm-dd";
    expect(columns(await readTable(book({ s: sheet })))).toEqual({
      d: ["1900-02-28", "1900-03-01", "1900-01-01T12:00:00"],
    });
  });
});
