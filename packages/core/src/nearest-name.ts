import { closest, distance } from "fastest-levenshtein";

/** The known name a misspelt one most likely meant, or null when none is near. */
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
  return found !== null && distance(target, best) <= allowed ? found : null;
}
