import type { TextColumn } from "@ceteris/core";

/** A text column of dates as ISO text, and how many cells were written otherwise. */
export interface IsoDates {
  readonly column: TextColumn;
  readonly changed: number;
}

/** Year, month and perhaps day, in figures: 2018/3/1, 2018-3, 2018年3月1日, 2018.3.1, with or without a time of day. */
const DATE =
  /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?|年(\d{1,2})月(?:(\d{1,2})[日号])?)(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * Dates that would not sort in order of time, such as 2018/3/1 before 2018/12/1, as ISO text, which does: where
 * every cell of the column is one, and some are not ISO. Null otherwise.
 */
export function isoDates(column: TextColumn): IsoDates | null {
  const known = new Map<string, string>();
  let changed = 0;
  let midnight = true;
  for (const text of column.values) {
    if (text === null) continue;
    let read = known.get(text);
    if (read === undefined) {
      const found = isoOf(text);
      if (found === null) return null;
      read = found;
      if (known.size < MOST_KNOWN) known.set(text, read);
    }
    if (read !== text) changed++;
    midnight &&= !/T(?!00:00)/.test(read);
  }
  if (changed === 0) return null;
  // Programs write a time of 0:00 to days that have none.
  const shown = (text: string) => {
    const read = known.get(text) ?? isoOf(text)!;
    return midnight ? read.slice(0, 10) : read;
  };
  return { column: { ...column, values: column.values.map((v) => (v === null ? null : shown(v))) }, changed };
}

const MOST_KNOWN = 100_000;

function isoOf(text: string): string | null {
  const found = DATE.exec(text);
  if (!found) return null;
  const [, year, mark, m1, d1, m2, d2, hour, minute, second] = found;
  const month = Number(m1 ?? m2);
  const day = d1 ?? d2;
  // 2018.3 is a number.
  if (mark === "." && day === undefined) return null;
  if (month < 1 || month > 12) return null;
  const last = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
  if (day !== undefined && !(Number(day) >= 1 && Number(day) <= last)) return null;
  const date = [year, two(String(month)), ...(day === undefined ? [] : [two(day)])].join("-");
  if (hour === undefined) return date;
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  return `${date}T${two(hour)}:${minute}:${second ?? "00"}`;
}

function two(digits: string): string {
  return digits.padStart(2, "0");
}
