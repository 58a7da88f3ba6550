import type { Panel } from "@ceteris/core";

/**
 * Calendar names of event times, where one common start makes them unique: 2018 for 0, 2017 for −1.
 * Null for staggered adoption and for periods that are text.
 */
export function eventCalendar(panel: Panel): ((eventTime: number) => string) | null {
  const starts = new Set([...(panel.treatment?.cohort ?? [])].filter((c) => Number.isFinite(c)));
  const numeric = panel.time.values.every((value, i) => String(value) === panel.time.labels[i]);
  if (starts.size !== 1 || !numeric) return null;
  const [start] = starts;
  return (eventTime) => String(start! + eventTime);
}

/** The same as a record, for charts and tables that label an axis. */
export function calendarLabels(
  panel: Panel,
  eventTimes: readonly number[],
): Record<string, string> | undefined {
  const name = eventCalendar(panel);
  return name ? Object.fromEntries(eventTimes.map((e) => [String(e), name(e)])) : undefined;
}
