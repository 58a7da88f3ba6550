import type { PanelFinding } from "@ceteris/core";
import { type KeyedRows, unitRows } from "./keyed-rows.ts";

/** Comparing every pair of more units than this would take longer than all else. */
const MOST_COMPARED = 4000;

/**
 * Units whose names are nearly the same and so may be one: the same but for case, spaces, full-width
 * characters, punctuation or the kind of division (市, 地区, 盟, 自治州); or one letter apart, or two
 * neighbouring letters swapped, while no period has both; and names of two Chinese characters only where the one
 * is there when the other is not, without a hole.
 */
export function nearNames(keyed: KeyedRows): readonly PanelFinding[] {
  const { table, unit, time } = keyed;
  if (table.columns.get(unit.name)?.type !== "text") return [];
  const names = unit.labels;
  const folded = names.map(fold);
  const found = new Map<string, readonly [number, number]>();
  const note = (a: number, b: number) => found.set(`${a} ${b}`, [a, b]);
  const same = new Map<string, number>();
  folded.forEach((name, u) => {
    const before = same.get(name);
    if (before !== undefined) note(before, u);
    else same.set(name, u);
  });
  // Where both are seen together they are two units, as 徐州 and 苏州 are.
  const periods = names.map((_, u) => new Set(Array.from(unitRows(keyed, u), (i) => time.codes[i]!)));
  const some = periods.flatMap(({ size }, u) => (size > 0 && size < time.nLevels ? [u] : []));
  if (some.length <= MOST_COMPARED) {
    some.forEach((a, k) => {
      for (const b of some.slice(k + 1)) {
        if (isNear(folded[a]!, folded[b]!) && apart(a, b) && (isLong(folded[a]!) || joined(a, b))) note(a, b);
      }
    });
  }
  return [...found.values()]
    .sort(([a, b], [c, d]) => a - c || b - d)
    .map(([a, b]) => ({
      check: "near-name",
      unit: names[a]!,
      time: null,
      column: unit.name,
      found: names[b]!,
      rows: [],
    }));

  function apart(a: number, b: number): boolean {
    return [...periods[a]!].every((t) => !periods[b]!.has(t));
  }

  /** Together they have a row in every period from their first to their last. */
  function joined(a: number, b: number): boolean {
    const all = [...periods[a]!, ...periods[b]!];
    return Math.max(...all) - Math.min(...all) === all.length - 1;
  }
}

function fold(name: string): string {
  const plain = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, "");
  return plain.replace(/(?<=\p{Script=Han}{2})(市|地区|盟|自治州|州)$/u, "") || name;
}

/** Of two characters one is half of the name: 山南 is not 陇南. */
function isLong(name: string): boolean {
  return !/^\p{Script=Han}{2}$/u.test(name);
}

/** Numbers in names tell units apart: Plant 1 and Plant 2. */
function isNear(a: string, b: string): boolean {
  if (/\d/.test(a + b) || Math.abs(a.length - b.length) > 1) return false;
  const han = /\p{Script=Han}/u.test(a);
  if (Math.min(a.length, b.length) < (han ? 2 : 5)) return false;
  const [p, q] = [[...a], [...b]];
  const at = p.findIndex((letter, i) => letter !== q[i]);
  const k = at < 0 ? p.length : at;
  const rest = (letters: readonly string[], after: number) => letters.slice(after).join("");
  return (
    rest(p, k + 1) === rest(q, k + 1) ||
    rest(p, k) === rest(q, k + 1) ||
    rest(p, k + 1) === rest(q, k) ||
    (p[k] === q[k + 1] && p[k + 1] === q[k] && rest(p, k + 2) === rest(q, k + 2))
  );
}
