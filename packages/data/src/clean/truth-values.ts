import type { NumberColumn, TextColumn } from "@ceteris/core";

const VALUES: ReadonlyMap<string, number> = new Map([
  ...["TRUE", "True", "true"].map((word) => [word, 1] as const),
  ...["FALSE", "False", "false"].map((word) => [word, 0] as const),
]);

/** A column of nothing but TRUE and FALSE, as R and Python write them, as 1 and 0; null for any other. */
export function truthValues({
  values,
  ...notes
}: TextColumn): { readonly column: NumberColumn; readonly changed: number } | null {
  const numbers = new Float64Array(values.length).fill(Number.NaN);
  let changed = 0;
  for (let i = 0; i < values.length; i++) {
    const text = values[i]!;
    if (text === null) continue;
    const value = VALUES.get(text);
    if (value === undefined) return null;
    numbers[i] = value;
    changed++;
  }
  return changed === 0 ? null : { column: { ...notes, type: "number", values: numbers }, changed };
}
