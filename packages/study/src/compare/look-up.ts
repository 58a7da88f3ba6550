/**
 * The value at a path of a result: `baseline.models[1].estimates[term=did].estimate`. A bracket holds
 * a position (from 0) or conditions `key=value`, several parted by spaces; undefined where nothing is.
 */
export function lookUp(results: unknown, path: string): unknown {
  let here: unknown = results;
  for (const part of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (here === null || here === undefined) return undefined;
    const [, key, bracket] = part;
    if (key !== undefined) here = (here as Record<string, unknown>)[key];
    else if (Array.isArray(here)) here = pick(here, bracket!);
    else return undefined;
  }
  return here;
}

function pick(rows: readonly unknown[], bracket: string): unknown {
  if (/^\d+$/.test(bracket)) return rows[Number(bracket)];
  const conditions = bracket.split(" ").map((c) => c.split("=") as [string, string]);
  return rows.find((row) => conditions.every(([k, v]) => String((row as Record<string, unknown>)[k]) === v));
}
