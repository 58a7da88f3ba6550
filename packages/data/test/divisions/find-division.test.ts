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
  readonly from: string;
  readonly to: string;
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
  const year = (list: string) => Number(list.slice(0, 4));
  const keyed = SEEN.changed.filter(([key]) => !key.endsWith("荷泽市") && !key.endsWith("菏泽市"));

  it("tells every difference between the yearly lists, in the years where they differ", () => {
    for (const [key, first, last] of keyed) {
      const began = DIVISION_CHANGES.find(
        ({ kind, to }) => !["dissolved", "merged"].includes(kind) && to.some((p) => p.join(" ") === key),
      );
      const ended = DIVISION_CHANGES.find(({ from }) => from?.join(" ") === key);
      expect(began !== undefined, key).toBe(first !== SEEN.from);
      expect(ended !== undefined, key).toBe(last !== SEEN.to);
      if (began) expect(began.year, key).toBeLessThanOrEqual(year(first));
      // 乌兰察布 is in one list under both codes.
      if (ended) expect(ended.year, key).toBeGreaterThanOrEqual(year(last) - 1);
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
    const codes = new Set(PREFECTURES.map((d) => d.code));
    for (const { from, to } of COUNTY_TRANSFERS) expect(codes.has(from) && codes.has(to)).toBe(true);
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
    ["320500", "苏州市 code"],
    ["3205", "苏州市 code"],
    ["320500000000", "苏州市 code"],
    ["320000", "province"],
    ["110100", "北京市 code"],
    ["110000", "北京市 code"],
    ["110105", "unknown"],
    ["320583", "unknown"],
    ["341400", "巢湖市 code"],
    ["420600", "襄阳市 code"],
    ["990100", "unknown"],
    ["", "unknown"],
  ])("%s", (written, wanted) => {
    expect(named(written)).toBe(wanted);
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
    expect(later("襄阳市", 2005)).toBe("襄阳市");
  });
});
