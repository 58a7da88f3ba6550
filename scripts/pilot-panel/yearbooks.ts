import { findDivision } from "ceteris";
import { OMITTED_OTHERS, OMITTED_TREATED } from "./cities.ts";
import { encodeGb18030 } from "./gb18030.ts";
import type { Columns } from "./synthetic-panel.ts";
import { YEARS } from "./targets.ts";

/**
 * The pilot panel taken apart into tables as Chinese yearbooks print them, with the usual blemishes: wide and
 * long, a file a year, provinces and totals between the cities, names short, spaced, misprinted or as codes, 亿元
 * after years of 万元, footnote marks, full-width figures, cells that another table has to tell. `ceteris panel`
 * makes the panel of them again, to the last digit.
 *
 * @returns bytes by file name
 */
export function makeYearbooks(panel: Columns): ReadonlyMap<string, Uint8Array> {
  const rows = panelRows(panel);
  const years = YEARS.map((year) => [`general-${year}.csv`, generalTable(rows, year)] as const);
  const texts = [
    ["cities.csv", lines([["城市"], ...cityNames(rows).map((name) => [name])])],
    ["gdp-growth.csv", growthTable(rows)],
    ...years,
    ["health.csv", healthTable(rows)],
    ["education.csv", educationTable(rows)],
    ["culture-transport.csv", cultureTable(rows)],
    ["insurance.csv", insuranceTable(rows)],
    ["environment.csv", environmentTable(rows)],
    ["innovation.csv", innovationTable(rows)],
    ["supplement.csv", supplementTable(rows)],
  ] as const;
  const encoder = new TextEncoder();
  return new Map([
    ["population.csv", encodeGb18030(populationTable(rows))],
    ...texts.map(([name, text]) => [name, encoder.encode(text)] as const),
  ]);
}

/** A city in a year. */
interface PanelRow {
  readonly city: string;
  readonly province: string;
  readonly year: number;
  /** Persons at the end of the year. */
  readonly persons: number;
  /** 万元. */
  readonly gdp: number;
  readonly value: (column: string) => number;
}

function panelRows(panel: Columns): readonly PanelRow[] {
  return panel.city!.map((city, i) => {
    const value = (column: string) => panel[column]![i] as number;
    const persons = Math.round(Math.exp(value("log_population")) * 1e4);
    return {
      city: city as string,
      province: panel.province![i] as string,
      year: value("year"),
      persons,
      // Some product per head, so that expenditure has a size.
      gdp: Math.round((persons * value("average_wage") * 0.9) / 1e4),
      value,
    };
  });
}

function cityNames(rows: readonly PanelRow[]): readonly string[] {
  return [...new Set(rows.map((row) => row.city))];
}

const short = (city: string) => city.slice(0, -1);
const OTHERS = [...OMITTED_TREATED, ...OMITTED_OTHERS];
/** Provinces as yearbooks head their cities. */
const HEADINGS: Readonly<Record<string, string>> = {
  内蒙古: "内蒙古自治区",
  广西: "广西壮族自治区",
  宁夏: "宁夏回族自治区",
  新疆: "新疆维吾尔自治区",
};
const MUNICIPALITIES = ["北京", "天津", "上海", "重庆"];

function lines(cells: readonly (readonly (string | number)[])[]): string {
  const quoted = (cell: string | number) => (String(cell).includes(",") ? `"${cell}"` : String(cell));
  return `${cells.map((row) => row.map(quoted).join(",")).join("\n")}\n`;
}

/** Wide; thousands apart; provinces and the country among the cities; short names spaced out; notes below. */
function populationTable(rows: readonly PanelRow[]): string {
  const body: string[][] = [];
  let province = "";
  for (const city of cityNames(rows)) {
    const own = rows.filter((row) => row.city === city);
    const before = province;
    province = own[0]!.province;
    if (province !== before && !MUNICIPALITIES.includes(province)) {
      body.push([HEADINGS[province] ?? `${province}省`, ...YEARS.map(() => "")]);
    }
    const name = city.length === 3 ? `${city[0]}　${city[1]}` : city;
    body.push([name, ...own.map((row) => row.persons.toLocaleString("en-US"))]);
  }
  const total = YEARS.map((year) =>
    rows.filter((row) => row.year === year).reduce((sum, row) => sum + row.persons, 0),
  );
  const blank = YEARS.map(() => "");
  return lines([
    ["地区", ...YEARS.map((year) => `${year}年`)],
    ["合计", ...total.map((n) => n.toLocaleString("en-US"))],
    ...body,
    ["注：虚构数据，仅供演示。", ...blank],
    ["资料来源：由程序生成", ...blank],
  ]);
}

/** Wide; 上年 = 100; footnote marks at names and figures. */
function growthTable(rows: readonly PanelRow[]): string {
  return lines([
    ["城市", ...YEARS.map((year) => `指数${year}`)],
    ...cityNames(rows).map((city, c) => [
      c % 40 === 7 ? `${city}①` : city,
      ...rows
        .filter((row) => row.city === city)
        .map(
          (row, t) => `${(100 + 100 * row.value("gdp_growth")).toFixed(2)}${(c + t) % 97 === 5 ? "*" : ""}`,
        ),
    ]),
  ]);
}

/**
 * One file a year; 万元 up to 2018, 亿元 after; short names in odd years; misprinted names; the cities that the
 * panel leaves out, and Laiwu until it became part of Jinan; three wages of 2020 not told.
 */
function generalTable(rows: readonly PanelRow[], year: number): string {
  const inYi = year > 2018;
  const money = (wan: number) => (inYi ? (wan / 1e4).toFixed(4) : String(wan));
  const name = (city: string) => {
    if (city === "亳州市" && year === 2017) return "毫州市";
    if (city === "菏泽市" && year === 2016) return "荷泽市";
    return year % 2 === 1 ? short(city) : city;
  };
  const unit = inYi ? "亿元" : "万元";
  const own = rows
    .filter((row) => row.year === year)
    .map((row) => [
      name(row.city),
      money(row.gdp),
      money(Math.round(row.gdp * row.value("fiscal_share"))),
      (Math.round(Math.exp(row.value("log_broadband")) * 1e4) / 1e4).toFixed(4),
      year === 2020 && LATE_WAGES.includes(row.city) ? "—" : row.value("average_wage"),
      row.value("industrial_enterprises"),
      row.value("urban_employment"),
    ]);
  const others = [...OTHERS, ...(year < 2019 ? ["莱芜市"] : [])].map((city, k) => {
    const gdp = (300 + 37 * k + 11 * (year - 2016)) * 1e4;
    return [city, money(gdp), money(gdp / 5), (20 + k).toFixed(4), 50_000 + 1000 * k, 100 + 3 * k, 15 + k];
  });
  return lines([
    [
      "城市",
      `地区生产总值（${unit}）`,
      `一般公共预算支出（${unit}）`,
      "互联网宽带接入用户（万户）",
      "在岗职工平均工资（元）",
      "规模以上工业企业数（个）",
      "城镇期末就业人数（万人）",
    ],
    ...own,
    ...others,
    ...(year === 2018 ? [["昆山市", money(3e7), money(4e6), "90.0000", 80_000, 2000, 60]] : []),
  ]);
}

/** Cities whose wage of 2020 only the supplement tells. */
const LATE_WAGES = ["三亚市", "嘉峪关市", "克拉玛依市"];

/** Long; years with 年; short names; a row twice. */
function healthTable(rows: readonly PanelRow[]): string {
  const body = rows.map((row) => [
    short(row.city),
    `${row.year}年`,
    row.value("hospitals_per_10k"),
    row.value("hospital_beds_per_10k"),
  ]);
  return lines([["城市", "年份", "每万人医院数（所）", "每万人医院床位数（张）"], ...body, body[100]!]);
}

const SCHOOLS = [
  ["primary", "小学"],
  ["secondary", "普通中学"],
  ["vocational", "中等职业学校"],
] as const;

/** Long; codes instead of names; pupils and teachers, of which the panel has the ratio. */
function educationTable(rows: readonly PanelRow[]): string {
  return lines([
    [
      "行政区划代码",
      "年份",
      ...SCHOOLS.flatMap(([, school]) => [`${school}在校学生数`, `${school}专任教师数`]),
    ],
    ...rows.map((row) => [
      codeOf(row.city),
      row.year,
      ...SCHOOLS.flatMap(([level]) => {
        // Enough teachers for the ratio to have all its digits.
        const teachers = Math.max(1200, Math.round(row.persons / 250));
        return [Math.round((row.value(`${level}_pupil_teacher_ratio`) * teachers) / 100), teachers];
      }),
    ]),
  ]);
}

function codeOf(city: string): string {
  const found = findDivision(city);
  if (found.kind !== "division") throw new RangeError(`no division is called ${city}`);
  return found.division.code;
}

/** Long; totals, of which the panel has what comes to a head; some figures in full width. */
function cultureTable(rows: readonly PanelRow[]): string {
  const wide = (text: string) => text.replace(/[\d.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  return lines([
    ["城市", "年度", "公共图书馆藏书（万册）", "城市道路面积（万平方米）", "每万人公共交通车辆（辆）"],
    ...rows.map((row, i) => {
      const people = row.persons / 1e4;
      const books = (row.value("library_books_per_capita") * people).toFixed(4);
      const roads = (row.value("road_area_per_capita") * people).toFixed(2);
      return [
        row.city,
        row.year,
        i % 211 === 3 ? wide(books) : books,
        i % 187 === 9 ? `${roads}②` : roads,
        row.value("public_vehicles_per_10k"),
      ];
    }),
  ]);
}

const INSURANCES = [
  ["pension", "城镇职工基本养老保险"],
  ["medical", "城镇基本医疗保险"],
  ["unemployment", "失业保险"],
] as const;

/** Long; persons; province and city in one name. */
function insuranceTable(rows: readonly PanelRow[]): string {
  const full = ({ city, province }: PanelRow) =>
    MUNICIPALITIES.includes(province) ? city : `${HEADINGS[province] ?? `${province}省`}${city}`;
  return lines([
    ["城市", "年份", ...INSURANCES.map(([, name]) => `${name}参保人数`)],
    ...rows.map((row) => [
      full(row),
      row.year,
      ...INSURANCES.map(([kind]) =>
        Math.round(
          (row.value(`${kind}_insurance_coverage`.replace("pension_insurance", "pension")) / 100) *
            row.persons,
        ),
      ),
    ]),
  ]);
}

const ENVIRONMENT = [
  ["sewage_treatment_rate", "污水处理厂集中处理率"],
  ["waste_treatment_rate", "生活垃圾无害化处理率"],
  ["green_coverage", "建成区绿化覆盖率"],
  ["good_air_days_share", "空气质量优良天数占比"],
] as const;

/** Long; per cent signs in every cell. */
function environmentTable(rows: readonly PanelRow[]): string {
  return lines([
    ["城市", "年份", ...ENVIRONMENT.map(([, name]) => name)],
    ...rows.map((row) => [
      row.city,
      row.year,
      ...ENVIRONMENT.map(([column]) => `${row.value(column).toFixed(2)}%`),
    ]),
  ]);
}

/** Wide with two indicators side by side. */
function innovationTable(rows: readonly PanelRow[]): string {
  return lines([
    ["城市", ...YEARS.map((year) => `每万人专利授权${year}`), ...YEARS.map((year) => `数字服务能力${year}`)],
    ...cityNames(rows).map((city) => {
      const own = rows.filter((row) => row.city === city);
      return [
        city,
        ...own.map((row) => row.value("patents_per_10k")),
        ...own.map((row) => row.value("digital_service_capability")),
      ];
    }),
  ]);
}

/** What came late: wages in 万元, one of them not as first told. */
function supplementTable(rows: readonly PanelRow[]): string {
  const wage = (city: string) =>
    rows.find((row) => row.city === city && row.year === 2020)!.value("average_wage");
  return lines([
    ["城市", "2020年平均工资（万元）"],
    ...LATE_WAGES.map((city) => [city, (wage(city) / 1e4).toFixed(4)]),
    ["苏州市", ((wage("苏州市") + 1000) / 1e4).toFixed(4)],
  ]);
}
