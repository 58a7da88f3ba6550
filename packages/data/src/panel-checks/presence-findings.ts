import type { PanelFinding, Presence, PresenceHistory } from "@ceteris/core";
import type { KeyedRows } from "./keyed-rows.ts";

/** Holes in the row of a unit, late entries and early exits, with the periods that are not there. */
export function presenceFindings({ unit, time, rows }: KeyedRows): readonly PanelFinding[] {
  const found: Record<"gap" | "late-entry" | "early-exit", PanelFinding[]> = {
    gap: [],
    "late-entry": [],
    "early-exit": [],
  };
  rows.forEach((own, u) => {
    const seen = own.flatMap((here, t) => (here.length > 0 ? [t] : []));
    const [first, last] = [seen[0], seen.at(-1)];
    if (first === undefined || last === undefined) return;
    const missing = own.flatMap((here, t) => (here.length > 0 ? [] : [t]));
    const note = (check: keyof typeof found, periods: readonly number[]) => {
      if (periods.length === 0) return;
      const labels = periods.map((t) => time.labelOf(t));
      found[check].push({
        check,
        unit: unit.labelOf(u),
        time: null,
        column: null,
        found: spans(periods, labels),
        rows: [],
      });
    };
    note(
      "gap",
      missing.filter((t) => t > first && t < last),
    );
    note(
      "late-entry",
      missing.filter((t) => t < first),
    );
    note(
      "early-exit",
      missing.filter((t) => t > last),
    );
  });
  return [...found.gap, ...found["late-entry"], ...found["early-exit"]];
}

/** Neighbouring periods as one span: 2010–2012, 2015. */
function spans(periods: readonly number[], labels: readonly string[]): string {
  const parts: string[] = [];
  for (let from = 0; from < periods.length; ) {
    let to = from;
    while (periods[to + 1] === periods[to]! + 1) to++;
    parts.push(to === from ? labels[from]! : `${labels[from]}–${labels[to]}`);
    from = to + 1;
  }
  return parts.join(", ");
}

/** Units by the periods they are in the data, the most frequent history first. */
export function presenceHistories(
  { table, unit, rows }: KeyedRows,
  columns: readonly string[],
): readonly PresenceHistory[] {
  const isMissing = columns.map((name) => {
    const column = table.columns.get(name)!;
    return column.type === "number"
      ? (i: number) => Number.isNaN(column.values[i]!)
      : (i: number) => column.values[i] === null;
  });
  const presenceOf = (here: readonly number[]): Presence => {
    const first = here[0];
    if (first === undefined) return "absent";
    return isMissing.some((missing) => missing(first)) ? "partial" : "complete";
  };
  const byPattern = new Map<string, { units: string[]; presence: Presence[] }>();
  rows.forEach((own, u) => {
    const presence = own.map(presenceOf);
    const key = presence.join(" ");
    const same = byPattern.get(key);
    if (same) same.units.push(unit.labelOf(u));
    else byPattern.set(key, { units: [unit.labelOf(u)], presence });
  });
  return [...byPattern.values()].sort((a, b) => b.units.length - a.units.length);
}
