import type { Table } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { parseDelimited } from "../../src/index.ts";

const columns = (table: Table) => Object.fromEntries([...table.columns].map(([k, c]) => [k, [...c.values]]));
const labels = (table: Table) => Object.fromEntries([...table.columns].map(([k, c]) => [k, c.label]));
const messages = (table: Table) => table.source.warnings.map((w) => w.message);

const BODY = "城市,年份,gdp\n北京,2018,1\n天津,2018,2\n";
const EXPECTED = { 城市: ["北京", "天津"], 年份: [2018, 2018], gdp: [1, 2] };

describe("what stands above the names", () => {
  it.each([
    ["padded by Excel", "表1 生产总值,,\n,,单位：亿元\n", 3],
    ["as lines of text", "表1 生产总值\n\n", 3],
  ])("is left out: titles %s", (_, above, line) => {
    const table = parseDelimited(`${above}${BODY}`);
    expect(columns(table)).toEqual(EXPECTED);
    expect(messages(table)).toEqual([
      `Line ${line} was taken for the names of the columns; what is above was left out (“表1 生产总值”). If another has the names, give it with --header-row (in a study, data.headerRow).`,
    ]);
  });

  it.each([
    [
      "with names that are years",
      "指标：生产总值,,\n单位：亿元,,\n地区,2017,2018\n北京,1,2\n",
      3,
      ["地区", "2017", "2018"],
    ],
    [
      "of fewer fields than the table, as the World Bank has them",
      '"Data Source","WDI",\n\n"Last Updated","2023",\n\nname,code,kind,1990,1991\nAruba,ABW,GDP,1,2\nBhutan,BTN,GDP,,4\n',
      5,
      ["name", "code", "kind", "1990", "1991"],
    ],
  ])("is left out: titles above a table %s", (_, text, line, names) => {
    const table = parseDelimited(text);
    expect([...table.columns.keys()]).toEqual(names);
    expect(messages(table)[0]).toContain(`Line ${line} was taken for the names`);
  });

  it("does not keep the delimiter from being found", () => {
    const table = parseDelimited(`Table 1\n${BODY.replaceAll(",", ";")}`);
    expect(columns(table)).toEqual(EXPECTED);
  });

  it("names the delimiter, as Excel writes it, and lines are counted on", () => {
    expect(columns(parseDelimited("sep=|\r\na|b,c\r\n1|2\r\n"))).toEqual({ a: [1], "b,c": [2] });
    expect(() => parseDelimited("sep=;\na;b\n1\n")).toThrow("row 1 (line 3)");
  });

  it("is nothing where the first record has two names, or the names are numbers", () => {
    for (const first of ["x,y,,", "city,2016,2017,2018", '"",a,b,c']) {
      const table = parseDelimited(`${first}\np,1,2,3\nq,4,5,6\n`);
      expect([table.nRows, table.source.warnings]).toEqual([2, []]);
    }
  });
});

describe("names", () => {
  it("stand on one line, single Chinese characters without blanks between", () => {
    const table = parseDelimited('"地　区","总市值\n[单位] 亿元","a  b",地 区 1\n北京,1,2,3\n');
    expect([...table.columns.keys()]).toEqual(["地区", "总市值 [单位] 亿元", "a  b", "地 区 1"]);
  });
});

describe("notes below the table", () => {
  it("are left out from the first that says what it is, with blank rows above", () => {
    const table = parseDelimited(`${BODY},,\n注：略,,\n2. 续,,\n"资料来源：年鉴",,\n`);
    expect(columns(table)).toEqual(EXPECTED);
    expect(messages(table)).toEqual([
      "3 rows below the table with nothing but a text at the left were left out as notes: “注：略”, “2. 续” and 1 more.",
    ]);
    const numbered = parseDelimited("id,y\n1,2\n2,3\nSource: own,\n");
    expect(columns(numbered)).toEqual({ id: [1, 2], y: [2, 3] });
  });

  it("are told from rows: of a unit alone, of nothing, followed by others, in one column", () => {
    expect(parseDelimited(`${BODY}河北,,\n`).nRows).toBe(3);
    expect(parseDelimited(`${BODY},,\n`).nRows).toBe(3);
    expect(parseDelimited(`${BODY}注：略,,\n河北,2018,3\n`).nRows).toBe(4);
    expect(parseDelimited("text\na\n注：略\n").nRows).toBe(2);
  });

  it("are left out whichever columns are read", () => {
    const table = parseDelimited(`${BODY}注：略,,\n`, "t", { columns: ["gdp"] });
    expect(columns(table)).toEqual({ gdp: [1, 2] });
  });
});

describe("rows of units and of other names below the names", () => {
  it("become labels", () => {
    const table = parseDelimited("城市,年份,gdp,人口\n,,（亿元）,万人\n北京,2018,1,2\n天津,2018,3,4\n");
    expect(columns(table)).toEqual({ ...EXPECTED, gdp: [1, 3], 人口: [2, 4] });
    expect(labels(table)).toEqual({
      城市: undefined,
      年份: undefined,
      gdp: "gdp (亿元)",
      人口: "人口 (万人)",
    });
    expect(messages(table)).toEqual([
      "Row 2 below the names of the columns has text where columns hold nothing but numbers, and was kept in the labels of the columns, not in the data (“gdp (亿元)”). If it has data, correct the cells with text.",
    ]);
  });

  it("may be two, as a data base of listed companies writes them; codes stay text", () => {
    const text =
      "Stkcd,Accper,A001\n证券代码,会计期间,总资产\n没有单位,没有单位,元\n000001,2018,1.5\n000002,2018,2.5\n";
    const table = parseDelimited(text);
    expect(columns(table)).toEqual({
      Stkcd: ["000001", "000002"],
      Accper: [2018, 2018],
      A001: [1.5, 2.5],
    });
    expect(labels(table)).toMatchObject({ Stkcd: "Stkcd (证券代码)", A001: "A001 (总资产, 元)" });
    // However few columns are read.
    const one = parseDelimited(text, "t", { columns: ["A001"] });
    expect(columns(one)).toEqual({ A001: [1.5, 2.5] });
  });

  it("are told from data: a text in a row with numbers, missing values, one column of numbers", () => {
    for (const row of ["a,2018,unknown", "a,—,缺失", "a,,"]) {
      expect(parseDelimited(`c,year,y\n${row}\nb,2019,1\nc,2020,2\n`).nRows).toBe(3);
    }
    expect(parseDelimited("c,y\na,x\nb,1\nc,2\n").nRows).toBe(3);
  });
});
