import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PanelAction } from "@ceteris/core";
import * as XLSX from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AssembledPanel,
  buildPanel,
  type PanelRecipe,
  panelCellsTable,
  tableToCsv,
  type YearbookFile,
} from "../../src/index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-hostile-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const CHINA = { unit: "city", time: "year", divisions: { vintage: 2021 } } as const;

/** Builds a panel of made-up files; a sheet is its rows, with merged ranges as Excel names them. */
function build(
  files: Readonly<Record<string, string | { rows: readonly (readonly unknown[])[]; merged?: string[] }>>,
  tables: readonly YearbookFile[],
  options: Partial<PanelRecipe> = {},
): Promise<AssembledPanel> {
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? content : workbook(content.rows, content.merged ?? []);
    writeFileSync(join(folder, name), bytes);
  }
  return buildPanel({ ...CHINA, ...options, tables }, { folder });
}

function workbook(rows: readonly (readonly unknown[])[], merged: readonly string[]): Buffer {
  const sheet = XLSX.utils.aoa_to_sheet(rows as unknown[][]);
  sheet["!merges"] = merged.map((range) => XLSX.utils.decode_range(range));
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, "表1");
  return XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer;
}

const csv = ({ table }: AssembledPanel) => tableToCsv(table).trim().split("\n").slice(1);
const noted = ({ build: { log } }: AssembledPanel, action: PanelAction) =>
  log.filter((entry) => entry.action === action).map((e) => `${e.written ?? e.column}: ${e.note}`);
const codes = ({ build: { warnings } }: AssembledPanel) => warnings.map((w) => w.code);
const message = ({ build: { warnings } }: AssembledPanel, code: string) =>
  warnings.find((w) => w.code === code)!.message;
const onePeriod = (columns: YearbookFile["columns"]): YearbookFile => ({
  file: "t.csv",
  unit: "城市",
  period: 2018,
  columns,
});

describe("names of units", () => {
  it("may be numbered, spaced out, in traditional characters, and beside a code or letters", async () => {
    const found = await build(
      {
        "t.csv":
          "城市,人口\n1.石家庄市,1\n2、唐山市,2\n（3）秦皇岛市,3\n四、邯郸市,4\n⑤邢台市,5\n06 保定,6\n石 家 庄,\n　承　德,7\n蘇州市,8\n扬州 Yangzhou,9\n320200无锡市,10\n",
      },
      [onePeriod({ p: "人口" })],
    );
    expect(csv(found)).toEqual([
      ...["石家庄市,2018,1", "唐山市,2018,2", "秦皇岛市,2018,3", "邯郸市,2018,4", "邢台市,2018,5"],
      ...["保定市,2018,6", "承德市,2018,7", "无锡市,2018,10", "苏州市,2018,8", "扬州市,2018,9"],
    ]);
    expect(codes(found)).toEqual([]);
    expect(noted(found, "renamed")).toHaveLength(10);
  });

  it("that are former are followed, and those that are misprints only compared", async () => {
    const found = await build(
      {
        "t.csv":
          "城市,人口\n襄樊市,1\n思茅地区,2\n莱芜,3\n巢湖市,4\n淮阴市,5\n呼和浩持市,6\n荷泽,7\nSuzhou,8\n",
      },
      [onePeriod({ p: "人口" })],
    );
    expect(csv(found)).toEqual(["淮安市,2018,5", "菏泽市,2018,7", "襄阳市,2018,1", "普洱市,2018,2"]);
    expect(message(found, "UNITS_UNMATCHED")).toBe(
      "3 names or codes mean no unit of the panel, and their cells are left out (巢湖市, 呼和浩持市: 呼和浩特市?, Suzhou). Look for misprints; counties are no prefectures: add them up first, or leave divisions out to keep them.",
    );
    expect(noted(found, "unmatched")[1]).toBe("呼和浩持市: no division of prefecture level (呼和浩特市?)");
    expect(noted(found, "merged")).toEqual(["莱芜: former name; 莱芜市 merged 2019: 济南市; left out"]);
  });

  it("of provinces, regions, totals and parts are skipped, and 吉林 is the province beside 吉林市", async () => {
    const found = await build(
      {
        "t.csv":
          "城市,GDP\n全国,999\n东部地区,500\n河北,300\n石家庄市,100\n市辖区,50\n其中：唐山市,200\n吉林,90\n长春市,60\n吉林市,30\n海南,20\n海口市,15\n城市,1\n注：略,1\n",
      },
      [onePeriod({ gdp: "GDP" })],
    );
    expect(csv(found)).toEqual([
      ...["石家庄市,2018,100", "唐山市,2018,200", "长春市,2018,60", "吉林市,2018,30", "海口市,2018,15"],
    ]);
    expect(noted(found, "skipped")).toEqual([
      "全国: a total, a mean, a region or a part",
      "东部地区: a total, a mean, a region or a part",
      "河北: the province 河北",
      "市辖区: a total, a mean, a region or a part",
      "吉林: the province: the table has 吉林市 too",
      "海南: the province: the table has cities of 海南 and none of 青海",
      "城市: the names of the columns again",
      "注：略: a note",
    ]);
    const either = await build({ "t.csv": "城市,GDP\n河北,300\n石家庄市,100\n海南,20\n吉林,7\n" }, [
      onePeriod({ gdp: "GDP" }),
    ]);
    expect(noted(either, "unmatched")).toEqual([
      "海南: a province too, and the table has others in short form (海南省 or 海南藏族自治州?)",
      "吉林: a province too, and the table has others in short form (吉林省 or 吉林市?)",
    ]);
    const alone = await build({ "t.csv": "城市,GDP\n吉林,30\n长春,60\n" }, [onePeriod({ gdp: "GDP" })]);
    expect(csv(alone)).toEqual(["长春市,2018,60", "吉林市,2018,30"]);
  });

  it("of provinces make a panel of provinces, and no panel of cities", async () => {
    const files = {
      "t.csv": "城市,GDP\n北京,30\n河北,300\n吉林,90\n上海市,33\n海南,20\n新疆维吾尔自治区,9\n合计,1\n",
    };
    await expect(build(files, [onePeriod({ gdp: "GDP" })])).rejects.toThrow(
      "t.csv: its units are provinces (河北, 吉林, 海南 and 1 more), and the panel's are prefectures. Give divisions level: province, or leave the table out.",
    );
    const divisions = { vintage: 2021, level: "province", code: "code", province: "short" } as const;
    const found = await build(files, [onePeriod({ gdp: "GDP" })], { divisions });
    expect(csv(found)).toEqual([
      "北京市,北京,110000,2018,30",
      "河北省,河北,130000,2018,300",
      "吉林省,吉林,220000,2018,90",
      "上海市,上海,310000,2018,33",
      "海南省,海南,460000,2018,20",
      "新疆维吾尔自治区,新疆,650000,2018,9",
    ]);
    expect(noted(found, "skipped")).toEqual(["合计: a total, a mean or a region"]);
  });

  it("may be codes of 2, 4, 6, 9 and 12 digits, as text or as numbers", async () => {
    const written = "320500\n3202\n320400000000\n320600000\n321100.0\n32\n320583\n110000\n110105\n990000\n";
    const lines = written
      .trim()
      .split("\n")
      .map((code, i) => `${code},${i}`);
    const found = await build({ "t.csv": `城市,人口\n${lines.join("\n")}\n` }, [onePeriod({ p: "人口" })]);
    expect(csv(found)).toEqual([
      ...[
        "北京市,2018,7",
        "无锡市,2018,1",
        "常州市,2018,2",
        "苏州市,2018,0",
        "南通市,2018,3",
        "镇江市,2018,4",
      ],
    ]);
    expect(noted(found, "unmatched")).toEqual([
      "320583: a county, district or town of 苏州市: no division of prefecture level",
      "110105: a county, district or town of 北京市: no division of prefecture level",
      "990000: no division of prefecture level",
    ]);
    const numbers = await build(
      {
        "n.xlsx": {
          rows: [
            ["城市", "人口"],
            [320500, 1],
            [320200, 2],
          ],
        },
      },
      [{ ...onePeriod({ p: "人口" }), file: "n.xlsx" }],
    );
    expect(csv(numbers)).toEqual(["无锡市,2018,2", "苏州市,2018,1"]);
  });

  it("of later years are brought back to the year of the divisions", async () => {
    const found = await build(
      { "t.csv": "城市,2008年,2012年\n襄樊市,1,\n襄阳市,,2\n思茅,3,\n三沙市,,4\n莱芜市,5,6\n" },
      [{ file: "t.csv", unit: "城市", columns: { p: "*年" } }],
      { divisions: { vintage: 2009 } },
    );
    expect(csv(found)).toEqual([
      ...["莱芜市,2008,5", "莱芜市,2012,6", "襄樊市,2008,1", "襄樊市,2012,2", "普洱市,2008,3"],
    ]);
    expect(noted(found, "unmatched")).toEqual(["三沙市: 三沙市 founded 2012"]);
    expect(noted(found, "renamed")).toEqual([
      "思茅: former name; 思茅市 renamed 2007: 普洱市",
      "襄阳市: full name; 襄樊市 renamed 2010: 襄阳市",
    ]);
  });

  it("of counties alone are refused with the way out, and stay as they are without divisions", async () => {
    const files = { "t.csv": "城市,GDP\n沛县,9\n昆山市,8\n海门区,7\n" };
    await expect(build(files, [onePeriod({ gdp: "GDP" })])).rejects.toThrow(
      "t.csv: no name was recognised (沛县, 昆山市, 海门区). Check the column of units. Divisions are prefectures, or with level: province provinces; for a panel of counties or of firms leave divisions out, and units are joined as they are written.",
    );
    const found = await build(files, [onePeriod({ gdp: "GDP" })], { divisions: undefined });
    expect(csv(found)).toHaveLength(3);
  });
});

describe("layouts", () => {
  it("years stand in names of many forms, and those that the pattern passes by are told", async () => {
    const found = await build(
      {
        "t.csv": "城市,2016年,2017年,2018年末,２０１９年,2020 年,FY2021,2016年人口\n石家庄市,1,2,3,4,5,6,7\n",
      },
      [
        { file: "t.csv", unit: "城市", columns: { p: "*年" } },
        { file: "t.csv", unit: "城市", columns: { q: "FY*" } },
      ],
    );
    expect(csv(found)).toEqual([
      ...["石家庄市,2016,1,", "石家庄市,2017,2,", "石家庄市,2019,4,", "石家庄市,2020,5,", "石家庄市,2021,,6"],
    ]);
    expect(message(found, "YEARS_UNREAD")).toBe(
      "1 column has a year in the name that the recipe's pattern does not take (“2018年末” of t.csv). Name the column in the file as the others are, or name the file a second time with a pattern of its own.",
    );
  });

  it("indicators stand above years, merged or not", async () => {
    const rows = [
      ["城市", "产值（亿元）", null, "人口", null],
      [null, "2017年", "2018年", "2017年", "2018年"],
      ["石家庄市", 1, 2, 3, 4],
      ["唐山市", 5, 6, 7, 8],
    ];
    const columns = { gdp: { from: "产值（亿元）_*年", to: "万元" }, p: "人口_*年" };
    const wanted = [
      "石家庄市,2017,10000,3",
      "石家庄市,2018,20000,4",
      "唐山市,2017,50000,7",
      "唐山市,2018,60000,8",
    ];
    const merged = await build({ "m.xlsx": { rows, merged: ["A1:A2", "B1:C1", "D1:E1"] } }, [
      { file: "m.xlsx", unit: "城市", columns },
    ]);
    expect(csv(merged)).toEqual(wanted);
    const plain = `${rows.map((row) => row.map((cell) => cell ?? "").join(",")).join("\n")}\n`;
    const folded = await build({ "f.csv": plain }, [{ file: "f.csv", headerRows: 2, unit: "城市", columns }]);
    expect(csv(folded)).toEqual(wanted);
    const words = plain.replaceAll("2017年", "全市").replaceAll("2018年", "市辖区");
    const parts = await build({ "w.csv": words }, [
      { file: "w.csv", headerRows: 2, unit: "城市", period: 2018, columns: { gdp: "产值（亿元）_市辖区" } },
    ]);
    expect(csv(parts)).toEqual(["石家庄市,2018,2", "唐山市,2018,6"]);
    const file = { file: "f.csv", unit: "城市", columns: { p: "人口_*年" } };
    await expect(build({}, [file])).rejects.toThrow(
      "f.csv: no column is called “人口_*年” with a year in place of *. The columns are 城市, 产值（亿元）, column_3, 人口, column_5.",
    );
    await expect(build({}, [{ ...file, headerRows: 4 }])).rejects.toThrow(
      "f.csv, headerRows: there are no rows below 4 rows of names. Give fewer rows.",
    );
    await expect(
      build({ "d.csv": plain.replace("2018年", "2017年") }, [{ ...file, file: "d.csv", headerRows: 2 }]),
    ).rejects.toThrow("d.csv, headerRows: two columns are called “产值（亿元）_2017年” then.");
  });

  it("cities stand side by side", async () => {
    const found = await build(
      {
        "t.csv":
          '指标,石家庄市,唐山市,合计\n产值（亿元）,1,2,3\n城镇化率,61.5%,62%,61%\n人口（人）,"1,000","2,000",3000\n#男,5,6,11\n#男,7,8,15\n',
      },
      [
        {
          file: "t.csv",
          transpose: true,
          unit: "指标",
          period: 2018,
          columns: {
            gdp: "产值（亿元）",
            urban: { from: "城镇化率", unit: "%" },
            p: { from: "人口（人）", to: "万人" },
            men: "#男 (2)",
          },
        },
      ],
    );
    expect(csv(found)).toEqual(["石家庄市,2018,1,61.5,0.1,7", "唐山市,2018,2,62,0.2,8"]);
    const years = await build({ "y.csv": "年份;石家庄市;唐山市\n2017;1,5;2\n2018;3;\n" }, [
      { file: "y.csv", transpose: true, decimal: ",", unit: "年份", columns: { gdp: "*" } },
    ]);
    expect(csv(years)).toEqual(["石家庄市,2017,1.5", "石家庄市,2018,3", "唐山市,2017,2"]);
  });

  it("one city has a table, several provinces a file each, a workbook several sheets", async () => {
    const city = await build({ "苏州.csv": "年份,GDP\n2016,1\n2017,2\n" }, [
      { file: "苏州.csv", unitName: "苏州", time: "年份", columns: { gdp: "GDP" } },
    ]);
    expect(csv(city)).toEqual(["苏州市,2016,1", "苏州市,2017,2"]);
    const provinces = await build({ "js.csv": "城市,GDP\n苏州市,9\n", "zj.csv": "城市,GDP\n台州市,8\n" }, [
      { ...onePeriod({ gdp: "GDP" }), file: ["js.csv", "zj.csv"] },
    ]);
    expect(csv(provinces)).toEqual(["苏州市,2018,9", "台州市,2018,8"]);
    expect(provinces.build.columns[0]!.from).toEqual(["js.csv", "zj.csv"]);
    const file = { file: "js.csv", columns: { gdp: "GDP" }, period: 2018 };
    await expect(build({}, [file])).rejects.toThrow(
      "js.csv: nothing tells the unit of its rows. Give unit, a column of names or codes; or unitName, the one unit that the table is about.",
    );
    await expect(build({}, [{ ...file, unit: "城市", unitName: "苏州" }])).rejects.toThrow(
      "js.csv: its unit is told twice.",
    );
  });

  it("merged names are filled down where that is asked, and rows without unit or period told", async () => {
    const text =
      "城市,年份,GDP\n苏州市,2016年度,1\n,2017-12-31,2\n无锡市,2018-2019,3\n无锡市,二〇二〇年,4\n无锡市,,5\n";
    const table: YearbookFile = { file: "t.csv", unit: "城市", time: "年份", columns: { gdp: "GDP" } };
    const found = await build({ "t.csv": text }, [table]);
    expect(csv(found)).toEqual(["苏州市,2016,1"]);
    expect(message(found, "CELLS_UNPLACED")).toBe(
      "4 rows have numbers but no unit or no period, and are left out (t.csv, row 2: no unit, t.csv, row 3: no period, t.csv, row 4: no period and 1 more). Where cells were merged give fillDown, and write the period as one year of four digits.",
    );
    const filled = await build({}, [{ ...table, fillDown: true }]);
    expect(csv(filled)).toEqual(["苏州市,2016,1", "苏州市,2017,2"]);
    expect(noted(filled, "cleaned")).toContain("null: 1 row without a name took the one above");
  });

  it("of two rows of a city the first stays, unless where tells which is meant", async () => {
    const text = "城市,口径,GDP\n苏州市,全市,100\n苏州市,市辖区,50\n";
    const found = await build({ "t.csv": text }, [onePeriod({ gdp: "GDP" })]);
    expect(csv(found)).toEqual(["苏州市,2018,100"]);
    expect(codes(found)).toEqual(["CELLS_CONFLICT"]);
    const chosen = await build({}, [{ ...onePeriod({ gdp: "GDP" }), where: '口径 = "市辖区"' }]);
    expect(csv(chosen)).toEqual(["苏州市,2018,50"]);
  });
});

describe("units of measurement", () => {
  it("are those in brackets or above the table, and contradictions are told", async () => {
    const files = {
      "a.csv": "城市,GDP（万元）\n苏州市,10000\n",
      "b.csv": "城市,GDP（亿元）\n苏州市,2\n",
      "c.xlsx": {
        rows: [["综合"], ["单位：万元"], ["城市", "GDP", "一产"], ["苏州市", 30000, 1], ["无锡市", 40000, 2]],
      },
    };
    const at = (file: string, period: number, from: string, more = {}): YearbookFile => ({
      ...{ file, period, unit: "城市" },
      columns: { gdp: { from, ...more } },
    });
    const to = { to: "亿元" };
    const found = await build(files, [
      ...[
        at("a.csv", 2016, "GDP（万元）", to),
        at("b.csv", 2017, "GDP（亿元）", to),
        at("c.xlsx", 2018, "GDP", to),
      ],
    ]);
    expect(csv(found)).toEqual(["无锡市,2018,4", "苏州市,2016,1", "苏州市,2017,2", "苏州市,2018,3"]);
    expect(codes(found)).toEqual([]);
    expect(found.build.columns[0]!.unit).toBe("亿元");
    expect(noted(found, "converted")).toEqual(Array(2).fill("gdp: 万元 → 亿元, by the column's name"));
    const mixed = await build(files, [at("a.csv", 2016, "GDP（万元）"), at("b.csv", 2017, "GDP（亿元）")]);
    expect(message(mixed, "MEASURES_DIFFER")).toBe(
      "1 column is told in two units of measurement (gdp is in 亿元 by b.csv, and 万元 in the tables before). Check “unit”, and give every table of a column the same “to”.",
    );
    const against = await build(files, [at("a.csv", 2016, "GDP（万元）", { unit: "亿元", ...to })]);
    expect(csv(against)).toEqual(["苏州市,2016,10000"]);
    expect(message(against, "MEASURES_DIFFER")).toContain(
      "gdp is in 万元 by a.csv, and the recipe says otherwise",
    );
    await expect(
      build({ "t.csv": "城市,GDP\n苏州,1\n" }, [onePeriod({ gdp: { from: "GDP", ...to } })]),
    ).rejects.toThrow(
      "t.csv, column “GDP”: it is to become 亿元, and nothing tells its unit of measurement. Give unit, the unit in the table, beside to.",
    );
  });

  it("of shares are right with percent signs and without", async () => {
    const found = await build(
      { "t.csv": "城市,率（%）,率2,率3\n苏州市,92.98%,92.98,92.98%\n无锡市,90%,90,90%\n" },
      [
        onePeriod({
          a: { from: "率（%）", unit: "%" },
          b: { from: "率2", unit: "%", to: "1" },
          c: { from: "率3", to: "%" },
          d: { from: "率（%）", unit: "1", to: "‰" },
        }),
      ],
    );
    expect(csv(found)).toEqual(["无锡市,2018,90,0.9,90,900", "苏州市,2018,92.98,0.9298,92.98,929.8"]);
    expect(codes(found)).toEqual([]);
  });

  it.each([
    ["万公顷", "平方公里", 1, 100],
    ["平方千米", "亩", 1, 1500],
    ["百万元", "亿元", 350, 3.5],
    ["元/人", "万元/人", 12_345, 1.2345],
    ["人/平方公里", "人/公顷", 500, 5],
    ["张/万人", "张/千人", 52.3, 5.23],
    ["万吨标准煤", "吨标准煤", 0.7, 7000],
    ["ｋ", "ｋ", 5, 5],
    ["万 元", "亿元", 1, 0.0001],
    ["万人次", "人次", 1.1, 11_000],
    ["亿立方米", "万立方米", 0.07, 700],
    ["公斤", "吨", 5, 0.005],
  ])("%s → %s", async (unit, to, given, wanted) => {
    const found = await build({ "t.csv": `城市,x\n苏州市,${given}\n` }, [
      onePeriod({ x: { from: "x", unit, to } }),
    ]);
    expect(found.cells[0]!.value).toBeCloseTo(wanted, 10);
  });

  it.each([
    [
      "万美元",
      "亿元",
      "万美元 → 亿元: no unit tells the exchange rate of 万美元 in each year. Leave “to” out, read the rate as a column of the panel, and multiply in a formula.",
    ],
    ["人", "户", "人 → 户: these measure different things. 人 can become 人, 千人, 万人, 亿人."],
    ["元/人", "元", "元/人 → 元: these measure different things. Give a unit of the kind of 元/人."],
    ["万圆", "万元", "万圆 → 万元: the unit “万圆” is not known. Did you mean “万元”?"],
    ["吨", "标准箱", "吨 → 标准箱: the unit “标准箱” is not known."],
    ["千%", "1", "千% → 1: the unit “千%” is not known."],
  ])("refuses %s → %s", async (unit, to, text) => {
    const table = onePeriod({ x: { from: "x", unit, to } });
    await expect(build({ "t.csv": "城市,x\n苏州市,1\n" }, [table])).rejects.toThrow(text);
  });
});

describe("cities that merged", () => {
  const text =
    "城市,年份,GDP,率\n济南市,2017,100,5\n莱芜市,2017,10,6\n莱芜市,2017,10,6\n济南市,2018,110,5\n莱芜市,2016,9,6\n济南市,2019,130,5\n莱芜市,2019,11,7\n";
  const table: YearbookFile = {
    ...{ file: "t.csv", unit: "城市", time: "年份" },
    columns: { gdp: { from: "GDP（亿元）", additive: true }, r: "率" },
  };
  const files = { "t.csv": text.replace("GDP", "GDP（亿元）") };

  it("are summed before the merger alone, once each, and a year without the part is told", async () => {
    const divisions = { vintage: 2021, merged: "sum" } as const;
    const found = await build(files, [table], { divisions });
    expect(csv(found)).toEqual(["济南市,2017,110,5", "济南市,2018,110,5", "济南市,2019,130,5"]);
    expect(noted(found, "merged").map((note) => note.split("; ").at(-1))).toEqual([
      "added",
      "left out: it comes twice",
      "left out: 济南市 has no number of its own",
      "left out: 济南市 includes it from 2019 on",
      "left out",
    ]);
    expect(message(found, "SUMS_INCOMPLETE")).toBe(
      "1 cell is of a unit alone, without the part that was added elsewhere (gdp of 济南市 2018). Supply the numbers of the part, or leave the unit out.",
    );
    expect(found.cells[0]).toMatchObject({ value: 110, row: 1, note: "sum with 莱芜市 (row 2: 10)" });
  });

  it("leave the other with a jump where they are dropped, which is told", async () => {
    const found = await build(files, [table]);
    expect(csv(found)).toEqual(["济南市,2017,100,5", "济南市,2018,110,5", "济南市,2019,130,5"]);
    expect(message(found, "DIVISION_BOUNDARIES")).toContain("(2019 莱芜市 → 济南市)");
    const before = await build(files, [table], { divisions: { vintage: 2018 }, periods: [2016, 2018] });
    expect(before.build.nUnits).toBe(2);
    expect(codes(before)).toEqual([]);
  });

  it("tell of counties that came with cities of no prefecture, and of cities that were divided", async () => {
    const cities = ["海口市", "合肥市", "乌鲁木齐市"];
    const rows = cities.flatMap((city) => [2000, 2015].map((year) => `${city},${year},1`));
    const found = await build({ "b.csv": `城市,年份,x\n${rows.join("\n")}\n` }, [
      { file: "b.csv", unit: "城市", time: "年份", columns: { x: "x" } },
    ]);
    expect(message(found, "DIVISION_BOUNDARIES")).toContain(
      "(2002 琼山市: → 海口市, 2007 米泉市: 昌吉回族自治州 → 乌鲁木齐市, 2011 巢湖市 → 合肥市, 芜湖市, 马鞍山市)",
    );
  });
});

describe("mistakes in a recipe", () => {
  const files = { "t.csv": "城市,GDP\n苏州市,约100\n无锡市,200\n", "n.csv": "城市,GDP\n苏州市,100\n" };
  const good = { ...onePeriod({ gdp: "GDP" }), file: "n.csv" };
  it.each<[string, YearbookFile, Partial<PanelRecipe>, string]>([
    [
      "a column that is text",
      onePeriod({ gdp: "GDP" }),
      {},
      "t.csv, column “GDP”: text where numbers are needed: “约100” in row 1.",
    ],
    [
      "a misspelt column",
      { ...good, columns: { gdp: "GPD" } },
      {},
      "n.csv: there is no column “GPD”. Did you mean “GDP”?",
    ],
    ["a misspelt unit", { ...good, unit: "市" }, {}, "n.csv: there is no column “市”. Did you mean “城市”?"],
    ["a file that is not there", { ...good, file: "no.csv" }, {}, "no.csv: there is no such file."],
    [
      "two stars",
      { ...good, period: undefined, columns: { gdp: "*GDP*" } },
      {},
      "n.csv: “*GDP*” has more than one *. Write one *, in the place of the year.",
    ],
    [
      "periods the wrong way round",
      good,
      { periods: [2018, 2016] },
      "periods: 2018 comes after 2016. Give the first period, then the last: [2016, 2018].",
    ],
    [
      "a year without divisions",
      good,
      { divisions: { vintage: 1990 } },
      "divisions.vintage: the divisions of 1990 are not known. Give a year from 2000 to 2024.",
    ],
    [
      "a column to interpolate that is none",
      good,
      { interpolate: [{ columns: ["gpd"] }] },
      "interpolate: no table gives the column “gpd”. Did you mean “gdp”?",
    ],
    [
      "a transform under a name that is taken",
      good,
      { derive: { gdp: { verb: "log", column: "gdp" } } },
      "derive, “gdp”: the panel has a column of this name already. Give the new column a name of its own.",
    ],
    [
      "a formula with a name that is none",
      good,
      { derive: { x: "gpd * 2" } },
      "there is no column “gpd”. Did you mean “gdp”?",
    ],
  ])("%s", async (_, table, options, text) => {
    await expect(build(files, [table], options)).rejects.toThrow(text);
  });
});

describe("panelCellsTable", () => {
  it("tells file, sheet, row, column, name and conversion of every number", async () => {
    const book = XLSX.utils.book_new();
    for (const [name, value] of [
      ["甲", 1],
      ["乙", 2],
    ] as const) {
      XLSX.utils.book_append_sheet(
        book,
        XLSX.utils.aoa_to_sheet([
          ["城市", "GDP（亿元）"],
          ["无锡", 9],
          ["苏州", value],
        ]),
        name,
      );
    }
    writeFileSync(join(folder, "two.xlsx"), XLSX.write(book, { type: "buffer", bookType: "xlsx" }) as Buffer);
    const columns = { gdp: { from: "GDP（亿元）", to: "万元" } };
    const { cells } = await build(
      { "f.csv": "城市\n苏州市\n" },
      [
        { file: "two.xlsx", unit: "城市", period: 2016, columns },
        { file: "two.xlsx", sheet: "乙", unit: "城市", period: 2018, columns },
      ],
      {
        interpolate: [{ columns: ["gdp"] }],
        frame: { file: "f.csv", unit: "城市" },
        periods: [2016, 2018],
      },
    );
    expect(tableToCsv(panelCellsTable(cells)).trim().split("\n")).toEqual([
      "unit,time,column,value,file,row,from,written,note",
      '苏州市,2016,gdp,10000,two.xlsx [甲],2,GDP（亿元）,苏州,"亿元 → 万元, by the column\'s name"',
      "苏州市,2017,gdp,15000,,,,,on the line from 10000 in 2016 to 20000 in 2018",
      '苏州市,2018,gdp,20000,two.xlsx [乙],2,GDP（亿元）,苏州,"亿元 → 万元, by the column\'s name"',
    ]);
  });
});
