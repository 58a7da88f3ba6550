import { type Division, PREFECTURES, PROVINCES } from "./prefectures.ts";

/** What a name or code in a table of cities means. */
export type FoundDivision =
  /** `how`: the full name in use, a short form, a former name, an alias or misprint, or a code. */
  | {
      readonly kind: "division";
      readonly division: Division;
      readonly how: "name" | "short" | "former" | "alias" | "code";
    }
  | { readonly kind: "province"; readonly name: string }
  | { readonly kind: "total" }
  | { readonly kind: "unknown" };

/**
 * The division of prefecture level that a yearbook means by a name or code of any year since 2000.
 *
 * Names may be full or short (苏州市, 苏州; 延边朝鲜族自治州, 延边州, 延边), with the province before them, spaced
 * out (北 京), with footnote marks, former (襄樊, 思茅地区, 莱芜), or of the kind the division had before or has
 * since (海东地区, 海东市). Codes have 4, 6 or 12 digits; codes of counties are unknown. A name that a province and
 * a city share (吉林, 海南) is the city or prefecture; with 省 it is the province.
 *
 * Not covered: counties under a province directly (仙桃, 济源, 石河子 …), which are no prefectures; codes that had
 * gone by 2000; Hong Kong, Macao, Taiwan.
 *
 * @example
 * findDivision("襄 樊"); // { kind: "division", division: { code: "420600", name: "襄樊市", until: 2010, … }, how: "former" }
 * findDivision("3712").division.name; // "莱芜市"
 */
export function findDivision(written: string): FoundDivision {
  const text = plain(written);
  if (/^\d{4}(\d{2}(\d{6})?)?$/.test(text)) return byCode(text);
  const direct = INDEX.get(text) ?? INDEX.get(withoutProvince(text));
  if (direct) return direct;
  if (PROVINCE_NAMES.has(text)) return { kind: "province", name: text.replace(PROVINCE_KIND, "") };
  if (TOTAL.test(text)) return { kind: "total" };
  return { kind: "unknown" };
}

function plain(written: string): string {
  return written
    .replace(/[\u2460-\u2473\u00b9\u00b2\u00b3\u2070-\u2079]/gu, "")
    .normalize("NFKC")
    .replace(/[\s\u200b]/g, "")
    .replace(/([*†‡#]|[[(〔【]注?\d{1,2}[\])〕】])+$/u, "");
}

const PROVINCE_KIND = /(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$/;
const SPECIAL: Readonly<Record<string, string>> = {
  内蒙古: "自治区",
  广西: "壮族自治区",
  西藏: "自治区",
  宁夏: "回族自治区",
  新疆: "维吾尔自治区",
};
const MUNICIPALITIES = new Set(["北京", "天津", "上海", "重庆"]);
const PROVINCE_NAMES: ReadonlySet<string> = new Set(
  Object.values(PROVINCES)
    .filter((name) => !MUNICIPALITIES.has(name))
    .flatMap((name) => [
      name,
      `${name}${SPECIAL[name] ?? "省"}`,
      ...(SPECIAL[name] ? [`${name}自治区`] : []),
    ]),
);
const TOTAL = /^(全国|全省|全区|总计|合计|小计|平均|均值|[东中西]部(地区)?|东北(地区)?|.*(平均|合计|总计))$/;

/** 江苏省苏州市 and 江苏苏州 without the province. */
function withoutProvince(text: string): string {
  for (const name of PROVINCE_NAMES) {
    const rest = text.slice(name.length);
    if (text.startsWith(name) && INDEX.has(rest)) return rest;
  }
  return text;
}

function byCode(text: string): FoundDivision {
  const six = text.slice(0, 6).padEnd(6, "0");
  const province = PROVINCES[six.slice(0, 2)];
  if (province === undefined) return { kind: "unknown" };
  if (MUNICIPALITIES.has(province)) {
    return six.slice(4) === "00" && ["00", "01"].includes(six.slice(2, 4))
      ? { kind: "division", division: BY_CODE.get(`${six.slice(0, 2)}0000`)!, how: "code" }
      : { kind: "unknown" };
  }
  if (six.endsWith("0000")) return { kind: "province", name: province };
  const division = BY_CODE.get(six);
  return division ? { kind: "division", division, how: "code" } : { kind: "unknown" };
}

/** Of two names under one code the one in use. */
const BY_CODE: ReadonlyMap<string, Division> = new Map(
  [...PREFECTURES].sort((a, b) => (a.until ?? 9999) - (b.until ?? 9999)).map((d) => [d.code, d]),
);

/** Names that neither a list nor a rule gives: common short forms and misprints. */
const ALIASES: Readonly<Record<string, string>> = {
  伊盟: "鄂尔多斯市",
  巴盟: "巴彦淖尔市",
  乌盟: "乌兰察布市",
  锡盟: "锡林郭勒盟",
  阿盟: "阿拉善盟",
  巴州: "巴音郭楞蒙古自治州",
  博州: "博尔塔拉蒙古自治州",
  克州: "克孜勒苏柯尔克孜自治州",
  襄樊地区: "襄樊市",
  荷泽市: "菏泽市",
  荷泽: "菏泽市",
  毫州市: "亳州市",
  毫州: "亳州市",
  普洱地区: "普洱市",
};

/**
 * Full names before short ones, those in use before former ones: so that a short form that several share is
 * that of the one in use.
 */
const INDEX: ReadonlyMap<string, FoundDivision> = makeIndex();

function makeIndex(): Map<string, FoundDivision> {
  const index = new Map<string, FoundDivision>();
  const add = (name: string, division: Division, how: "name" | "short" | "former" | "alias") => {
    if (!index.has(name)) index.set(name, Object.freeze({ kind: "division", division, how }));
  };
  const current = PREFECTURES.filter((d) => d.until === null);
  const former = PREFECTURES.filter((d) => d.until !== null);
  for (const d of current) add(d.name, d, "name");
  for (const d of former) add(d.name, d, "former");
  for (const [name, full] of Object.entries(ALIASES)) {
    add(name, PREFECTURES.find((d) => d.name === full)!, "alias");
  }
  for (const d of current) add(d.stem, d, "short");
  // 海东地区 of 2020 is 海东市, 苏州地区 of an old table 苏州市.
  for (const d of current) for (const kind of kindsOf(d)) add(`${d.stem}${kind}`, d, "short");
  for (const d of former) {
    add(d.stem, d, "former");
    for (const kind of kindsOf(d)) add(`${d.stem}${kind}`, d, "former");
  }
  return index;
}

function kindsOf({ name }: Division): readonly string[] {
  return name.endsWith("自治州") ? ["州", "自治州"] : ["市", "地区", "盟"];
}
