import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  COUNTY_TRANSFERS,
  DIVISION_CHANGES,
  type Division,
  divisionIn,
  findDivision,
  PREFECTURES,
} from "../../src/index.ts";

interface Seen {
  /** Months of the lists, such as 201607. */
  readonly months: readonly string[];
  /** Code and name, first and last list that has it. */
  readonly changed: readonly (readonly [string, string, string])[];
}
const SEEN: Seen = JSON.parse(readFileSync(new URL("fixtures/seen.json", import.meta.url), "utf8"));
const named = (written: string) => {
  const found = findDivision(written);
  return found.kind === "division" ? `${found.division.name} ${found.how}` : found.kind;
};
const divisionOf = (written: string): Division => {
  const found = findDivision(written);
  if (found.kind !== "division") throw new Error(written);
  return found.division;
};
const listFrom = (month: string) => SEEN.months.find((m) => m >= month) ?? "999912";
const listBefore = (month: string) => SEEN.months.findLast((m) => m < month)!;

describe("PREFECTURES", () => {
  it("has the 333 prefectures and 4 municipalities of 2023", () => {
    const current = PREFECTURES.filter((d) => d.until === null);
    expect(current).toHaveLength(337);
    const kinds = (pattern: RegExp) => current.filter((d) => pattern.test(d.name)).length;
    // National Bureau of Statistics, end of 2023: 293 cities, 7 prefectures, 30 autonomous prefectures, 3 leagues.
    expect([kinds(/市$/), kinds(/地区$/), kinds(/自治州$/), kinds(/盟$/)]).toEqual([297, 7, 30, 3]);
  });

  it("has as many in each year as the yearbooks count", () => {
    const at = (year: number) =>
      PREFECTURES.filter((d) => (d.from ?? 0) <= year && (d.until ?? 9999) > year).length - 4;
    // Statistical yearbooks of China, table 1-1.
    expect([at(2000), at(2001), at(2002), at(2010), at(2012), at(2016), at(2019), at(2023)]).toEqual([
      333, 332, 332, 333, 333, 334, 333, 333,
    ]);
  });
});

describe("DIVISION_CHANGES", () => {
  const keyed = SEEN.changed.filter(([key]) => !key.endsWith("荷泽市") && !key.endsWith("菏泽市"));
  const is = (key: string) => (pair: readonly string[] | null) => pair?.join(" ") === key;

  it("tells every difference between 27 lists, in the years where they differ", () => {
    expect(SEEN.months).toHaveLength(27);
    for (const [key, first, last] of keyed) {
      const began = DIVISION_CHANGES.find(
        ({ kind, to }) => !["dissolved", "merged"].includes(kind) && to.some(is(key)),
      );
      const ended = DIVISION_CHANGES.find(({ from }) => is(key)(from));
      expect(began !== undefined, key).toBe(first !== SEEN.months[0]);
      expect(ended !== undefined, key).toBe(last !== SEEN.months.at(-1));
      // A list of December shows all changes of its year; one before may show them or not.
      if (began) {
        expect(first >= `${began.year}01`, key).toBe(true);
        expect(first <= listFrom(`${began.year}12`), key).toBe(true);
      }
      // 乌兰察布 is in two lists under both codes.
      if (ended && !key.endsWith("乌兰察布盟")) {
        expect(last < listFrom(`${ended.year}12`), key).toBe(true);
        expect(last >= listBefore(`${ended.year}01`), key).toBe(true);
      }
    }
  });

  it("tells nothing else, and in order", () => {
    const keys = new Set(keyed.map(([key]) => key));
    for (const { kind, from, to } of DIVISION_CHANGES) {
      if (from) expect(keys).toContain(from.join(" "));
      if (kind !== "dissolved" && kind !== "merged") expect(keys).toContain(to[0]!.join(" "));
    }
    const years = DIVISION_CHANGES.map((c) => c.year);
    expect(years).toEqual([...years].sort());
  });

  it("passes counties between cities that exist", () => {
    const at = (code: string, year: number) =>
      PREFECTURES.some((d) => d.code === code && (d.from ?? 0) <= year && (d.until ?? 9999) > year);
    for (const { year, from, to, counties } of COUNTY_TRANSFERS) {
      expect(at(to, year), counties[0]).toBe(true);
      if (from !== null) expect(at(from, year), counties[0]).toBe(true);
    }
    const years = COUNTY_TRANSFERS.map((t) => t.year);
    expect(years).toEqual([...years].sort());
  });
});

describe("findDivision", () => {
  it("finds every division by its name, code and short form", () => {
    for (const d of PREFECTURES) {
      expect(divisionOf(d.name)).toBe(d);
      expect(divisionOf(d.code).code).toBe(d.code);
      if (d.until === null) expect(divisionOf(d.stem)).toBe(d);
      if (!d.code.endsWith("0000")) expect(divisionOf(`${d.province}${d.name}`)).toBe(d);
    }
  });

  it.each([
    ["苏州", "苏州市 short"],
    ["江苏省苏州市", "苏州市 name"],
    ["江苏苏州", "苏州市 short"],
    ["北 京", "北京市 short"],
    ["北京市", "北京市 name"],
    ["石家庄市*", "石家庄市 name"],
    ["三亚市①", "三亚市 name"],
    ["拉萨[1]", "拉萨市 short"],
    ["延边州", "延边朝鲜族自治州 short"],
    ["延边", "延边朝鲜族自治州 short"],
    ["巴音郭楞", "巴音郭楞蒙古自治州 short"],
    ["巴州", "巴音郭楞蒙古自治州 alias"],
    ["西双版纳州", "西双版纳傣族自治州 short"],
    ["兴安盟", "兴安盟 name"],
    ["海东地区", "海东地区 former"],
    ["海东", "海东市 short"],
    ["襄樊", "襄樊市 former"],
    ["思茅地区", "思茅地区 former"],
    ["菏泽地区", "菏泽市 short"],
    ["荷泽市", "菏泽市 alias"],
    ["柳州地区", "柳州地区 former"],
    ["柳州", "柳州市 short"],
    ["伊犁", "伊犁哈萨克自治州 short"],
    ["伊克昭盟", "伊克昭盟 former"],
    ["452200", "柳州地区 code"],
    ["吉林", "吉林市 short"],
    ["海南", "海南藏族自治州 short"],
    ["吉林省", "province"],
    ["江苏", "province"],
    ["内蒙古自治区", "province"],
    ["广西壮族自治区", "province"],
    ["全国", "total"],
    ["地级市合计", "total"],
    ["昆山市", "unknown"],
    ["1.石家庄市", "石家庄市 name"],
    ["2、唐山市", "唐山市 name"],
    ["（3）秦皇岛市", "秦皇岛市 name"],
    ["四、邯郸市", "邯郸市 name"],
    ["05 邢台", "邢台市 short"],
    ["十堰市", "十堰市 name"],
    ["石 家 庄", "石家庄市 short"],
    ["石家庄 市", "石家庄市 name"],
    ["\u3000苏\u00a0州\u200b", "苏州市 short"],
    ["其中：苏州市", "苏州市 name"],
    ["#无锡市", "无锡市 name"],
    ["苏州 Suzhou", "苏州市 short"],
    ["Suzhou", "unknown"],
    ["320500苏州市", "苏州市 name"],
    ["苏州市（320500）", "苏州市 name"],
    ["蘇州市", "苏州市 name"],
    ["濟南", "济南市 short"],
    ["內蒙古呼倫貝爾", "呼伦贝尔市 short"],
    ["臺州市", "台州市 name"],
    ["泰州", "泰州市 short"],
    ["宿州", "宿州市 short"],
    ["福州", "福州市 short"],
    ["抚州", "抚州市 short"],
    ["伊春", "伊春市 short"],
    ["宜春", "宜春市 short"],
    ["朝阳", "朝阳市 short"],
    ["朝阳区", "county"],
    ["淮阴市", "淮安市 alias"],
    ["达川地区", "达州市 alias"],
    ["杨州", "扬州市 alias"],
    ["张家囗市", "unknown"],
    ["和田市", "unknown"],
    ["大理市", "unknown"],
    ["沛县", "county"],
    ["济源市", "county"],
    ["河南省济源市", "county"],
    ["神农架林区", "county"],
    ["其中", "total"],
    ["东部地区", "total"],
    ["东北三省", "total"],
    ["市辖区", "total"],
    ["全市", "total"],
    ["江苏省合计", "total"],
    ["32", "province"],
    ["320500000", "苏州市 code"],
    ["320500.0", "苏州市 code"],
    ["320583100", "county"],
    ["320583100000", "county"],
    ["469002", "county"],
    ["320500", "苏州市 code"],
    ["3205", "苏州市 code"],
    ["320500000000", "苏州市 code"],
    ["320000", "province"],
    ["110100", "北京市 code"],
    ["110000", "北京市 code"],
    ["110105", "county"],
    ["320583", "county"],
    ["341400", "巢湖市 code"],
    ["420600", "襄阳市 code"],
    ["990100", "unknown"],
    ["", "unknown"],
  ])("%s", (written, wanted) => {
    expect(named(written)).toBe(wanted);
  });

  it("says where a county lies, and which name may be meant, but guesses neither", () => {
    expect(findDivision("320583")).toEqual({ kind: "county", of: "苏州市" });
    expect(findDivision("110105")).toEqual({ kind: "county", of: "北京市" });
    expect(findDivision("469002")).toEqual({ kind: "county", of: "海南" });
    expect(findDivision("仙桃市")).toEqual({ kind: "county", of: "湖北" });
    expect(findDivision("西湖区")).toEqual({ kind: "county", of: null });
    expect(findDivision("呼和浩持")).toEqual({ kind: "unknown", near: ["呼和浩特市"] });
    expect(findDivision("石冢庄市")).toEqual({ kind: "unknown", near: ["石家庄市"] });
    expect(findDivision("苏州（市）")).toEqual({ kind: "unknown", near: ["苏州市"] });
    expect(findDivision("某州")).toEqual({ kind: "unknown", near: [] });
  });

  it("tells that a name is a province's too", () => {
    expect(findDivision("吉林")).toMatchObject({ kind: "division", orProvince: "吉林" });
    expect(findDivision("海南")).toMatchObject({ division: { province: "青海" }, orProvince: "海南" });
    expect(findDivision("吉林市")).toMatchObject({ orProvince: null });
    expect(findDivision("江苏")).toEqual({ kind: "province", name: "江苏", bare: true });
    expect(findDivision("江苏省")).toEqual({ kind: "province", name: "江苏", bare: false });
  });
});

describe("divisionIn", () => {
  const later = (written: string, year: number) =>
    divisionIn(divisionOf(written), year).division?.name ?? null;

  it("follows names, upgrades and mergers to a year", () => {
    expect(later("柳州地区", 2002)).toBe("来宾市");
    expect(later("伊克昭盟", 2001)).toBe("鄂尔多斯市");
    expect(later("思茅地区", 2002)).toBe("思茅地区");
    expect(later("思茅地区", 2005)).toBe("思茅市");
    expect(later("思茅地区", 2007)).toBe("普洱市");
    expect(later("襄樊市", 2009)).toBe("襄樊市");
    expect(later("襄樊市", 2010)).toBe("襄阳市");
    expect(later("莱芜", 2018)).toBe("莱芜市");
    expect(divisionIn(divisionOf("莱芜"), 2019)).toMatchObject({
      division: { name: "济南市" },
      merged: true,
    });
    expect(later("巢湖", 2011)).toBeNull();
    expect(divisionIn(divisionOf("巢湖"), 2011).changes[0]!.to.map(([, name]) => name)).toEqual([
      "合肥市",
      "芜湖市",
      "马鞍山市",
    ]);
  });

  it("follows later names back", () => {
    expect(later("襄阳市", 2005)).toBe("襄樊市");
    expect(later("普洱", 2003)).toBe("思茅市");
    expect(later("普洱", 2002)).toBe("思茅地区");
    expect(later("那曲市", 2016)).toBe("那曲地区");
    expect(later("三沙市", 2010)).toBeNull();
    expect(divisionIn(divisionOf("三沙市"), 2010).changes).toMatchObject([{ kind: "founded", year: 2012 }]);
    expect(divisionIn(divisionOf("济南市"), 2010)).toMatchObject({ changes: [], merged: false });
  });
});
