import { type Division, PREFECTURES } from "./prefectures.ts";

/** How a name tells its division. */
export type DivisionNaming = "name" | "short" | "former" | "alias" | "code";

export interface IndexedDivision {
  readonly division: Division;
  readonly how: DivisionNaming;
}

/** Names that neither a list nor a rule gives: common short forms, misprints, and names that had gone by 2000. */
const ALIASES: Readonly<Record<string, string>> = {
  伊盟: "鄂尔多斯市",
  巴盟: "巴彦淖尔市",
  乌盟: "乌兰察布市",
  呼盟: "呼伦贝尔市",
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
  杨州市: "扬州市",
  杨州: "扬州市",
  普洱地区: "普洱市",
  淮阴市: "淮安市",
  淮阴: "淮安市",
  哲里木盟: "通辽市",
  达川地区: "达州市",
  银南地区: "吴忠市",
};

/**
 * Divisions by all names they may go by. Full names come before short ones, those in use before former ones: so
 * that a short form that several share is that of the one in use.
 */
export const DIVISION_INDEX: ReadonlyMap<string, IndexedDivision> = makeIndex();

function makeIndex(): Map<string, IndexedDivision> {
  const index = new Map<string, IndexedDivision>();
  const add = (name: string, division: Division, how: DivisionNaming) => {
    if (!index.has(name)) index.set(name, Object.freeze({ division, how }));
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

/** 和田市 is a county of 和田地区, and 大理市 one of 大理州: only a city can have been of another kind. */
function kindsOf({ name }: Division): readonly string[] {
  if (name.endsWith("自治州")) return ["州", "自治州"];
  return name.endsWith("市") ? ["地区", "盟"] : [];
}

/** Of two names under one code the one in use. */
export const DIVISION_BY_CODE: ReadonlyMap<string, Division> = new Map(
  [...PREFECTURES].sort((a, b) => (a.until ?? 9999) - (b.until ?? 9999)).map((d) => [d.code, d]),
);
