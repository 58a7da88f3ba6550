import { CeterisError, type Panel } from "@ceteris/core";

/** How event times are grouped: a lead or lag beyond the bin counts as the bin. */
export interface EventWindow {
  /** Bin for event times ≤ −leads; null leaves them apart. */
  readonly leads: number | null;
  /** Bin for event times ≥ lags; null leaves them apart. */
  readonly lags: number | null;
}

/** Periods since first treatment for each row of the panel, binned; `NaN` for never-treated units. */
export function eventTimes(panel: Panel, window: EventWindow): Float64Array {
  const { cohort } = panel.treatment!;
  const out = new Float64Array(panel.nRows);
  for (let i = 0; i < out.length; i++) {
    const start = cohort[panel.unit.codes[i]!]!;
    if (!Number.isFinite(start)) {
      out[i] = Number.NaN;
      continue;
    }
    // Differences of decimals such as 2016.1 would split one event time in two.
    let event = Math.round((panel.time.values[panel.time.codes[i]!]! - start) * 1e9) / 1e9;
    if (window.leads !== null) event = Math.max(event, -window.leads);
    if (window.lags !== null) event = Math.min(event, window.lags);
    out[i] = event === 0 ? 0 : event;
  }
  return out;
}

/** @throws OPTION_INVALID */
export function checkWindow(window: EventWindow): void {
  for (const key of ["leads", "lags"] as const) {
    const value = window[key];
    const least = key === "leads" ? 1 : 0;
    if (value === null || (Number.isFinite(value) && value >= least)) continue;
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: key,
      what: `${value} is not a number of periods from ${least} on`,
      mend:
        key === "leads"
          ? "Give the number of leads, for example 4: event times ≤ −4 then form one bin"
          : "Give the number of lags, for example 3: event times ≥ 3 then form one bin",
    });
  }
}

/** The name of the coefficient at an event time. */
export function eventTerm(event: number): string {
  return `event:${event}`;
}
