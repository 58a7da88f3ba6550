import { type Factor, fromColumns, getColumn, makeFactor } from "@ceteris/core";
import { describe, it } from "vitest";
import { leastSquares } from "../../src/index.ts";
import { solveNormal } from "../../src/least-squares/solve-normal.ts";
import { solveEffects } from "../../src/two-way/solve-effects.ts";
import type { TwoWaySums } from "../../src/two-way/two-way-sums.ts";
import { closeTo } from "../close-to.ts";

interface Row {
  readonly unit: number;
  readonly time: number;
  readonly weight: number;
  /** Regressors, then the outcome. */
  readonly values: readonly number[];
}

const nPeriods = 5;
const nColumns = 3;

/** Unbalanced rows of 40 units, with weights. */
function makeRows(): Row[] {
  let state = 99;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const rows: Row[] = [];
  for (let unit = 0; unit < 40; unit++) {
    for (let time = 0; time < nPeriods; time++) {
      if (time > 1 && uniform() < 0.2) continue;
      const d = unit % 3 === 0 && time > 2 ? 1 : 0;
      const x = uniform() + 0.1 * time;
      rows.push({
        unit,
        time,
        weight: 0.5 + uniform(),
        values: [d, x, uniform() + 0.4 * d - x + unit / 10],
      });
    }
  }
  return rows;
}

/**
 * The sums as a database would give them, group by group and without looking at the whole: for each unit
 * Σw, Σw by period, Σwx and Σwxx′; the parts are then only added up.
 */
function sumsOf(rows: readonly Row[]): TwoWaySums {
  const cross = new Float64Array(nColumns ** 2);
  const periodSums = new Float64Array(nColumns * nPeriods);
  const complement = new Float64Array(nPeriods ** 2);
  const periodWeights = new Float64Array(nPeriods);
  const groupLevels = new Float64Array(nColumns);
  const units = new Map<number, Row[]>();
  for (const row of rows) units.set(row.unit, [...(units.get(row.unit) ?? []), row]);
  let weight = 0;
  for (const own of units.values()) {
    const total = own.reduce((sum, row) => sum + row.weight, 0);
    const sums = Array.from({ length: nColumns }, (_, p) =>
      own.reduce((sum, row) => sum + row.weight * row.values[p]!, 0),
    );
    weight += total;
    for (const { time, weight: w, values } of own) {
      periodWeights[time]! += w;
      complement[time * nPeriods + time]! += w;
      for (const other of own) complement[time * nPeriods + other.time]! -= (w * other.weight) / total;
      for (let p = 0; p < nColumns; p++) {
        periodSums[p * nPeriods + time]! += w * (values[p]! - sums[p]! / total);
        for (let q = 0; q < nColumns; q++) cross[p * nColumns + q]! += w * values[p]! * values[q]!;
      }
    }
    for (let p = 0; p < nColumns; p++) {
      groupLevels[p] = Math.max(groupLevels[p]!, Math.abs(sums[p]! / total));
      for (let q = 0; q < nColumns; q++) cross[p * nColumns + q]! -= (sums[p]! * sums[q]!) / total;
    }
  }
  const centres = new Float64Array(nColumns * nPeriods);
  return {
    nColumns,
    nPeriods,
    nGroups: units.size,
    centres,
    cross,
    periodSums,
    complement,
    periodWeights,
    groupLevels,
    total: Number.NaN,
    weight,
  };
}

function add(a: TwoWaySums, b: TwoWaySums): TwoWaySums {
  const plus = (x: Float64Array, y: Float64Array) => x.map((v, i) => v + y[i]!);
  return {
    ...a,
    nGroups: a.nGroups + b.nGroups,
    cross: plus(a.cross, b.cross),
    periodSums: plus(a.periodSums, b.periodSums),
    complement: plus(a.complement, b.complement),
    periodWeights: plus(a.periodWeights, b.periodWeights),
    groupLevels: a.groupLevels.map((v, i) => Math.max(v, b.groupLevels[i]!)),
    weight: a.weight + b.weight,
  };
}

describe("solveEffects", () => {
  it("gives the estimates from sums over parts of the data, wherever these were taken", () => {
    const rows = makeRows();
    const parts = [rows.filter((row) => row.unit < 17), rows.filter((row) => row.unit >= 17)];
    const { within, rank } = solveEffects(parts.map(sumsOf).reduce(add));
    const solution = solveNormal(within, [0, 1])!;

    const factor = (name: "unit" | "time"): Factor =>
      makeFactor(name, getColumn(fromColumns({ [name]: rows.map((row) => row[name]) }), name));
    const column = (p: number) => Float64Array.from(rows, (row) => row.values[p]!);
    const fit = leastSquares({
      outcome: { name: "y", values: column(2) },
      regressors: [
        { name: "d", values: column(0), role: "treatment" },
        { name: "x", values: column(1), role: "control" },
      ],
      fixedEffects: [factor("unit"), factor("time")],
      weights: Float64Array.from(rows, (row) => row.weight),
    });
    for (let j = 0; j < 2; j++) closeTo(solution.coefficients[j]!, fit.coefficients[j]!, 1e-11);
    for (let j = 0; j < 4; j++) closeTo(solution.bread[j]!, fit.bread[j]!, 1e-11, 1e-13);
    closeTo(within.yy, fit.tssWithin, 1e-11);
    closeTo(40 + rank, fit.nEffects, 0);
  });
});
