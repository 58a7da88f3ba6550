import { codedFactor } from "@ceteris/core";
import { type Cells, makeCells } from "../saturated/cells.ts";
import type { Window } from "./choose-window.ts";
import type { Stack } from "./stack-rows.ts";

/**
 * The treated at each event time but the base, as cells of a regression with effects of treatment status and
 * event time: of all sub-experiments together, or `apart`, of each its own. Event times weigh the same in
 * means.
 */
export function stackCells(
  { experiment, isTreated, event, eventTimes }: Stack,
  { cohorts }: Window,
  base: number,
  apart: boolean,
): Cells {
  const nEvents = eventTimes.length;
  const own = apart ? experiment : new Int32Array(experiment.length);
  const nOwn = apart ? cohorts.length : 1;
  const periods = own.map((x, i) => x * nEvents + event[i]!);
  const groups = own.map((x, i) => 2 * x + isTreated[i]!);
  const hasTreated = new Uint8Array(nOwn * nEvents);
  periods.forEach((place, i) => {
    if (isTreated[i] === 1) hasTreated[place] = 1;
  });
  const possible = Array.from(hasTreated, (weight, period) => {
    const eventTime = eventTimes[period % nEvents]!;
    const cohort = cohorts[Math.floor(period / nEvents)]!.start;
    return { cohort, time: cohort + eventTime, eventTime, weight, period };
  });
  return makeCells(
    {
      groups: codedFactor("treated", groups, 2 * nOwn, String),
      periods: codedFactor("event time", periods, nOwn * nEvents, String),
      places: periods.map((place, i) => (isTreated[i] === 1 ? place : -1)),
      possible,
    },
    (eventTime) => eventTime !== base,
  );
}
