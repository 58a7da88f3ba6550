// Compares the divisions of the project with the lists of codes that lists.mjs reads, and prints what differs:
//
//   node scripts/divisions/compare.mjs FOLDER        (needs a build; ends with code 1 where something is unexplained)
//
// A list must have every division that stood through its year, and no other; one that came or went within the year
// it may have or not, save in December. Counties that stand under another prefecture in the next list, by name,
// must be told as transfers, or lie in a division that came or went.
import { COUNTY_TRANSFERS, DIVISION_CHANGES, PREFECTURES } from "ceteris";
import { readLists } from "./lists.mjs";

/** Mistakes in the lists themselves: months, and what they have in place of what. */
const BLEMISHES = [
  { first: "200012", last: "200506", has: "371700 荷泽市", lacks: "371700 菏泽市", why: "a misprint" },
  {
    first: "200312",
    last: "200403",
    has: "152600 乌兰察布盟",
    lacks: null,
    why: "beside 150900, its new code",
  },
];

const lists = readLists(process.argv[2]);
let unexplained = 0;

function report(month, verb, key) {
  const known = BLEMISHES.find((b) => b.first <= month && month <= b.last && b[verb] === key);
  if (known === undefined) unexplained++;
  console.log(`    ${verb} ${key}${known === undefined ? "" : ` (${known.why})`}`);
}

for (const { month, prefectures } of lists) {
  const year = Number(month.slice(0, 4));
  const before = month.endsWith("12") ? year : year - 1;
  const listed = new Set(prefectures.map((pair) => pair.join(" ")));
  const stands = (at) => PREFECTURES.filter((d) => (d.from ?? 0) <= at && (d.until ?? 9999) > at);
  const keys = (divisions) => divisions.map(({ code, name }) => `${code} ${name}`);
  const [was, is] = [new Set(keys(stands(before))), new Set(keys(stands(year)))];
  console.log(`${month}  ${listed.size} divisions`);
  for (const key of was) if (is.has(key) && !listed.has(key)) report(month, "lacks", key);
  for (const key of listed) if (!was.has(key) && !is.has(key)) report(month, "has", key);
}

/** Names of counties without their kind, by province, with the prefectures they are under. */
function places({ counties }) {
  const found = new Map();
  for (const [code, name] of counties) {
    const key = `${code.slice(0, 2)} ${name.replace(/(?<=.)(自治县|自治旗|林区|特区|矿区|县|市|区|旗)$/, "")}`;
    found.set(key, (found.get(key) ?? new Set()).add(`${code.slice(0, 4)}00`));
  }
  return found;
}

const change = (code) =>
  DIVISION_CHANGES.filter(({ from, to }) => [from, ...to].some((p) => p?.[0] === code));
const isTold = (county, from, to) =>
  COUNTY_TRANSFERS.some(
    (t) => t.from === from && t.to === to && t.counties.some((c) => c.startsWith(county)),
  ) || change(from).some(({ to: others }) => others.some(([code]) => code === to));

console.log("\ncounties under another prefecture in the next list");
lists.slice(2).forEach((list, k) => {
  const [old, now] = [places(lists[k + 1]), places(list)];
  for (const [key, prefectures] of old) {
    const after = now.get(key);
    if (!after) continue;
    const lost = [...prefectures].filter((code) => !after.has(code));
    const won = [...after].filter((code) => !prefectures.has(code));
    if (lost.length !== 1 || won.length !== 1) continue;
    const [province, county] = key.split(" ");
    const isDirect =
      /^(11|12|31|50)$/.test(province) || [...lost, ...won].some((code) => /^\d\d90/.test(code));
    const told = isDirect || isTold(county, lost[0], won[0]);
    if (!told) report(list.month, "has", `${county}, then under ${lost[0]}, under ${won[0]}`);
  }
});
console.log(unexplained === 0 ? "\nnothing is unexplained" : `\n${unexplained} unexplained`);
process.exitCode = unexplained === 0 ? 0 : 1;
