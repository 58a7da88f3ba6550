import { definePanel, fromColumns, type GroupTimeEstimate } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aggregateEffects, attGt, eventStudy, groupTimeEffects, twfe } from "../../src/index.ts";
import { panelOf, type StaggeredRows, staggeredRows } from "./panels.ts";

const STARTS = [0, 2003, 0, 2004, 2003, 0, 2006];
const seeds = fc.integer({ min: 1, max: 2 ** 30 });
/** The same sums in another order. */
const rounding = 10;

/** Mean change from base to time of the units that `is` keeps. */
function meanChange(
  { g, t, y, w }: StaggeredRows,
  base: number,
  time: number,
  is: (g: number) => boolean,
  by = false,
) {
  let [sum, total] = [0, 0];
  g.forEach((start, i) => {
    const weight = by ? w[i]! : 1;
    if (!is(start) || (t[i] !== base && t[i] !== time)) return;
    sum += weight * (t[i] === time ? y[i]! : -y[i]!);
    if (t[i] === time) total += weight;
  });
  return sum / total;
}

const never = (g: number) => g === 0;

describe("attGt without covariates", () => {
  it("is a difference of mean changes, weighted or not, for either kind of controls and base", () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), fc.boolean(), fc.boolean(), (seed, notYet, universal, weighted) => {
        const rows = staggeredRows(seed, STARTS, 28, 6);
        const { estimates } = attGt(panelOf(rows), {
          outcome: "y",
          control: notYet ? "not-yet" : "never",
          base: universal ? "universal" : "varying",
          weights: weighted ? "w" : null,
        });
        expect(estimates).toHaveLength(3 * (universal ? 6 : 5));
        for (const { cohort, time, base, estimate, reference } of estimates as readonly (GroupTimeEstimate & {
          cohort: number;
          time: number;
          base: number;
        })[]) {
          expect(base).toBe(universal || time >= cohort ? cohort - 1 : time - 1);
          expect(reference).toBe(base === time);
          if (reference) {
            expect(estimate).toBe(0);
            continue;
          }
          const isControl = (g: number) => never(g) || (notYet && g !== cohort && g > Math.max(base, time));
          const own = meanChange(rows, base, time, (g) => g === cohort, weighted);
          expect(estimate).toBeCloseTo(own - meanChange(rows, base, time, isControl, weighted), rounding);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is the two-way fixed-effects estimate with two groups and two periods", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const panel = panelOf(staggeredRows(seed, [0, 2002, 0], 15, 2));
        const { estimates } = attGt(panel, { outcome: "y" });
        expect(estimates).toHaveLength(1);
        expect(estimates[0]!.estimate).toBeCloseTo(
          twfe(panel, { outcome: "y" }).estimates[0]!.estimate!,
          rounding,
        );
      }),
      { numRuns: 10 },
    );
  });

  it("is the event study of two-way fixed effects where all treated units start together", () => {
    const panel = panelOf(staggeredRows(5, [0, 2004, 0], 24, 6));
    const path = aggregateEffects(attGt(panel, { outcome: "y", base: "universal" }), { type: "dynamic" });
    const study = eventStudy(panel, { outcome: "y" });
    expect(path.estimates.map((row) => [row.eventTime, row.reference])).toEqual(
      study.estimates.map((row) => [row.eventTime, row.reference]),
    );
    path.estimates.forEach((row, i) => {
      expect(row.estimate).toBeCloseTo(study.estimates[i]!.estimate!, rounding);
    });
  });

  it("does not depend on the method", () => {
    const panel = panelOf(staggeredRows(3, STARTS, 28, 6));
    const [dr, ipw, reg] = (["dr", "ipw", "reg"] as const).map((method) =>
      attGt(panel, { outcome: "y", method }),
    );
    expect(ipw!.estimates).toEqual(dr!.estimates);
    expect(reg!.estimates).toEqual(dr!.estimates);
  });
});

describe("attGt", () => {
  it("gives the same bytes for rows in another order, and the same figures for other names and times", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rows = staggeredRows(seed, STARTS, 35, 5);
        const options = {
          outcome: "y",
          controls: ["x"],
          method: "reg",
          weights: "w",
          bootstrap: 16,
        } as const;
        const plain = attGt(panelOf(rows), options);
        const order = rows.id
          .map((_, i) => i)
          .sort((a, b) => ((a * 37 + seed) % 101) - ((b * 37 + seed) % 101) || a - b);
        const shuffled = Object.fromEntries(
          Object.entries(rows).map(([key, values]) => [key, order.map((i) => (values as number[])[i]!)]),
        ) as unknown as StaggeredRows;
        expect(JSON.stringify(attGt(panelOf(shuffled), options).estimates)).toBe(
          JSON.stringify(plain.estimates),
        );
        const renamed = attGt(
          panelOf({
            ...rows,
            id: rows.id.map((id) => (id * 17) % 35),
            t: rows.t.map((t) => t + 100),
            g: rows.g.map((g) => (g > 0 ? g + 100 : 0)),
          }),
          { ...options, bootstrap: 0 },
        );
        const analytic = attGt(panelOf(rows), { ...options, bootstrap: 0 });
        renamed.estimates.forEach((row, i) => {
          expect(row.estimate).toBeCloseTo(analytic.estimates[i]!.estimate!, rounding);
          expect(row.stdError).toBeCloseTo(analytic.estimates[i]!.stdError!, rounding);
        });
      }),
      { numRuns: 6 },
    );
  });

  it("takes a weight of 2 for two units alike, in one cluster", () => {
    const rows = staggeredRows(11, STARTS, 42, 5);
    const doubled = rows.id.map((id) => (id % 4 === 1 ? 2 : 1));
    const twice: StaggeredRows = { id: [], t: [], g: [], y: [], x: [], w: [] };
    const own: number[] = [];
    rows.id.forEach((id, i) => {
      for (let copy = 0; copy < doubled[i]!; copy++) {
        for (const key of ["t", "g", "y", "x", "w"] as const) twice[key].push(rows[key][i]!);
        twice.id.push(id + 1000 * copy);
        own.push(id);
      }
    });
    for (const method of ["dr", "reg"] as const) {
      const options = { outcome: "y", controls: ["x"], method };
      const weighted = attGt(panelOf(rows, { two: doubled }), { ...options, weights: "two" });
      const copied = attGt(panelOf(twice, { own }), {
        ...options,
        covariance: { type: "cluster", by: ["own"] },
      });
      for (const type of ["simple", "group"] as const) {
        const [a, b] = [weighted, copied].map((result) => aggregateEffects(result, { type }).overall);
        expect(a!.estimate).toBeCloseTo(b!.estimate!, 8);
        expect(a!.stdError).toBeCloseTo(b!.stdError!, 8);
      }
    }
  });

  it("keeps effects after treatment whatever the base before it", () => {
    const panel = panelOf(staggeredRows(7, STARTS, 35, 6));
    const options = { outcome: "y", controls: ["x"], method: "reg" } as const;
    const after = (base: "varying" | "universal") =>
      attGt(panel, { ...options, base }).estimates.filter((row) => row.eventTime >= 0);
    expect(after("universal")).toEqual(after("varying"));
  });

  it("has periods by their names where they are text", () => {
    const rows = staggeredRows(2, [0, 2003, 0], 15, 4);
    const name = (t: number) => (t === 0 ? "never" : `year ${t}`);
    const panel = definePanel(fromColumns({ ...rows, t: rows.t.map(name), g: rows.g.map(name) }), {
      unit: "id",
      time: "t",
      treatment: { cohort: "g" },
    });
    const result = attGt(panel, { outcome: "y" });
    expect(
      result.estimates.map(({ term, cohort, time, eventTime }) => [term, cohort, time, eventTime]),
    ).toEqual([2002, 2003, 2004].map((t) => [`att:year 2003:year ${t}`, "year 2003", `year ${t}`, t - 2003]));
    const { estimates } = aggregateEffects(result, { type: "calendar" });
    expect(estimates.map(({ term, time }) => [term, time])).toEqual([
      ["time:year 2003", "year 2003"],
      ["time:year 2004", "year 2004"],
    ]);
  });

  it("leaves empty what has no controls or is not identified, and says so", () => {
    const rows = staggeredRows(4, [0, 2003, 2005], 24, 5);
    const apart = rows.g.map((g, i) => (g === 2003 ? 5 : 0) + rows.x[i]!);
    const result = attGt(panelOf(rows, { apart }), { outcome: "y", controls: ["apart"] });
    const lost = result.estimates.filter((row) => row.cohort === 2003);
    expect(lost).toHaveLength(4);
    for (const row of lost) expect([row.estimate, row.stdError, row.pValue]).toEqual([null, null, null]);
    expect(result.warnings.find((w) => w.code === "GROUP_TIME_NOT_IDENTIFIED")?.message).toBe(
      "4 of 8 group-time effects are not identified (cohort 2003 in 2002, 2003, 2004, 2005: the covariates separate the cohort from its controls). Their rows are empty, and aggregated effects leave them out. Use fewer covariates, or controls not yet treated.",
    );
    const groups = aggregateEffects(result, { type: "group" });
    expect(groups.estimates.map(({ cohort, estimate }) => [cohort, estimate === null])).toEqual([
      [2003, true],
      [2005, false],
    ]);
    expect(groups.overall.estimate).toBeCloseTo(groups.estimates[1]!.estimate!, rounding);
    expect(JSON.stringify([result, groups])).not.toMatch(/NaN|Infinity/);
    const path = aggregateEffects(result, { type: "dynamic" });
    expect(path.estimates.find((row) => row.eventTime === 2)?.estimate).toBeNull();
  });

  it("refuses what it cannot use, and says why", () => {
    const rows = staggeredRows(1, STARTS, 21, 5);
    const panel = panelOf(rows, { wandering: rows.t.map((t) => t % 2) });
    const message = (options: object) => {
      try {
        attGt(panel, { outcome: "y", ...options });
      } catch (error) {
        return (error as Error).message;
      }
      return null;
    };
    expect(message({ covariance: { type: "hc1" } })).toBe(
      "covariance: “hc1” is given, but errors of group-time effects are sums of influence values over clusters. Leave it out for errors by unit, or give one column to cluster by.",
    );
    expect(message({ covariance: { type: "cluster", by: ["id", "t"] } })).toContain(
      "two cluster columns are given",
    );
    expect(message({ covariance: { type: "cluster", by: ["wandering"] } })).toMatch(
      /cluster “wandering”: id 0 is in 1 and in 0, but influence values belong to whole units\. Cluster by a column in which units do not change\.$/,
    );
    expect(message({ control: "nobody" })).toBe(
      "control: “nobody” is not known. Give one of never, not-yet.",
    );
    expect(message({ method: "dr-improved" })).toBe(
      "method: “dr-improved” is not known. Give one of dr, ipw, reg.",
    );
    expect(message({ base: "first" })).toBe("base: “first” is not known. Give one of varying, universal.");
    expect(message({ anticipation: -1 })).toBe(
      "anticipation: -1 is not a length of time. Give 0, or a positive number.",
    );
    expect(message({ bootstrap: 1 })).toBe(
      "bootstrap: 1 is not a number of draws. Give 0 for none, or such as 999.",
    );
    expect(message({ anticipation: 9 })).toMatch(
      /no cohort is left with a period before treatment and somebody to compare with \(periods 2001, 2002, 2003, 2004, 2005\)/,
    );
    expect(() => aggregateEffects(attGt(panel, { outcome: "y" }), { type: "all" as "simple" })).toThrow(
      "aggregate: “all” is not known. Give one of simple, dynamic, group, calendar.",
    );
    const holes = panelOf({
      ...rows,
      y: rows.y.map((y, i) => (rows.t[i] === 2001 + (rows.id[i]! % 5) ? Number.NaN : y)),
    });
    expect(() => attGt(holes, { outcome: "y" })).toThrow(
      /none of 21 units has a complete row in each of the 5 periods\. Leave out the periods or the columns with the most missing values\./,
    );
  });
});

describe("groupTimeEffects", () => {
  /** Of an estimate by the logarithm of the weight of a unit, by central differences. */
  function derivative(
    rows: StaggeredRows,
    unit: number,
    estimate: (rows: StaggeredRows) => readonly number[],
  ) {
    const step = 1e-5;
    const at = (by: number) =>
      estimate({ ...rows, w: rows.w.map((w, i) => (rows.id[i] === unit ? w * Math.exp(by) : w)) });
    const [up, down] = [at(step), at(-step)];
    return up.map((v, k) => (v - down[k]!) / (2 * step));
  }

  it.each(["dr", "ipw", "reg"] as const)(
    "has influence functions that are derivatives by unit weights (%s)",
    (method) => {
      const rows = staggeredRows(9, STARTS, 63, 5);
      const options = { outcome: "y", controls: ["x"], weights: "w", method, control: "not-yet" } as const;
      const { effects, shares, units } = groupTimeEffects(panelOf(rows), options);
      const all = [...effects, ...shares];
      const values = (from: StaggeredRows) => {
        const found = groupTimeEffects(panelOf(from), options);
        return [...found.effects.map((e) => e.att!), ...found.shares.map((s) => s.share)];
      };
      for (const unit of [0, 1, 3, 6, 20]) {
        expect(units.name(unit)).toBe(String(unit));
        derivative(rows, unit, values).forEach((slope, k) => {
          const { influence } = all[k]!;
          const at = influence!.units.indexOf(unit);
          const own = at < 0 ? 0 : influence!.values[at]! / units.n;
          expect(own, `${method} ${k} ${unit}`).toBeCloseTo(slope, 7);
        });
      }
    },
  );

  it.each(["simple", "dynamic", "group", "calendar"] as const)(
    "gives means errors that are sums of squared derivatives, shares included (%s)",
    (type) => {
      const rows = staggeredRows(13, STARTS, 35, 5);
      const options = { outcome: "y", weights: "w" } as const;
      const means = (from: StaggeredRows) => {
        const { estimates, overall } = aggregateEffects(attGt(panelOf(from), options), { type });
        return [...estimates, overall];
      };
      const wanted = means(rows);
      const squares = wanted.map(() => 0);
      for (let unit = 0; unit < 35; unit++) {
        derivative(rows, unit, (from) => means(from).map((row) => row.estimate!)).forEach((slope, k) => {
          squares[k]! += slope * slope;
        });
      }
      wanted.forEach((row, k) => {
        expect(row.stdError, row.term).toBeCloseTo(Math.sqrt(squares[k]!), 7);
      });
    },
  );
});
