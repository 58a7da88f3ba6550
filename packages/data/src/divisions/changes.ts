/** What became of a division of prefecture level. */
export interface DivisionChange {
  /** At the end of this year the change had been made. */
  readonly year: number;
  /**
   * `renamed`: a new name for the same place; `upgraded`: a prefecture or league became a city, mostly with a new
   * code; `merged`: it became part of another; `dissolved`: it was divided among others; `founded`: it was made
   * of parts of others, or of places below prefecture level.
   */
  readonly kind: "renamed" | "upgraded" | "merged" | "dissolved" | "founded";
  /** Code and name before; null where it was founded. */
  readonly from: readonly [code: string, name: string] | null;
  /** Code and name after; for `dissolved` those it was divided among. */
  readonly to: readonly (readonly [code: string, name: string])[];
}

type Row = readonly [year: number, kind: DivisionChange["kind"], from: string | null, ...to: string[]];

/**
 * From the notices of the State Council; each checked against yearly lists of codes (scripts/divisions/compare.mjs).
 * The notice on 莱芜 (国函〔2018〕163号) is of December 2018, and the list of the Ministry of Civil Affairs of that
 * month follows it; it was published and carried out in January 2019, and yearbooks have both cities to 2018.
 */
const ROWS: readonly Row[] = [
  [2001, "upgraded", "152100 呼伦贝尔盟", "150700 呼伦贝尔市"],
  [2001, "upgraded", "152700 伊克昭盟", "150600 鄂尔多斯市"],
  [2001, "upgraded", "532100 昭通地区", "530600 昭通市"],
  [2001, "upgraded", "612500 商洛地区", "611000 商洛市"],
  [2001, "upgraded", "622300 武威地区", "620600 武威市"],
  [2001, "upgraded", "642200 固原地区", "640400 固原市"],
  [2001, "merged", "654100 伊犁地区", "654000 伊犁哈萨克自治州"],
  [2002, "upgraded", "452100 南宁地区", "451400 崇左市"],
  [2002, "upgraded", "452200 柳州地区", "451300 来宾市"],
  [2002, "upgraded", "452400 贺州地区", "451100 贺州市"],
  [2002, "upgraded", "452600 百色地区", "451000 百色市"],
  [2002, "upgraded", "452700 河池地区", "451200 河池市"],
  [2002, "upgraded", "533200 丽江地区", "530700 丽江市"],
  [2002, "upgraded", "622100 酒泉地区", "620900 酒泉市"],
  [2002, "upgraded", "622200 张掖地区", "620700 张掖市"],
  [2002, "upgraded", "622700 平凉地区", "620800 平凉市"],
  [2002, "upgraded", "622800 庆阳地区", "621000 庆阳市"],
  [2003, "upgraded", "142300 吕梁地区", "141100 吕梁市"],
  [2003, "upgraded", "152600 乌兰察布盟", "150900 乌兰察布市"],
  [2003, "upgraded", "152800 巴彦淖尔盟", "150800 巴彦淖尔市"],
  [2003, "upgraded", "532700 思茅地区", "530800 思茅市"],
  [2003, "upgraded", "533500 临沧地区", "530900 临沧市"],
  [2003, "upgraded", "622400 定西地区", "621100 定西市"],
  [2003, "founded", null, "640500 中卫市"],
  [2004, "upgraded", "622600 陇南地区", "621200 陇南市"],
  [2007, "renamed", "530800 思茅市", "530800 普洱市"],
  [2010, "renamed", "420600 襄樊市", "420600 襄阳市"],
  [2011, "dissolved", "341400 巢湖市", "340100 合肥市", "340200 芜湖市", "340500 马鞍山市"],
  [2011, "upgraded", "522200 铜仁地区", "520600 铜仁市"],
  [2011, "upgraded", "522400 毕节地区", "520500 毕节市"],
  [2012, "founded", null, "460300 三沙市"],
  [2013, "upgraded", "632100 海东地区", "630200 海东市"],
  [2014, "upgraded", "542300 日喀则地区", "540200 日喀则市"],
  [2014, "upgraded", "542100 昌都地区", "540300 昌都市"],
  [2015, "upgraded", "542600 林芝地区", "540400 林芝市"],
  [2015, "upgraded", "652100 吐鲁番地区", "650400 吐鲁番市"],
  [2015, "founded", null, "460400 儋州市"],
  [2016, "upgraded", "542200 山南地区", "540500 山南市"],
  [2016, "upgraded", "652200 哈密地区", "650500 哈密市"],
  [2017, "upgraded", "542400 那曲地区", "540600 那曲市"],
  [2019, "merged", "371200 莱芜市", "370100 济南市"],
];

/** Changes of divisions of prefecture level from 2001 to 2024, in order of time; there was none after 2019. */
export const DIVISION_CHANGES: readonly DivisionChange[] = ROWS.map(([year, kind, from, ...to]) => ({
  year,
  kind,
  from: from === null ? null : pair(from),
  to: to.map(pair),
}));

/** Counties that passed whole from one prefecture to another that stood before. */
export interface CountyTransfer {
  /** At the end of this year they had passed. */
  readonly year: number;
  readonly counties: readonly string[];
  /** Code of the prefecture, as it is called after the year; null for a county directly under its province. */
  readonly from: string | null;
  readonly to: string;
}

/**
 * Transfers of whole counties between prefectures, from 2001 to 2024; of prefectures that merged or were dissolved
 * `DIVISION_CHANGES` tells.
 */
export const COUNTY_TRANSFERS: readonly CountyTransfer[] = [
  { year: 2002, counties: ["横县", "宾阳县", "上林县", "隆安县", "马山县"], from: "451400", to: "450100" },
  {
    year: 2002,
    counties: ["鹿寨县", "融安县", "融水苗族自治县", "三江侗族自治县"],
    from: "451300",
    to: "450200",
  },
  { year: 2002, counties: ["琼山市"], from: null, to: "460100" },
  { year: 2002, counties: ["灵武市"], from: "640300", to: "640100" },
  { year: 2003, counties: ["中卫县", "中宁县"], from: "640300", to: "640500" },
  { year: 2003, counties: ["海原县"], from: "640400", to: "640500" },
  { year: 2007, counties: ["米泉市"], from: "652300", to: "650100" },
  { year: 2015, counties: ["寿县"], from: "341500", to: "340400" },
  { year: 2015, counties: ["枞阳县"], from: "340800", to: "340700" },
  { year: 2016, counties: ["简阳市"], from: "512000", to: "510100" },
  { year: 2020, counties: ["公主岭市"], from: "220300", to: "220100" },
];

/** First and last year whose divisions are known. */
export const DIVISION_YEARS = [2000, 2024] as const;

function pair(text: string): readonly [string, string] {
  const [code, name] = text.split(" ");
  return [code!, name!];
}
