/** Short names of provinces by the first two digits of their codes. */
export const PROVINCES: Readonly<Record<string, string>> = {
  11: "北京",
  12: "天津",
  13: "河北",
  14: "山西",
  15: "内蒙古",
  21: "辽宁",
  22: "吉林",
  23: "黑龙江",
  31: "上海",
  32: "江苏",
  33: "浙江",
  34: "安徽",
  35: "福建",
  36: "江西",
  37: "山东",
  41: "河南",
  42: "湖北",
  43: "湖南",
  44: "广东",
  45: "广西",
  46: "海南",
  50: "重庆",
  51: "四川",
  52: "贵州",
  53: "云南",
  54: "西藏",
  61: "陕西",
  62: "甘肃",
  63: "青海",
  64: "宁夏",
  65: "新疆",
};

export const MUNICIPALITIES: ReadonlySet<string> = new Set(["北京", "天津", "上海", "重庆"]);

const KINDS: Readonly<Record<string, string>> = {
  内蒙古: "自治区",
  广西: "壮族自治区",
  西藏: "自治区",
  宁夏: "回族自治区",
  新疆: "维吾尔自治区",
};

/** The full name of a province. */
export function provinceOf(name: string): string {
  return `${name}${MUNICIPALITIES.has(name) ? "市" : (KINDS[name] ?? "省")}`;
}

/** Short names of provinces by all names they may go by; municipalities aside, which are cities too. */
export const PROVINCE_NAMES: ReadonlyMap<string, string> = new Map(
  Object.values(PROVINCES)
    .filter((name) => !MUNICIPALITIES.has(name))
    .flatMap((name) =>
      // The longest first, so that what follows the province is all that is left.
      [provinceOf(name), ...(KINDS[name] ? [`${name}自治区`, `${name}省`] : []), name].map(
        (written) => [written, name] as const,
      ),
    ),
);
