// Writes packages/data/src/divisions/prefecture-codes.ts from the lists of codes that lists.mjs reads, and the
// months in which each code that is not in all of them was seen, a fixture of the tests:
//
//   node scripts/divisions/compact.mjs FOLDER
import { writeFileSync } from "node:fs";
import { readLists } from "./lists.mjs";

const root = new URL("../../", import.meta.url);
const lists = readLists(process.argv[2]);
const months = lists.map(({ month }) => month);
const seen = new Map();
for (const { month, prefectures } of lists) {
  for (const [code, name] of prefectures) {
    const key = `${code} ${name}`;
    seen.set(key, { first: seen.get(key)?.first ?? month, last: month });
  }
}
const keys = [...seen.keys()].sort();
const changed = keys.flatMap((key) => {
  const { first, last } = seen.get(key);
  return first === months[0] && last === months.at(-1) ? [] : [[key, first, last]];
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
  `${JSON.stringify({ months, changed }, null, 1)}\n`,
);
