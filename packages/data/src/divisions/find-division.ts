import { DIVISION_BY_CODE, DIVISION_INDEX, type IndexedDivision } from "./division-index.ts";
import { plainName } from "./plain-name.ts";
import { MUNICIPALITIES, PROVINCE_NAMES, PROVINCES, provinceOf } from "./provinces.ts";

/** What a name or code in a table of cities means. */
export type FoundDivision =
  /**
   * `how`: the full name in use, a short form, a former name, an alias or misprint, or a code. `orProvince`: the
   * province that has this name too, 吉林 or 海南.
   */
  | ({ readonly kind: "division"; readonly orProvince: string | null } & IndexedDivision)
  /** `bare`: 江苏, not 江苏省. */
  | { readonly kind: "province"; readonly name: string; readonly bare: boolean }
  /** A sum or mean over divisions, a region, a part of a city or a heading. */
  | { readonly kind: "total" }
  /** A county, district or town; `of` is the prefecture or province that it lies in, where that is known. */
  | { readonly kind: "county"; readonly of: string | null }
  /** `near`: the one or two names that are nearest. */
  | { readonly kind: "unknown"; readonly near: readonly string[] };

/**
 * The division of prefecture level that a yearbook means by a name or code of any year since 2000.
 *
 * Names may be full or short (苏州市, 苏州; 延边朝鲜族自治州, 延边州, 延边), with the province before them, spaced
 * out (北 京), numbered (1.石家庄市), in traditional characters, with footnote marks or a code, former (襄樊,
 * 思茅地区, 莱芜), or of the kind the division had before or has since (海东地区, 海东市). Codes have 4, 6, 9 or 12
 * digits; those of provinces also 2. Misprints are not guessed at, but for three that are in print everywhere
 * (荷泽, 毫州, 杨州).
 *
 * Not covered: counties, which are recognised by code, by 县, 区, 旗 or because they are directly under a province
 * (仙桃, 济源, 石河子 …), and told as such; codes that had gone by 2000; Hong Kong, Macao, Taiwan.
 *
 * @example
 * findDivision("襄 樊"); // { kind: "division", division: { code: "420600", name: "襄樊市", until: 2010, … }, how: "former" }
 * findDivision("3712").division.name; // "莱芜市"
 */
export function findDivision(written: string): FoundDivision {
  const text = plainName(written);
  const code = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})(?:\.0+)?$/.exec(text)?.[1];
  if (code !== undefined) return byCode(code);
  const direct = DIVISION_INDEX.get(text);
  if (direct) return { kind: "division", ...direct, orProvince: PROVINCE_NAMES.get(text) ?? null };
  const rest = withoutProvince(text);
  const inside = DIVISION_INDEX.get(rest);
  if (inside) return { kind: "division", ...inside, orProvince: null };
  const province = PROVINCE_NAMES.get(text);
  if (province !== undefined) return { kind: "province", name: province, bare: text === province };
  if (TOTAL.test(text)) return { kind: "total" };
  const under = DIRECT.get(rest.replace(/(市|县|林区|黎族自治县|黎族苗族自治县|示范区)$/, ""));
  if (under !== undefined) return { kind: "county", of: under };
  if (/.(县|区|旗|镇|乡|街道)$/.test(text)) return { kind: "county", of: null };
  return { kind: "unknown", near: nearNames(text) };
}

const TOTAL =
  /^(其中|全国|全省|全区|全市|总计|合计|小计|平均|均值|市辖区|市区|城区|辖县|地级(及以上)?(城)?市|县级市|直辖市|省会(城市)?|(东|中|西|东北)部?(地区|三省)?|[东中西]、?[东中西]部(地区)?|华[东南中北]|西[南北]|长三角|珠三角|京津冀|苏[南中北]|.*(平均|合计|总计|小计|均值))$/;

/** Counties directly under their province, by province. */
const DIRECT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    河南: "济源",
    湖北: "仙桃 潜江 天门 神农架",
    海南: "五指山 琼海 文昌 万宁 东方 定安 屯昌 澄迈 临高 白沙 昌江 乐东 陵水 保亭 琼中",
    新疆: "石河子 阿拉尔 图木舒克 五家渠 北屯 铁门关 双河 可克达拉 昆玉 胡杨河 新星 白杨",
  }).flatMap(([province, names]) => names.split(" ").map((name) => [name, province] as const)),
);

/** 江苏省苏州市 and 江苏苏州 without the province. */
function withoutProvince(text: string): string {
  for (const name of PROVINCE_NAMES.keys()) {
    const rest = text.slice(name.length);
    if (text.startsWith(name) && (DIVISION_INDEX.has(rest) || /^.{2,}[市县区]$/.test(rest))) return rest;
  }
  return text;
}

function byCode(code: string): FoundDivision {
  const province = PROVINCES[code.slice(0, 2)];
  if (province === undefined) return { kind: "unknown", near: [] };
  const six = code.slice(0, 6).padEnd(6, "0");
  const found = (division: IndexedDivision["division"]): FoundDivision => ({
    kind: "division",
    division,
    how: "code",
    orProvince: null,
  });
  const isTown = /[1-9]/.test(code.slice(6));
  if (MUNICIPALITIES.has(province)) {
    const isWhole = six.endsWith("00") && ["00", "01"].includes(six.slice(2, 4)) && !isTown;
    return isWhole
      ? found(DIVISION_BY_CODE.get(`${six.slice(0, 2)}0000`)!)
      : { kind: "county", of: provinceOf(province) };
  }
  if (six.endsWith("0000")) return { kind: "province", name: province, bare: false };
  const division = DIVISION_BY_CODE.get(six);
  if (division && !isTown) return found(division);
  const over = DIVISION_BY_CODE.get(`${six.slice(0, 4)}00`);
  if (over) return { kind: "county", of: over.name };
  return /^\d\d90/.test(six) ? { kind: "county", of: province } : { kind: "unknown", near: [] };
}

/** Names one character away: another one in its place, one more, one fewer. More than two say nothing. */
function nearNames(text: string): readonly string[] {
  const bare = DIVISION_INDEX.get(text.replace(/[([].*[)\]]/u, ""));
  if (bare) return [bare.division.name];
  const found = new Set<string>();
  for (const [name, { division, how }] of DIVISION_INDEX) {
    if (how !== "alias" && isNear(text, name)) found.add(division.name);
  }
  return found.size <= 2 ? [...found] : [];
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 2) return false;
  let k = 0;
  while (k < a.length && a[k] === b[k]) k++;
  const [p, q] = [a.length >= b.length ? k + 1 : k, b.length >= a.length ? k + 1 : k];
  return a.slice(p) === b.slice(q);
}
