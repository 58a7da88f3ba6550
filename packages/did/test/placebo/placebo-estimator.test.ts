import {
  CeterisError,
  definePanel,
  driveWork,
  fromColumns,
  type Panel,
  type PlaceboResult,
  panelNumbers,
} from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  eventStudy,
  type PanelEstimator,
  placebo,
  placeboWork,
  twfe,
  twfeEstimator,
} from "../../src/index.ts";
import { close } from "../fixtures.ts";
import { makeSmallPanel } from "../small-panel.ts";

const raw = makeSmallPanel(61, 12, 6, false);
const spec = { unit: "id", time: "t", treatment: { cohort: "g" } } as const;
const panel = definePanel(
  fromColumns({ ...raw, p: raw.id.map((u) => (u === 0 ? null : `p${u % 3}`)), q: raw.id.map((u) => u % 3) }),
  spec,
);
const options = { outcome: "y", controls: ["x"], weights: "w" };

/** The same draws, by the fast way and by estimating each again. */
function agree(fast: PlaceboResult, slow: PlaceboResult): void {
  expect(slow.values.length).toBe(fast.values.length);
  for (const [i, value] of slow.values.entries()) close(value, fast.values[i]!, 1e-10, 1e-11);
  expect(slow.pValue).toEqual(fast.pValue);
  expect([slow.enumerated, slow.actual, slow.sample]).toEqual([fast.enumerated, fast.actual, fast.sample]);
}

describe("placebo of any estimator", () => {
  const again: PanelEstimator = (p) => twfe(p, options);

  it.each([
    { mode: "unit" },
    { mode: "cluster", assign: "q" },
    { mode: "time" },
    { mode: "both" },
    { mode: "unit", strata: ["q"] },
  ] as const)("estimates again under each assignment what kernels add up: %o", (how) => {
    const draws = { draws: 25, ...how };
    const own = how.mode === "cluster" ? clustered() : how.mode === "both" ? balanced : panel;
    agree(placebo(own, { ...options, ...draws }), placebo(own, again, draws));
  });

  /** Without units that have one row before treatment, which the regression's own draws leave out. */
  const balanced = definePanel(fromColumns(makeSmallPanel(62, 12, 6, true)), spec);

  /** Treatment that whole levels of q share. */
  function clustered(): Panel {
    const g = raw.id.map((u) => (u % 3 === 1 ? 2003 : 0));
    return definePanel(fromColumns({ ...raw, g, q: raw.id.map((u) => u % 3) }), spec);
  }

  it("takes the fast way where the estimator tells its options", () => {
    const told = twfeEstimator(options);
    expect(placebo(panel, told, { draws: 30 })).toEqual(placebo(panel, { ...options, draws: 30 }));
    let calls = 0;
    const count = (p: Panel) => {
      calls++;
      return twfe(p, options);
    };
    const counted = Object.assign(count, { linear: options });
    placebo(panel, counted, { draws: 30 });
    expect(calls).toBe(0);
  });

  it("leaves out rows whose level of assignment or stratum is not known", () => {
    const seen = new Set<number>();
    const result = placebo(
      panel,
      (p) => {
        seen.add(p.nRows);
        expect(p.unit.labels).not.toContain("0");
        return twfe(p, options);
      },
      { draws: 5, strata: ["p"] },
    );
    expect([...seen]).toEqual([raw.id.filter((u) => u !== 0).length]);
    expect(result.sample.nUnits).toBe(11);
  });

  it("takes a number of one's own: the difference of two means, by hand", () => {
    const small = definePanel(
      fromColumns({
        id: [1, 1, 2, 2, 3, 3],
        t: [1, 2, 1, 2, 1, 2],
        y: [0, 5, 0, 1, 0, 3],
        g: [2, 2, 0, 0, 0, 0],
      }),
      spec,
    );
    const difference: PanelEstimator = (p) => {
      const y = panelNumbers(p, "y");
      const of = (d: number) => [...y].filter((_, i) => i % 2 === 1 && p.treatment!.status[i] === d);
      const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
      return { estimate: mean(of(1)) - mean(of(0)) };
    };
    const result = placebo(small, difference);
    expect([...result.values].sort()).toEqual([3 - 3, 1 - 4, 5 - 2].sort());
    expect(result.pValue).toEqual({ twoSided: 2 / 3, greater: 1 / 3, less: 1 });
    expect(result.actual).toMatchObject({ term: "estimate", estimate: 3, stdError: null });
    expect([result.fit, result.studentised, result.spec.estimator]).toEqual([null, null, null]);
    expect(JSON.parse(JSON.stringify(result))).toEqual({ ...result });
  });

  it("tests one event time of an event study", () => {
    const at =
      (k: number): PanelEstimator =>
      (p) => ({
        estimates: eventStudy(p, { outcome: "y" }).estimates.filter((row) => row.eventTime === k),
      });
    const result = placebo(panel, at(0), { draws: 10, studentised: true });
    expect(result.actual.term).toBe("event:0");
    expect(result.studentised!.values.every((t) => t !== null)).toBe(true);
  });

  it("counts assignments that the estimator refuses, and gives up when it refuses nearly all", () => {
    const refuse =
      (when: (p: Panel) => boolean): PanelEstimator =>
      (p) => {
        if (!when(p)) return twfe(p, options);
        throw new CeterisError({
          code: "NOTHING_MATCHED",
          where: "match",
          what: "nobody is left",
          mend: "Relax",
        });
      };
    const some = placebo(
      panel,
      refuse((p) => p.treatment!.treatedRows[3]! > 0 && p.treatment!.treatedRows[6]! > 0),
      {
        draws: 40,
      },
    );
    const [warning] = some.warnings.filter((w) => w.code === "PLACEBO_UNIDENTIFIED");
    expect(warning!.message).toMatch(
      /^Under \d+ of \d+ assignments the estimator gives no estimate \(first: nobody is left\); they were drawn again, and the p-value is conditional on that\.$/,
    );
    expect(some.draws.n).toBe(40);
    const actual = panel.treatment!.cohort.join();
    expect(() =>
      placebo(
        panel,
        refuse((p) => p.treatment!.cohort.join() !== actual),
        { draws: 40 },
      ),
    ).toThrow(
      "estimator: under hardly any other assignment does it give an estimate (nobody is left). Choose options under which it can be estimated whoever is treated, or permute at the level at which treatment was assigned.",
    );
    expect(() => placebo(panel, () => ({ estimates: [] }))).toThrow(
      "estimator: its result has no row of estimates. Return a result with a row first that is the estimate meant, or { estimate, stdError }.",
    );
    expect(() => placebo(panel, () => ({ estimate: null }))).toThrow(
      "estimator: it gives no estimate on the data themselves. Return a result with a row first that is the estimate meant, or { estimate, stdError }.",
    );
    expect(() => placebo(panel, () => JSON.parse("{"))).toThrow(SyntaxError);
  });
});

describe("placebo as work", () => {
  const stopAfter = (n: number, of: PanelEstimator | typeof options, draws: object) => {
    const work = placeboWork(panel, of, draws);
    for (let told = work.next(); ; ) {
      if (told.done) return told.value;
      told = work.next(told.value.done >= n);
    }
  };

  it("tells how far it is", () => {
    const told: object[] = [];
    for (const progress of placeboWork(panel, { ...options, draws: 3 })) told.push(progress);
    expect(told).toEqual([1, 2, 3].map((done) => ({ done, total: 3 })));
  });

  it("is the same, driven or at once", async () => {
    const all = { ...options, draws: 700 };
    expect(await driveWork(placeboWork(panel, all))).toEqual(placebo(panel, all));
  });

  it("stopped, has the result of the draws done, and says so", () => {
    const stopped = stopAfter(300, { ...options, ...{ draws: 1000 } }, {});
    const asked = placebo(panel, { ...options, draws: 300 });
    expect([stopped.values, stopped.pValue, stopped.draws]).toEqual([
      asked.values,
      asked.pValue,
      asked.draws,
    ]);
    expect(stopped.warnings.at(-1)).toEqual({
      code: "PLACEBO_INTERRUPTED",
      message:
        "The placebo test was interrupted after 300 of 1000 draws, and its results are those of the draws done. Run it again to have them all; 300 draws with the same seed give these same results.",
      details: { done: 300, asked: 1000, reached: { blocks: 1, kept: 256, unidentified: 0 } },
    });
    expect(asked.warnings).toEqual([]);
  });

  it("goes on from where it was stopped, to the same result", () => {
    for (const studentised of [false, true]) {
      const all = { ...options, draws: 700, studentised };
      const whole = placebo(panel, all);
      for (const n of [100, 300, 512]) {
        const told: number[] = [];
        const work = placeboWork(panel, all, {}, stopAfter(n, all, {}));
        let step = work.next();
        for (; !step.done; step = work.next(false)) told.push(step.value.done);
        expect(step.value).toEqual(whole);
        expect(told[0]).toBe(256 * Math.floor(n / 256) + 1);
      }
    }
  });

  it("goes on likewise where assignments were drawn again", () => {
    const fussy: PanelEstimator = (p) => {
      const { treatedRows } = p.treatment!;
      if (treatedRows[3]! > 0 && treatedRows[6]! > 0) throw refusal;
      return { estimate: treatedRows.reduce((sum, n, u) => sum + n * (u - 4), 0) };
    };
    const refusal = new CeterisError({
      code: "NOTHING_MATCHED",
      where: "match",
      what: "nobody",
      mend: "Relax",
    });
    const whole = placebo(panel, fussy, { draws: 900 });
    expect(whole.warnings.map((w) => w.code)).toEqual(["PLACEBO_UNIDENTIFIED"]);
    for (const n of [100, 400, 800]) {
      let calls = 0;
      const counted: PanelEstimator = (p) => {
        calls++;
        return fussy(p);
      };
      const soFar = JSON.parse(JSON.stringify(stopAfter(n, fussy, { draws: 900 })));
      const work = placeboWork(panel, counted, { draws: 900 }, soFar);
      let step = work.next();
      while (!step.done) step = work.next(false);
      expect(step.value).toEqual(whole);
      const { blocks, kept, unidentified } = soFar.warnings.at(-1).details.reached;
      expect([kept + unidentified, kept <= n, kept > n - 256]).toEqual([256 * blocks, true, true]);
      const assignments = whole.warnings[0]!.details!.nAssignments as number;
      // Twice for the actual assignment: on the data, and among the draws.
      expect(calls).toBe(2 + assignments - 256 * blocks);
    }
  });

  it("stopped too early, or in an enumeration, has none", () => {
    const enumerating = { draws: 100_000 };
    expect(() => stopAfter(20, twfeEstimator(options), { ...enumerating, mode: "time" })).not.toThrow();
    expect(() => stopAfter(20, twfeEstimator(options), enumerating)).toThrow(
      "placebo: stopped after 20 of 34650 assignments, which are no random sample of them all. Ask for fewer draws than there are assignments, so that they are drawn at random.",
    );
    let calls = 0;
    const onlyFirst: PanelEstimator = () => ({ estimate: calls++ === 0 ? 1 : null });
    expect(() => stopAfter(0, onlyFirst, { draws: 10 })).toThrow(
      "placebo: stopped before the first draw. Run it again.",
    );
  });
});
