import { cluster, conley, cr2, cr3, driscollKraay, hc1, hc2, hc3, iid, neweyWest } from "ceteris";
import type { Design, Draw } from "./design.ts";

const persistent = (u: number, t: number, draw: Draw) => draw.cell(u, t) + (t >= 3 ? 1 : -1) * draw.unit(u);

const byUnit = {
  cr1: ({ unit }) => cluster({ by: [unit] }),
  cr2: ({ unit }) => cr2({ by: unit }),
  cr3: ({ unit }) => cr3({ by: unit }),
} satisfies Design["covariances"];

/** Each covariance under the design it is for, beside one that the design is not for. */
export const DESIGNS: readonly Design[] = [
  {
    name: "independent",
    errors: "independent, alike",
    nUnits: 30,
    nPeriods: 6,
    nTreated: 12,
    error: (u, t, draw) => draw.cell(u, t),
    covariances: { iid: () => iid() },
  },
  {
    name: "heteroscedastic",
    errors: "independent, standard deviation 1 to 6 by period",
    nUnits: 60,
    nPeriods: 6,
    nTreated: 24,
    error: (u, t, draw) => (1 + t) * draw.cell(u, t),
    covariances: { hc1: () => hc1(), hc2: () => hc2(), hc3: () => hc3() },
  },
  {
    name: "rare-treatment",
    errors: "independent, of the treated three times as large",
    nUnits: 60,
    nPeriods: 6,
    nTreated: 6,
    error: (u, t, draw) => (u < 6 ? 3 : 1) * draw.cell(u, t),
    covariances: { iid: () => iid(), hc1: () => hc1(), hc3: () => hc3() },
  },
  {
    name: "clustered",
    errors: "a shock to each unit in the middle period that stays",
    nUnits: 80,
    nPeriods: 6,
    nTreated: 40,
    error: persistent,
    covariances: { iid: () => iid(), ...byUnit },
  },
  {
    name: "few-clusters",
    errors: "a shock to each unit in the middle period that stays",
    nUnits: 12,
    nPeriods: 6,
    nTreated: 5,
    error: persistent,
    covariances: byUnit,
  },
  {
    name: "8-of-31",
    errors: "a shock to each unit in the middle period that stays",
    nUnits: 31,
    nPeriods: 6,
    nTreated: 8,
    error: persistent,
    covariances: byUnit,
  },
  {
    name: "8-of-31-unequal",
    errors: "a shock to each unit in the middle period that stays; of the treated all twice as large",
    nUnits: 31,
    nPeriods: 6,
    nTreated: 8,
    error: (u, t, draw) => (u < 8 ? 2 : 1) * persistent(u, t, draw),
    covariances: byUnit,
  },
  {
    name: "two-way",
    errors: "a shock to each unit that stays, and to the treated in each period",
    nUnits: 50,
    nPeriods: 50,
    nTreated: 25,
    error: (u, t, draw) =>
      draw.cell(u, t) + (t >= 25 ? 0.3 : -0.3) * draw.unit(u) + (u < 25 ? 0.5 : 0) * draw.time(t),
    covariances: {
      "cluster by unit": ({ unit }) => cluster({ by: [unit] }),
      "cluster by period": ({ time }) => cluster({ by: [time] }),
      "two-way": ({ unit, time }) => cluster({ by: [unit, time] }),
    },
  },
  {
    name: "driscoll-kraay",
    errors: "a shock to the treated in each period, correlated with the next period's",
    nUnits: 10,
    nPeriods: 200,
    nTreated: 5,
    error: (u, t, draw) => draw.cell(u, t) + (u < 5 ? draw.time(t) + 0.5 * draw.time(t + 1) : 0),
    covariances: {
      "cluster by unit": ({ unit }) => cluster({ by: [unit] }),
      "driscoll-kraay": ({ time }) => driscollKraay({ time }),
    },
  },
  {
    name: "newey-west",
    errors: "moving average of order 1 within units",
    nUnits: 10,
    nPeriods: 200,
    nTreated: 5,
    error: (u, t, draw) => draw.cell(u, t) + 0.5 * draw.cell(u, t + 1),
    covariances: {
      iid: () => iid(),
      "newey-west": ({ unit, time }) => neweyWest({ unit, time, lags: 5 }),
    },
  },
  {
    name: "conley",
    errors: "a lasting shock shared with the neighbours on either side",
    nUnits: 200,
    nPeriods: 4,
    nTreated: 100,
    error: (u, t, draw) =>
      draw.cell(u, t) + (t >= 2 ? 1 : -1) * (draw.unit(u) + draw.unit(u + 1) + draw.unit(u + 2)),
    covariances: {
      "cluster by unit": ({ unit }) => cluster({ by: [unit] }),
      "conley, uniform": (p) => conley({ ...p, cutoff: 140 }),
      "conley, Bartlett": (p) => conley({ ...p, cutoff: 400, kernel: "bartlett" }),
    },
  },
];
