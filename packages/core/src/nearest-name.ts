import { closest, distance } from "fastest-levenshtein";

/** The known name that a misspelt or shortened one most likely meant, or null when none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const fold = (s: string) =>
    s
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s_.-]/g, "");
  const target = fold(name);
  const best = closest(
    target,
    known.map((k) => fold(k)),
  );
  const found = known.find((k) => fold(k) === best) ?? null;
  const allowed = Math.max(1, Math.floor(Math.max(target.length, best.length) / 3));
  if (found !== null && distance(target, best) <= allowed) return found;
  const begun = target.length < 3 ? [] : known.filter((k) => fold(k).startsWith(target));
  return known.find((k) => isSwapped(fold(k), target)) ?? (begun.length === 1 ? begun[0]! : null);
}

/** Whether two texts differ by two neighbouring letters that changed places. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
