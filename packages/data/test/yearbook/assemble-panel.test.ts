import { fromColumns, type PanelAction, type Table } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  assemblePanel,
  panelLogTable,
  type YearbookInput,
  type YearbookOptions,
  type YearbookTable,
} from "../../src/index.ts";

type Cells = readonly (string | number | null)[];
const input = (
  name: string,
  columns: Readonly<Record<string, Cells>>,
  layout: YearbookTable,
): YearbookInput => ({
  table: fromColumns(columns, name),
  layout,
});
const KEYS = { unit: "city", time: "year" };
const CHINA: YearbookOptions = { ...KEYS, divisions: { vintage: 2021 } };
const assemble = (inputs: readonly YearbookInput[], options: Partial<YearbookOptions> = {}) =>
  assemblePanel(inputs, { ...KEYS, ...options });

/** Rows as plain values; null where missing. */
function rowsOf(table: Table) {
  return Array.from({ length: table.nRows }, (_, i) =>
    Array.from(table.columns.values(), ({ values }) => {
      const v = values[i]!;
      return typeof v === "number" && Number.isNaN(v) ? null : v;
    }),
  );
}
const actions = ({ build }: ReturnType<typeof assemble>, action: PanelAction) =>
  build.log.filter((entry) => entry.action === action);

const LONG = { unit: "城市", time: "年份", columns: { gdp: "产值" } };

describe("assemblePanel", () => {
  it("joins a wide table, a long one and one for each year", () => {
    const found = assemble([
      input(
        "wide.csv",
        { 地区: ["A", "B"], "2016年": [1, 2], "2017年": [3, 4], 备注: ["x", "y"] },
        {
          unit: "地区",
          columns: { people: "*年" },
        },
      ),
      input(
        "long.csv",
        { 城市: ["B", "A", "A"], 年份: ["2016年", "２０１７年", "2016年"], 产值: [10, 30, 20] },
        LONG,
      ),
      input(
        "2016.csv",
        { 名称: ["A", " B"], 医院: [7, 8] },
        { unit: "名称", period: 2016, columns: { beds: "医院" } },
      ),
    ]);
    expect([...found.table.columns.keys()]).toEqual(["city", "year", "people", "gdp", "beds"]);
    expect(rowsOf(found.table)).toEqual([
      ["A", 2016, 1, 20, 7],
      ["A", 2017, 3, 30, null],
      ["B", 2016, 2, 10, 8],
      ["B", 2017, 4, null, null],
    ]);
    expect(found.build).toMatchObject({ nRows: 4, nUnits: 2, periods: ["2016", "2017"] });
    expect(found.build.sources.map((s) => [s.file, s.nCells])).toEqual([
      ["wide.csv", 4],
      ["long.csv", 3],
      ["2016.csv", 2],
    ]);
    expect(actions(found, "missing").map((e) => [e.unit, e.time, e.column])).toEqual([
      ["B", "2017", "gdp"],
      ["A", "2017", "beds"],
      ["B", "2017", "beds"],
    ]);
  });

  it("brings names and codes of divisions to one year, and skips what is none", () => {
    const found = assemble(
      [
        input(
          "long.csv",
          {
            城市: ["襄樊市", "襄阳市", "3205", "江苏省", "合计", "昆山市", "延边州", "注：略"],
            年份: [2009, 2011, 2009, 2009, 2009, 2009, 2009, 2009],
            产值: [1, 2, 3, 4, 5, 6, 7, 8],
          },
          LONG,
        ),
      ],
      { divisions: { vintage: 2021, province: "province", code: "code" } },
    );
    expect(rowsOf(found.table)).toEqual([
      ["延边朝鲜族自治州", "吉林", "222400", 2009, 7],
      ["苏州市", "江苏", "320500", 2009, 3],
      ["襄阳市", "湖北", "420600", 2009, 1],
      ["襄阳市", "湖北", "420600", 2011, 2],
    ]);
    expect(actions(found, "renamed").map((e) => [e.written, e.unit, e.note])).toEqual([
      ["襄樊市", "襄阳市", "former name; 襄樊市 renamed 2010: 襄阳市"],
      ["3205", "苏州市", "code"],
      ["延边州", "延边朝鲜族自治州", "short form"],
    ]);
    expect(actions(found, "skipped").map((e) => e.note)).toEqual([
      "the province 江苏",
      "a total, a mean, a region or a part",
      "a note",
    ]);
    expect(found.build.warnings.map((w) => w.message)).toEqual([
      "1 name or code means no unit of the panel, and its cells are left out (昆山市). Look for misprints; counties are no prefectures: add them up first, or leave divisions out to keep them.",
    ]);
  });

  it("leaves a merged city out, or adds it to what is additive", () => {
    const inputs = [
      input(
        "long.csv",
        {
          城市: ["济南市", "莱芜市", "济南市", "莱芜市"],
          年份: [2017, 2017, 2018, 2016],
          产值: [100, 10, 120, 9],
          率: [5, 6, 7, 8],
        },
        { ...LONG, columns: { gdp: { from: "产值", additive: true }, rate: "率" } },
      ),
    ];
    const dropped = assemblePanel(inputs, CHINA);
    expect(rowsOf(dropped.table)).toEqual([
      ["济南市", 2017, 100, 5],
      ["济南市", 2018, 120, 7],
    ]);
    expect(actions(dropped, "merged")).toMatchObject([
      {
        written: "莱芜市",
        unit: "济南市",
        cells: 4,
        note: "former name; 莱芜市 merged 2019: 济南市; left out",
      },
    ]);
    const summed = assemblePanel(inputs, { ...CHINA, divisions: { vintage: 2021, merged: "sum" } });
    // A rate cannot be added, nor Laiwu alone stand for both.
    expect(rowsOf(summed.table)).toEqual([
      ["济南市", 2017, 110, 5],
      ["济南市", 2018, 120, 7],
    ]);
    const before = assemblePanel(inputs, { ...CHINA, divisions: { vintage: 2018 } });
    expect(before.build.nUnits).toBe(2);
    const divided = assemblePanel(
      [input("t", { 城市: ["巢湖市", "合肥市"], 年份: [2010, 2010], 产值: [1, 2] }, LONG)],
      CHINA,
    );
    expect(actions(divided, "unmatched")[0]!.note).toBe("巢湖市 dissolved 2011: 合肥市, 芜湖市, 马鞍山市");
  });

  it("converts units without a digit lost, and rounds", () => {
    const one = (value: number, unit: string, to: string, round?: number) =>
      rowsOf(
        assemble([
          input(
            "t",
            { c: ["A"], v: [value] },
            { unit: "c", period: 1, columns: { v: { from: "v", unit, to, round } } },
          ),
        ]).table,
      )[0]![2];
    expect(one(1.1, "亿元", "万元")).toBe(11000);
    expect(one(0.07, "亿元", "万元")).toBe(700);
    expect(one(1.005, "亿元", "万元", 1)).toBe(10050);
    expect(one(30, "亩", "公顷")).toBeCloseTo(2, 12);
    expect(one(24612345, "人", "万人")).toBe(2461.2345);
    expect(one(0.9298, "1", "%", 2)).toBe(92.98);
    expect(one(92.98, "%", "1")).toBe(0.9298);
    expect(one(5, "‰", "%")).toBe(0.5);
    expect(one(5, "%", "‰")).toBe(50);
    expect(one(3, "平方公里", "公顷")).toBe(300);
    expect(one(7, "元", "元")).toBe(7);
    expect(() => one(1, "亿元", "万人")).toThrow(
      "亿元 → 万人: these measure different things. 亿元 can become 元, 千元, 万元, 亿元.",
    );
    expect(() => one(1, "万圆", "万元")).toThrow(
      "万圆 → 万元: the unit “万圆” is not known. Did you mean “万元”?",
    );
    expect(() => one(1, "斤", "吨")).toThrow("the unit “斤” is not known.");
  });

  it("lets the first table decide where two differ, and logs the second", () => {
    const table = (name: string, value: number) =>
      input(name, { 城市: ["A", "A"], 年份: [2016, 2016], 产值: [value, value + 1] }, LONG);
    const found = assemble([table("a.csv", 5), table("b.csv", 5 + 1e-12), table("c.csv", 7)]);
    expect(rowsOf(found.table)).toEqual([["A", 2016, 5]]);
    expect(actions(found, "conflict").map((e) => [e.file, e.row, e.value, e.note])).toEqual([
      ["a.csv", 2, 6, "5 is kept, of a.csv, row 1"],
      ["b.csv", 2, 6 + 1e-12, "5.000000000001 is kept, of b.csv, row 1"],
      ["c.csv", 2, 8, "7 is kept, of c.csv, row 1"],
      ["c.csv", 1, 7, "5 is kept, of a.csv, row 1"],
    ]);
    expect(actions(found, "duplicate")).toEqual([]);
    expect(found.build.warnings[0]!.message).toBe(
      "4 cells are told twice with different numbers (gdp of A 2016: 6 in a.csv, row 2; 5 is kept, of a.csv, row 1, gdp of A 2016: 6.000000000001 in b.csv, row 2; 5.000000000001 is kept, of b.csv, row 1 and 2 more). The row or table that stands first decides: put the better source first, correct the other, or choose rows by “where”.",
    );
    const same = assemble([input("a.csv", { 城市: ["A", "A"], 年份: [2016, 2016], 产值: [5, 5] }, LONG)]);
    expect(same.build.warnings).toEqual([]);
    expect(actions(same, "duplicate")).toMatchObject([
      { file: "a.csv", row: 2, note: "the same number as in row 1" },
    ]);
  });

  it("interpolates only what is asked for, over holes no longer than asked, and never beyond the ends", () => {
    const years = [2010, 2011, 2012, 2013, 2014, 2015, 2016];
    const inputs = [
      input(
        "t",
        {
          城市: years.map(() => "A"),
          年份: years,
          产值: [null, 1, null, 3, null, null, 6],
          人口: [1, 1, 1, null, 1, 1, null],
        },
        { ...LONG, columns: { gdp: "产值", people: "人口" } },
      ),
    ];
    const gdp = (most?: number) =>
      rowsOf(assemble(inputs, { interpolate: [{ columns: ["gdp"], most }] }).table).map((row) => row[2]);
    expect(gdp()).toEqual([null, 1, 2, 3, null, null, 6]);
    expect(gdp(2)).toEqual([null, 1, 2, 3, 4, 5, 6]);
    const found = assemble(inputs, { interpolate: [{ columns: ["gdp"], most: 2 }] });
    expect(actions(found, "imputed").map((e) => [e.time, e.value, e.note])).toContainEqual([
      "2014",
      4,
      "on the line from 3 in 2013 to 6 in 2016",
    ]);
    expect(found.build.columns.map((c) => [c.column, c.nImputed, c.nMissing])).toEqual([
      ["gdp", 3, 1],
      ["people", 0, 2],
    ]);
  });

  it("computes columns, marks conditions, and orders what is asked for", () => {
    const found = assemble(
      [
        input(
          "t",
          { 城市: ["苏州", "西安"], 年份: [2016, 2016], 产值: [4, 9], 人口: [2, 0] },
          {
            ...LONG,
            columns: { gdp: "产值", people: "人口" },
          },
        ),
      ],
      {
        divisions: { vintage: 2021, province: "province" },
        derive: { perHead: "gdp / people", twice: "2 * perHead", pilot: { where: 'province = "江苏"' } },
        columns: ["year", "city", "pilot", "twice"],
      },
    );
    expect([...found.table.columns.keys()]).toEqual(["year", "city", "pilot", "twice"]);
    expect(rowsOf(found.table)).toEqual([
      [2016, "苏州市", 1, 4],
      [2016, "西安市", 0, null],
    ]);
    expect(found.build.columns.find((c) => c.column === "twice")!.from).toEqual(["2 * perHead"]);
  });

  it("derives real values, lags and growth by the calendar, in the order given", () => {
    const found = assemblePanel(
      [
        input(
          "t",
          {
            城市: ["苏州", "苏州", "苏州", "无锡", "无锡"],
            年份: [2016, 2017, 2018, 2016, 2018],
            产值: [100, 110, 121, 50, 60],
            物价: [102, 101, 103, 102, 102],
          },
          { ...LONG, columns: { gdp: "产值", cpi: "物价" } },
        ),
      ],
      {
        ...CHINA,
        derive: {
          real: { verb: "deflate", column: "gdp", index: "cpi", kind: "previous", base: 2016 },
          before: { verb: "lag", column: "real" },
          growth: "100 * (real / before - 1)",
          place: { verb: "rank", column: "gdp", by: ["year"], order: "descending" },
        },
        columns: ["city", "year", "real", "growth", "place"],
      },
    );
    const [wuxi16, wuxi18, suzhou16, suzhou17, suzhou18] = rowsOf(found.table) as (number | null)[][];
    expect(wuxi16!.slice(1)).toEqual([2016, 50, null, 2]);
    // The chain is broken by 2017, which 无锡 lacks.
    expect(wuxi18!.slice(1)).toEqual([2018, null, null, 2]);
    expect(suzhou16!.slice(1)).toEqual([2016, 100, null, 1]);
    expect(suzhou17![2]).toBeCloseTo(110 / 1.01, 12);
    expect(suzhou17![3]).toBeCloseTo(100 * (110 / 1.01 / 100 - 1), 11);
    expect(suzhou18![2]).toBeCloseTo(121 / 1.01 / 1.03, 12);
    expect(found.build.columns.map((c) => c.from[0])).toEqual([
      "deflate of gdp, index cpi, kind previous, base 2016",
      "100 * (real / before - 1)",
      "rank of gdp, by year, order descending",
    ]);
  });

  it("takes a frame: these units in this order, in every period", () => {
    const inputs = [
      input("t", { 城市: ["北京", "苏州", "无锡"], 年份: [2017, 2016, 2015], 产值: [1, 2, 3] }, LONG),
    ];
    const found = assemblePanel(inputs, { ...CHINA, frame: ["苏州市", "北京市"], periods: [2016, 2017] });
    expect(rowsOf(found.table)).toEqual([
      ["苏州市", 2016, 2],
      ["苏州市", 2017, null],
      ["北京市", 2016, null],
      ["北京市", 2017, 1],
    ]);
    expect(actions(found, "outside").map((e) => e.note)).toEqual(["a period outside the panel"]);
    const refused = (frame: readonly string[]) => () => assemblePanel(inputs, { ...CHINA, frame });
    expect(refused(["苏州市", "昆山市"])).toThrow(
      "frame: “昆山市” is no division of prefecture level. Correct the list of units.",
    );
    expect(refused(["苏州市", "苏州"])).toThrow("frame: “苏州市” and “苏州” are one unit.");
    expect(refused(["莱芜市"])).toThrow("frame: “莱芜市” is part of 济南市 by then.");
  });

  it("warns of counties that passed between cities of the panel within its years", () => {
    const panel = (years: readonly number[]) =>
      assemblePanel(
        [
          input(
            "t",
            {
              城市: years.flatMap(() => ["六安市", "淮南市"]),
              年份: years.flatMap((y) => [y, y]),
              产值: years.flatMap(() => [1, 1]),
            },
            LONG,
          ),
        ],
        CHINA,
      ).build.warnings.map((w) => w.message);
    expect(panel([2014, 2015])).toEqual([
      "Counties or cities passed between units within the years of the panel (2015 寿县: 六安市 → 淮南市). Totals and rates of these units jump then for no other reason: leave the units out, or start later, and compare.",
    ]);
    expect(panel([2015, 2016])).toEqual([]);
  });

  it("refuses layouts that tell no period, or two, and tables without a match", () => {
    const table = { 城市: ["A"], 年份: [2016], 产值: [1] };
    const refused =
      (layout: Partial<YearbookTable>, options = {}) =>
      () =>
        assemble([input("t.csv", table, { unit: "城市", columns: { gdp: "产值" }, ...layout })], options);
    expect(refused({})).toThrow(
      "t.csv: nothing tells the period of its rows. Give time, a column; or period, a year; or put * for the year into the names of columns.",
    );
    expect(refused({ time: "年份", period: 2016 })).toThrow("t.csv: its period is told twice.");
    expect(refused({ time: "年份", columns: { gdp: "产值*" } })).toThrow(
      "t.csv: “产值*” takes periods from the names of columns, and so does not go with time or period. Leave time and period out, or name one column.",
    );
    expect(refused({ columns: { gdp: "产值*" } })).toThrow(
      "t.csv: no column is called “产值*” with a year in place of *. The columns are 城市, 年份, 产值.",
    );
    expect(refused({ period: 2016, columns: { gdp: "产业" } })).toThrow("there is no column “产业”");
    expect(refused({ period: 2016 }, { divisions: { vintage: 2021 } })).toThrow(
      "t.csv: no name was recognised (A). Check the column of units. Divisions are prefectures, or with level: province provinces; for a panel of counties or of firms leave divisions out, and units are joined as they are written.",
    );
    expect(refused({ period: 2016 }, { periods: [2018, 2020] })).toThrow("t.csv: no cell lies in the panel.");
    expect(refused({ period: 2016 }, { derive: { x: "log(gdp - 1)" } })).toThrow(
      "the formula log(gdp - 1): 1 value is not above 0 and has no logarithm (row 1).",
    );
  });

  it("refuses columns that would take the place of units, periods or divisions", () => {
    const one = [
      input("t", { 城市: ["苏州"], 产值: [1] }, { unit: "城市", period: 2016, columns: { gdp: "产值" } }),
    ];
    const message = (options: Partial<YearbookOptions>) => () => assemblePanel(one, { ...CHINA, ...options });
    expect(message({ derive: { year: "gdp" } })).toThrow(
      "column “year”: it is a column of units, periods or divisions, and one of a table or formula too. Give each a name of its own.",
    );
    expect(message({ time: "gdp" })).toThrow("column “gdp”: it is a column of units");
    expect(message({ divisions: { vintage: 2021, province: "city" } })).toThrow(
      "column “city”: two of unit, time, province and code have this name.",
    );
  });

  it("filters rows of a table, and gives its log as a table", () => {
    const found = assemble([
      input(
        "t",
        { 城市: ["A", "A"], 年份: [2016, 2016], 口径: ["全市", "市辖区"], 产值: [1, 2] },
        { ...LONG, where: '口径 = "全市"' },
      ),
    ]);
    expect(rowsOf(found.table)).toEqual([["A", 2016, 1]]);
    const log = panelLogTable(found.build.log);
    expect([...log.columns.keys()].slice(0, 4)).toEqual(["action", "file", "row", "written"]);
    expect(log.nRows).toBe(found.build.log.length);
  });

  it("does not depend on the order of rows where no cell is told twice", () => {
    const cities = ["苏州", "无锡市", "3201", "莱芜", "襄樊"];
    const rows = cities.flatMap((city, u) =>
      [2009, 2010, 2012].map((year, t) => [city, year, 10 * u + t] as const),
    );
    const panel = (given: typeof rows) =>
      assemblePanel(
        [
          input(
            "t",
            { 城市: given.map((r) => r[0]), 年份: given.map((r) => r[1]), 产值: given.map((r) => r[2]) },
            LONG,
          ),
        ],
        CHINA,
      );
    expect(rowsOf(panel([...rows].reverse()).table)).toEqual(rowsOf(panel(rows).table));
    expect(panel([...rows].reverse()).build.counts).toEqual(panel(rows).build.counts);
  });
});
