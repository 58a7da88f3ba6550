import { definePanel, type EventStudyResult, eventStudy, fromColumns } from "ceteris";
import type { Draw } from "./design.ts";
import { drawOf } from "./draw-of.ts";
import { EVENT_TIMES } from "./trend-designs.ts";

const N_UNITS = 200;
const N_TREATED = 100;
const SD = 0.25;
const START = 4;

/** The event study of one draw: errors are a moving average of order 1 within units, effects are zero. */
export function eventStudyOf(trend: readonly number[], seed: number, d: number): EventStudyResult {
  const nPeriods = EVENT_TIMES.length;
  const draw = drawOf(seed, d, N_UNITS, nPeriods);
  const rows = Array.from({ length: N_UNITS * nPeriods }, (_, i) => ({
    unit: Math.floor(i / nPeriods),
    time: i % nPeriods,
  }));
  const table = fromColumns({
    unit: rows.map(({ unit }) => unit),
    time: rows.map(({ time }) => time),
    treated: rows.map(({ unit }) => (unit < N_TREATED ? 1 : 0)),
    y: rows.map(({ unit, time }) => SD * error(unit, time, draw) + (unit < N_TREATED ? trend[time]! : 0)),
  });
  const panel = definePanel(table, {
    unit: "unit",
    time: "time",
    treatment: { group: "treated", start: START },
  });
  return eventStudy(panel, { outcome: "y" });
}

function error(unit: number, time: number, { cell }: Draw): number {
  return cell(unit, time) + 0.5 * cell(unit, time + 1);
}

/** The study with the covariance that its estimates really have. */
export function withTrueCovariance(study: EventStudyResult): EventStudyResult {
  const times = study.estimates.filter((row) => !row.reference).map((row) => row.eventTime);
  const between = (a: number, b: number) => [1.25, 0.5][Math.abs(a - b)] ?? 0;
  const scale = SD ** 2 * (1 / N_TREATED + 1 / (N_UNITS - N_TREATED));
  const matrix = times.map((a) =>
    times.map((b) => scale * (between(a, b) - between(a, -1) - between(b, -1) + between(-1, -1))),
  );
  return {
    ...study,
    estimates: study.estimates.map((row) =>
      row.reference
        ? row
        : {
            ...row,
            stdError: Math.sqrt(matrix[times.indexOf(row.eventTime)]![times.indexOf(row.eventTime)]!),
          },
    ),
    vcov: { terms: times.map((time) => `event:${time}`), matrix },
  };
}
