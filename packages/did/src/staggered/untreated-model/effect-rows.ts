import { makeFactor, type Panel } from "@ceteris/core";
import { periodName } from "../../att-gt/period-name.ts";
import { eventTerm } from "../../event-study/event-time.ts";
import type { StaggeredAggregation } from "../staggered-options.ts";
import type { AdoptionRows } from "./adoption-rows.ts";
import type { UntreatedModel } from "./untreated-model.ts";

/** The rows that an effect is a mean over; none where it is not identified. */
export interface EffectRows {
  readonly term: string;
  /** How its row of the result is keyed. */
  readonly key: { readonly eventTime?: number; readonly cohort?: number | string };
  readonly rows: Int32Array;
}

/** The treated rows whose outcome without treatment is known. */
export function treatedRows({ treated }: AdoptionRows, model: UntreatedModel): Int32Array {
  const [all] = rowsByKey(
    model,
    treated.length,
    (i) => treated[i] === 1,
    () => 0,
  );
  return all?.rows ?? new Int32Array(0);
}

/** Treated rows by event time or cohort, or all in one. */
export function effectRows(
  panel: Panel,
  data: AdoptionRows,
  model: UntreatedModel,
  aggregate: StaggeredAggregation,
): readonly EffectRows[] {
  const { treated, events, cohorts, sample } = data;
  const isWanted = (i: number) => treated[i] === 1;
  switch (aggregate) {
    case "simple":
      return [{ term: "att", key: {}, rows: treatedRows(data, model) }];
    case "dynamic":
      return rowsByEventTime(data, model, isWanted);
    case "cohort": {
      const name = periodName(panel);
      return rowsByKey(model, events.length, isWanted, (i) => cohorts[sample.unit.codes[i]!]!).map(
        ({ key, rows }) => ({ term: `cohort:${name(key)}`, key: { cohort: name(key) }, rows }),
      );
    }
  }
}

/** Rows that are wanted and have an event time, by it. */
export function rowsByEventTime(
  { events }: AdoptionRows,
  model: UntreatedModel,
  isWanted: (row: number) => boolean,
): readonly EffectRows[] {
  const found = rowsByKey(model, events.length, isWanted, (i) => events[i]!);
  return found.map(({ key, rows }) => ({ term: eventTerm(key), key: { eventTime: key }, rows }));
}

/** Keys of all rows that are wanted, in order, each with those of its rows that the model knows. */
function rowsByKey(
  { residuals }: UntreatedModel,
  nRows: number,
  isWanted: (row: number) => boolean,
  keyOf: (row: number) => number,
): readonly { readonly key: number; readonly rows: Int32Array }[] {
  const values = new Float64Array(nRows);
  for (let i = 0; i < nRows; i++) values[i] = isWanted(i) ? keyOf(i) : Number.NaN;
  const { codes, nLevels, labelOf } = makeFactor("key", { type: "number", values });
  const isKnown = (i: number) => codes[i]! >= 0 && !Number.isNaN(residuals[i]!);
  const counts = new Int32Array(nLevels);
  for (let i = 0; i < nRows; i++) if (isKnown(i)) counts[codes[i]!]!++;
  const lists = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let i = 0; i < nRows; i++) if (isKnown(i)) lists[codes[i]!]![counts[codes[i]!]!++] = i;
  return lists.map((rows, code) => ({ key: Number(labelOf(code)), rows }));
}
