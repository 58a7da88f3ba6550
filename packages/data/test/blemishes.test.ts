import type { Table } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { readTable } from "../src/index.ts";

const folder = new URL("fixtures/blemished/", import.meta.url).pathname;
const columns = (table: Table) => Object.fromEntries([...table.columns].map(([k, c]) => [k, [...c.values]]));
const none = Number.NaN;

/** What blemished.py meant by its files, and the codes of what is said of them. */
const FILES: readonly (readonly [string, Record<string, readonly unknown[]>, readonly string[]])[] = [
  [
    "excel.csv",
    {
      城市: ["北京", "天津", "合计"],
      备注: ["首都\n直辖市", '含"滨海"新区', null],
      年份: [2018, 2018, none],
      GDP: [33106, 13362.9, 46468.9],
    },
    ["CELLS_CLEANED", "TOTAL_ROWS"],
  ],
  [
    "download.csv",
    { 地区: ["北京市", "天津市"], "2018年": [33106, 13362.9], "2017年": [29883, none] },
    ["HEADER_FOUND", "NOTES_LEFT_OUT", "CELLS_CLEANED"],
  ],
  [
    "companies.txt",
    {
      Stkcd: ["000001", "600000"],
      Accper: ["2018-12-31", "2019-06-30"],
      B001101000: [116716000000, 97599000000.5],
    },
    ["LABEL_ROWS", "CELLS_CLEANED"],
  ],
  [
    "market.csv",
    {
      证券代码: ["000001.SZ", "000002.SZ"],
      "总市值 [交易日期] 2018-12-31 [单位] 亿元": [1610.65, 2630.12],
    },
    ["NOTES_LEFT_OUT", "CELLS_CLEANED"],
  ],
  [
    "bank.csv",
    {
      "Country Name": ["Aruba", "Côte d'Ivoire"],
      "Country Code": ["ABW", "CIV"],
      Indicator: ["GDP", "GDP"],
      1990: [none, 10795850107],
      1991: [872138715.1, 10492628914],
    },
    ["HEADER_FOUND"],
  ],
  [
    "taiwan.csv",
    { 縣市: ["臺北市", "新竹縣"], 年份: [2018, 2018], 人口數: [2668572, 557010] },
    ["ENCODING_GUESSED", "CELLS_CLEANED"],
  ],
  [
    "stata.csv",
    { id: [1, 2, 3], foreign: ["Domestic", "Foreign", "Foreign"], price: [4099, none, none] },
    ["CELLS_CLEANED"],
  ],
  [
    "r.csv",
    { column_1: [1, 2], région: ["Hérault", "Côte-d'Or"], traitée: [1, 0] },
    ["ENCODING_GUESSED", "CELLS_CLEANED"],
  ],
  ["typed.csv", { 城市: ["北京", "天津"], 年份: [2018, 2018], 产值: [3.6, 4] }, ["FULL_WIDTH_DELIMITERS"]],
  [
    "yearbook.xlsx",
    {
      地区: ["全  国", "北  京", "天  津", "合  计"],
      地区生产总值_第一产业: [70473.6, 113.7, 185.2, 298.9],
      地区生产总值_第二产业: [380670.6, 5715.1, 4969.2, 10684.3],
      常住人口: [141008, 2190, 1385, 3575],
    },
    ["HEADER_FOUND", "NOTES_LEFT_OUT", "CELLS_CLEANED", "TOTAL_ROWS"],
  ],
  [
    "accounts.xlsx",
    {
      公司: ["甲", "乙"],
      年度: [2018, 2019],
      上市日期: ["2001-05-07", null],
      增长率: [0.123, -0.05],
      收入: [1234.5, 99],
    },
    ["CELLS_CLEANED"],
  ],
];

describe("tables as people get them", () => {
  it.each(FILES)("%s", async (name, expected, said) => {
    const table = await readTable(`${folder}${name}`);
    expect(columns(table)).toEqual(expected);
    expect(table.source.warnings.map((w) => w.code)).toEqual(said);
  });

  it("spss.csv, whose decimal commas are pointed out and read when declared", async () => {
    const table = await readTable(`${folder}spss.csv`);
    expect(table.source.warnings.map((w) => w.code)).toEqual(["DECIMAL_COMMA"]);
    expect(columns(await readTable(`${folder}spss.csv`, { decimal: "," }))).toEqual({
      id: [1, 2, 3],
      region: ["Nord", "Süd", "West"],
      income: [1234.5, none, 99],
    });
  });
});
