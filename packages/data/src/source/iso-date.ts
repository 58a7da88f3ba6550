import type { Column } from "@ceteris/core";

/** The day of a moment, `2018-03-01`; null outside the years 0 to 9999, where texts would not sort. */
export function isoDate(ms: number): string | null {
  return isoText(ms)?.slice(0, 10) ?? null;
}

/** A moment to the second, or to the millisecond where it has any: `2018-03-01T12:00:00`. */
export function isoDateTime(ms: number): string | null {
  return isoText(ms)?.replace(/(\.000)?Z$/, "") ?? null;
}

function isoText(ms: number): string | null {
  if (!(Math.abs(ms) <= 8.64e15)) return null;
  const text = new Date(ms).toISOString();
  return text.length === 24 ? text : null;
}

/** Counts shown as dates; the column of numbers itself when one of them cannot be. */
export function dateColumn(
  column: Column & { type: "number" },
  show: (count: number) => string | null,
): Column {
  const shown = new Map<number, string>();
  const texts: (string | null)[] = [];
  for (const count of column.values) {
    if (Number.isNaN(count)) {
      texts.push(null);
      continue;
    }
    let text = shown.get(count);
    if (text === undefined) {
      const made = show(count);
      if (made === null) return column;
      text = made;
      if (shown.size < 100_000) shown.set(count, text);
    }
    texts.push(text);
  }
  return { type: "text", values: texts, ...(column.label ? { label: column.label } : {}) };
}
