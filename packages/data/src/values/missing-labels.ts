import type { Column, Warning } from "@ceteris/core";

/** Labels of what is no answer. */
const NO_ANSWER =
  /refus|don.?t know|not (applicable|available|asked|stated|ascertained)|no (answer|response)|inapplicable|missing|unknown|invalid|skipped|^(dk|rf|na|n\/a)$|拒绝|拒答|不知道|不适用|不清楚|不详|缺失|无法判断|(未|无)(回答|应答)|跳过|无效/i;
const MOST_COLUMNS = 100;

/**
 * MISSING_LABELS: numbers whose labels say that there was no answer, and that count as numbers here, as files of
 * surveys have them.
 */
export function missingLabels(columns: ReadonlyMap<string, Column>): readonly Warning[] {
  const found = [...columns].flatMap(([column, { type, values, ...notes }]) => {
    const labels = "valueLabels" in notes ? notes.valueLabels : undefined;
    const codes = new Map([...(labels ?? [])].filter(([, label]) => NO_ANSWER.test(label)));
    if (type !== "number" || codes.size === 0) return [];
    const counts = new Map<number, number>();
    for (const v of values) if (codes.has(v)) counts.set(v, (counts.get(v) ?? 0) + 1);
    const marks = [...counts].sort(([a], [b]) => a - b);
    return marks.map(([code, count]) => ({ column, code, label: codes.get(code)!, count }));
  });
  if (found.length === 0) return [];
  const names = [...new Set(found.map(({ column }) => column))];
  const marks = [...new Set(found.map(({ code }) => code))].sort((a, b) => a - b);
  const shown = found
    .slice(0, SHOWN)
    .map(({ column, code, label, count }) => `${column}: ${code} “${label}” in ${count}`);
  const rest = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : "";
  return [
    {
      code: "MISSING_LABELS",
      message: `${names.length} ${names.length === 1 ? "column has" : "columns have"} values whose labels say that there is no answer (${shown.join("; ")}${rest}). They count as numbers. If they are none, declare them missing with --missing ${marks.slice(0, SHOWN_MARKS).join(",")} (in a study, data.missing), which holds for all columns.`,
      details: {
        columns: names.slice(0, MOST_COLUMNS),
        marks: marks.slice(0, MOST_COLUMNS),
        values: found.slice(0, SHOWN),
      },
    },
  ];
}

const SHOWN = 3;
const SHOWN_MARKS = 8;
