import type { EstimationSample } from "@ceteris/regression";
import { timeBetween } from "../time-between.ts";
import type { Window } from "./choose-window.ts";

/** The rows of the sub-experiments, one after the other; a row may be in several. */
export interface Stack {
  /** Rows of the sample. */
  readonly rows: Int32Array;
  /** Place of the sub-experiment's cohort in the window. */
  readonly experiment: Int32Array;
  readonly isTreated: Uint8Array;
  /** Place of the row's event time, which counts from the cohort's start. */
  readonly event: Int32Array;
  readonly eventTimes: readonly number[];
  /** Those of the data, times the corrective weights. */
  readonly weights: Float64Array;
}

/**
 * Sub-experiments of Wing, Freedman and Hollingsworth (2024): for each cohort its rows in the window, and those
 * of units that are not treated by the end of it.
 *
 * Treated rows keep their weights. Those of controls are multiplied by the sub-experiment's share of the treated
 * over its share of the controls at the same event time, so that sub-experiments count alike in both. An
 * event time of a sub-experiment without rows of either is left out.
 *
 * @param starts first treated period of each unit; `Infinity` for never
 * @param periods of the sample's time factor
 */
export function stackRows(
  { unit, time, weights, sample }: EstimationSample,
  starts: Float64Array,
  periods: Float64Array,
  { before, after, cohorts }: Window,
): Stack {
  const inWindow = (event: number) => -event <= before && event <= after;
  const eventTimes = [
    ...new Set(cohorts.flatMap(({ start }) => Array.from(periods, (t) => timeBetween(start, t)))),
  ]
    .filter(inWindow)
    .sort((a, b) => a - b);
  const nEvents = eventTimes.length;
  const eventsOf = cohorts.map(({ start }) =>
    Int32Array.from(periods, (t) => eventTimes.indexOf(timeBetween(start, t))),
  );
  const rolesOf = cohorts.map(({ start }) =>
    Int8Array.from(starts, (own) => (own === start ? 1 : timeBetween(start, own) > after ? 0 : -1)),
  );
  /** Calls back with each row of each sub-experiment. */
  const forEach = (visit: (row: number, experiment: number, event: number, role: number) => void) => {
    for (let x = 0; x < cohorts.length; x++) {
      const [roles, events] = [rolesOf[x]!, eventsOf[x]!];
      for (let i = 0; i < sample.nObs; i++) {
        const role = roles[unit.codes[i]!]!;
        const event = events[time.codes[i]!]!;
        if (role >= 0 && event >= 0) visit(i, x, event, role);
      }
    }
  };

  const sums = [new Float64Array(cohorts.length * nEvents), new Float64Array(cohorts.length * nEvents)];
  forEach((row, x, event, role) => {
    sums[role]![x * nEvents + event]! += weights ? weights[row]! : 1;
  });
  const { factors, isKept } = correctiveWeights(sums[1]!, sums[0]!, nEvents);
  let n = 0;
  forEach((_, x, event) => {
    if (isKept[x * nEvents + event] === 1) n++;
  });
  const out = {
    rows: new Int32Array(n),
    experiment: new Int32Array(n),
    isTreated: new Uint8Array(n),
    event: new Int32Array(n),
    weights: new Float64Array(n),
  };
  let at = 0;
  forEach((row, x, event, role) => {
    const place = x * nEvents + event;
    if (isKept[place] === 0) return;
    out.rows[at] = row;
    out.experiment[at] = x;
    out.isTreated[at] = role;
    out.event[at] = event;
    out.weights[at++] = (weights ? weights[row]! : 1) * (role === 1 ? 1 : factors[place]!);
  });
  return { ...out, eventTimes };
}

/** What the weights of controls are multiplied by, from sums of weights by sub-experiment and event time. */
function correctiveWeights(treated: Float64Array, controls: Float64Array, nEvents: number) {
  const isKept = Uint8Array.from(treated, (sum, place) => (sum > 0 && controls[place]! > 0 ? 1 : 0));
  const ofTreated = new Float64Array(nEvents);
  const ofControls = new Float64Array(nEvents);
  isKept.forEach((kept, place) => {
    if (kept === 0) return;
    ofTreated[place % nEvents]! += treated[place]!;
    ofControls[place % nEvents]! += controls[place]!;
  });
  const factors = treated.map((sum, place) => {
    const event = place % nEvents;
    return isKept[place] === 1 ? sum / ofTreated[event]! / (controls[place]! / ofControls[event]!) : 0;
  });
  return { factors, isKept };
}
