/** Traditional characters of names of divisions, each before its simplified one, as OpenCC maps them. */
const TRADITIONAL =
  "亞亚佈布來来倫伦內内則则剋克區区吳吴呂吕國国壩坝壯壮婁娄寧宁寶宝岡冈峯峰島岛峽峡崑昆崗岗嶺岭嶽岳巖岩廈厦廣广張张彥彦慶庆懷怀" +
  "揚扬撫抚旂旗晉晋東东棗枣樂乐樑梁樹树欽钦涼凉溫温滄沧漢汉澤泽濟济濰潍濱滨瀋沈瀘泸烏乌無无煙烟營营爾尔瑪玛畢毕盤盘節节紅红納纳" +
  "紹绍綏绥維维綿绵縣县義义肅肃臨临臺台興兴荊荆莊庄華华萊莱蕪芜薩萨蘆芦蘇苏蘭兰衛卫衞卫裏里裡里計计許许谿溪貝贝貢贡貴贵賀贺資资" +
  "賓宾贛赣連连運运達达遠远遷迁遼辽邊边鄉乡鄭郑鄲郸銀银銅铜錦锦錫锡鎭镇鎮镇鐵铁長长門门開开關关陝陕陽阳隨随隴陇雙双雞鸡雲云頂顶" +
  "順顺頗颇頭头餘余饒饶馬马駐驻鬆松魯鲁鮮鲜鴨鸭鶴鹤鷄鸡鷹鹰鹹咸鹽盐麗丽黃黄齊齐龍龙";

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: TRADITIONAL.length / 2 }, (_, k) => [TRADITIONAL[2 * k]!, TRADITIONAL[2 * k + 1]!]),
);

const CIRCLED_AND_RAISED = /[\u2460-\u2473\u00b9\u00b2\u00b3\u2070-\u2079]/gu;
/** Spaces of every kind, marks of direction and of bytes, quotes. */
const UNSEEN = /[\s\u200b-\u200f\u2060\ufeff'"‘’“”]/gu;
const NUMBERED =
  /^(?:[([【〔]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[.、:,)\]】〕]+)|\d{1,3}(?=\p{Script=Han}))/u;
/** A code of six digits before or after a name. */
const CODED = /^\d{6}[-_:]?(?=\p{Script=Han})|(?<=\p{Script=Han})[([]?\d{6}[)\]]?$/gu;
/** The name in letters beside the name: 苏州 Suzhou. */
const LATIN = /^[a-z.,-]+(?=\p{Script=Han})|(?<=\p{Script=Han}{2})[a-z.,-]+$/giu;
const FOOTNOTE = /([*†‡#]|[[(〔【]注?\d{1,2}[\])〕】])+$/u;
const HEADED = /^(?:[#*·•]+|其中[:,]?(?=.))/u;

/**
 * A name of a division without what tables put around it: spaces, numbers of a list (`1.`, `（3）`, `四、`), a code
 * or the name in letters beside it, footnote marks, `其中：`; full-width and traditional characters become the
 * usual ones.
 */
export function plainName(written: string): string {
  const text = written
    .replace(CIRCLED_AND_RAISED, "")
    .normalize("NFKC")
    .replace(UNSEEN, "")
    .replace(HEADED, "")
    .replace(NUMBERED, "")
    .replace(CODED, "")
    .replace(LATIN, "")
    .replace(FOOTNOTE, "");
  return Array.from(text, (c) => SIMPLIFIED.get(c) ?? c).join("");
}
