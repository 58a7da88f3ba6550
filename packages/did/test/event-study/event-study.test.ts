import {
  type CeterisError,
  definePanel,
  type EventStudyResult,
  fromColumns,
  type Panel,
} from "@ceteris/core";
import { leastSquares } from "@ceteris/regression";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EventStudyOptions, eventStudy, rebaseEventStudy, twfe } from "../../src/index.ts";
import { agrees, type Case, castle, close, fixest, messy } from "../fixtures.ts";
import { makeSmallPanel, smallPanel } from "../small-panel.ts";

const castlePanel = definePanel(castle, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
const messyPanel = definePanel(messy, { unit: "city", time: "year", treatment: { cohort: "cohort" } });
const outcome = "l_homicide";

function agreesWithTest(result: EventStudyResult, want: Case): void {
  agrees(result, want);
  close(result.pretrend!.statistic, want.pretrend!.statistic, 1e-6);
  close(result.pretrend!.pValue, want.pretrend!.pValue, 1e-5, 1e-14);
  expect([result.pretrend!.dof1, result.pretrend!.dof2]).toEqual([want.pretrend!.dof1, want.pretrend!.dof2]);
  const other = result.estimates.filter((row) => !row.reference).map((row) => row.term);
  expect(other).toEqual(want.estimates.map((row) => row.term).filter((term) => term.startsWith("event:")));
}

describe("eventStudy agrees with fixest", () => {
  it("castle, every event time", () => {
    agreesWithTest(eventStudy(castlePanel, { outcome }), fixest.castleEvents!);
  });
  it("castle, binned ends", () => {
    agreesWithTest(eventStudy(castlePanel, { outcome, leads: 4, lags: 3 }), fixest.castleBinned!);
  });
  it("an unbalanced weighted panel with always-treated units, a control, clustered by province", () => {
    const options: EventStudyOptions = {
      outcome: "y",
      controls: ["x1"],
      weights: "w",
      covariance: { type: "cluster", by: ["province"] },
    };
    agreesWithTest(eventStudy(messyPanel, options), fixest.messyEvents!);
  });
  it("another base, with bins", () => {
    agreesWithTest(
      eventStudy(messyPanel, { outcome: "y", base: -2, leads: 3, lags: 4 }),
      fixest.messyBinned!,
    );
  });
});

describe("eventStudy", () => {
  it("keeps the base as a row of its own", () => {
    const { estimates, vcov, spec } = eventStudy(castlePanel, { outcome, leads: 4, lags: 3 });
    expect(estimates.map((row) => row.eventTime)).toEqual([-4, -3, -2, -1, 0, 1, 2, 3]);
    expect(estimates[3]).toEqual({
      term: "event:-1",
      eventTime: -1,
      reference: true,
      estimate: 0,
      stdError: null,
      statistic: null,
      dof: null,
      pValue: null,
      confLow: null,
      confHigh: null,
    });
    expect(vcov.terms).toEqual(estimates.filter((row) => !row.reference).map((row) => row.term));
    expect(spec).toMatchObject({ base: -1, leads: 4, lags: 3, outcome });
  });

  it("equals the regression with dummies for units and periods", () => {
    const raw = makeSmallPanel(7, 9, 5, false);
    const panel = smallToPanel(raw);
    const result = eventStudy(panel, {
      outcome: "y",
      controls: ["x"],
      weights: "w",
      covariance: { type: "iid" },
    });
    const dummy = (name: string, is: (i: number) => boolean) => ({
      name,
      values: Float64Array.from(raw.y, (_, i) => (is(i) ? 1 : 0)),
      role: "control" as const,
    });
    const events = result.estimates.filter((row) => !row.reference).map((row) => row.eventTime);
    const fit = leastSquares({
      outcome: { name: "y", values: Float64Array.from(raw.y) },
      regressors: [
        ...events.map((e) => dummy(`event:${e}`, (i) => raw.g[i]! > 0 && raw.t[i]! - raw.g[i]! === e)),
        { name: "x", values: Float64Array.from(raw.x), role: "control" },
        ...[...new Set(raw.id)].slice(1).map((u) => dummy(`u${u}`, (i) => raw.id[i] === u)),
        ...[...new Set(raw.t)].slice(1).map((t) => dummy(`t${t}`, (i) => raw.t[i] === t)),
      ],
      fixedEffects: [],
      weights: Float64Array.from(raw.w),
    });
    for (const row of [...result.estimates.filter((r) => !r.reference), ...result.controls]) {
      close(row.estimate, fit.coefficients[fit.terms.indexOf(row.term)]!, 1e-9, 1e-11);
    }
  });

  it("is the static estimate when two periods make the path", () => {
    const raw = makeSmallPanel(3, 9, 3, true);
    const g = raw.g.map((v) => (v === 0 ? 0 : 2003));
    const keep = raw.t.flatMap((t, i) => (t > 2001 ? [i] : []));
    const panel = smallToPanel({
      ...Object.fromEntries(Object.entries({ ...raw, g }).map(([k, v]) => [k, keep.map((i) => v[i]!)])),
    } as never);
    const path = eventStudy(panel, { outcome: "y" });
    const did = twfe(panel, { outcome: "y" });
    close(path.estimates[1]!.estimate, did.estimates[0]!.estimate, 1e-12);
    close(path.estimates[1]!.stdError, did.estimates[0]!.stdError, 1e-10);
    expect(path.pretrend).toBeNull();
  });

  it("counts event time by the time column, also when it skips or is text", () => {
    const odd = fromColumns({ ...columnsOf(makeSmallPanel(5, 9, 4, true), (t) => 1990 + 2 * (t - 2001)) });
    const two = definePanel(odd, { unit: "id", time: "t", treatment: { cohort: "g" } });
    expect(() => eventStudy(two, { outcome: "y" })).toThrow("no treated unit is seen at event time -1");
    expect(eventStudy(two, { outcome: "y", base: -2 }).estimates.map((row) => row.eventTime)).toEqual([
      -6, -4, -2, 0, 2,
    ]);
    const words = fromColumns(columnsOf(makeSmallPanel(5, 9, 4, true), (t) => `${"abcd"[t - 2001]}`));
    const text = definePanel(words, { unit: "id", time: "t", treatment: { cohort: "g" } });
    const numbers = smallToPanel(makeSmallPanel(5, 9, 4, true));
    expect(eventStudy(text, { outcome: "y" }).estimates).toEqual(
      eventStudy(numbers, { outcome: "y" }).estimates,
    );
  });

  it("leaves event times empty that no data can tell, and says why", () => {
    const raw = makeSmallPanel(11, 10, 6, true);
    const g = raw.id.map((id) => 2003 + (id % 2));
    const panel = smallToPanel({ ...raw, g });
    const result = eventStudy(panel, { outcome: "y", controls: ["x"] });
    expect(result.estimates.filter((row) => !row.reference).every((row) => row.estimate === null)).toBe(true);
    expect(result.pretrend).toBeNull();
    expect(result.controls[0]!.estimate).not.toBeNull();
    expect(result.warnings).toEqual([
      {
        code: "EVENT_TIMES_COLLINEAR",
        message:
          "6 of 6 event-time coefficients are not identified and left empty (-3, -2, 0, 1, 2, 3). All units of the sample are treated at some time, so a straight line in event time is a sum of unit and time effects, and one base is not enough to tell effects from that line: bin the ends with leads and lags, or add never-treated units.",
        details: { eventTimes: [-3, -2, 0, 1, 2, 3], nTerms: 6, nNeverTreated: 0 },
      },
    ]);
    const binned = eventStudy(panel, { outcome: "y", leads: 2, lags: 2 });
    expect(binned.warnings).toEqual([]);
    expect(binned.estimates.every((row) => row.estimate !== null)).toBe(true);
  });

  it("says that a 0/1 column hides when always-treated units began", () => {
    const treat = definePanel(messy, { unit: "city", time: "year", treatment: { treat: "did" } });
    const codes = (panel: Panel) => eventStudy(panel, { outcome: "y" }).warnings.map((w) => w.code);
    expect(codes(treat)).toContain("EVENT_TIME_UNKNOWN");
    expect(codes(messyPanel)).not.toContain("EVENT_TIME_UNKNOWN");
    expect(
      eventStudy(treat, { outcome: "y" }).warnings.find((w) => w.code === "EVENT_TIME_UNKNOWN")!.message,
    ).toMatch(
      /^\d+ units are treated from their first row on \(.+\), so a 0\/1 column does not tell when treatment began; their event time is counted from that row\. Give the first treated period as a cohort instead/,
    );
  });

  it("does not depend on the order of rows, names of units or origin of time", () => {
    fc.assert(
      fc.property(smallPanel(), fc.integer({ min: 1, max: 500 }), (raw, seed) => {
        const options = { outcome: "y", controls: ["x"], weights: "w" };
        const base = eventStudy(smallToPanel(raw), options);
        const order = raw.y.map((_, i) => i).sort((a, b) => ((a * seed) % 101) - ((b * seed) % 101) || a - b);
        const shuffled = Object.fromEntries(
          Object.entries(raw).map(([key, values]) => [key, order.map((i) => values[i]!)]),
        ) as typeof raw;
        expect(eventStudy(smallToPanel(shuffled), options)).toEqual(base);
        const moved = eventStudy(
          smallToPanel({
            ...raw,
            id: raw.id.map((u) => 100 - u),
            t: raw.t.map((t) => t + seed),
            g: raw.g.map((g) => (g === 0 ? 0 : g + seed)),
          }),
          options,
        );
        moved.estimates.forEach((row, j) => {
          expect(row.eventTime).toBe(base.estimates[j]!.eventTime);
          close(row.estimate, base.estimates[j]!.estimate, 1e-8, 1e-10);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("can be run again from its spec", () => {
    const result = eventStudy(messyPanel, { outcome: "y", controls: ["x1"], lags: 3 });
    expect(eventStudy(messyPanel, result.spec as unknown as EventStudyOptions)).toEqual(result);
  });

  it("refuses a base nobody is seen at, and senseless bins", () => {
    const text = (options: Partial<EventStudyOptions>) => {
      try {
        eventStudy(castlePanel, { outcome, ...options });
        return "nothing";
      } catch (error) {
        return `${(error as CeterisError).code} ${(error as CeterisError).message}`;
      }
    };
    expect(text({ base: -20 })).toBe(
      "BASE_NOT_OBSERVED fixtures/castle.csv, base: no treated unit is seen at event time -20. Choose the base among the event times of the sample: -10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4.",
    );
    expect(text({ base: -5, leads: 4 })).toMatch(
      /^BASE_NOT_OBSERVED .*, base: event time -5 is part of the bin ≤ -4\. Choose .*: -4, -3, -2, -1, 0, 1, 2, 3, 4\.$/,
    );
    expect(text({ base: 3, lags: 2 })).toMatch(/event time 3 is part of the bin ≥ 2\. Choose/);
    expect(text({ leads: 0 })).toBe(
      "OPTION_INVALID leads: 0 is not a number of periods from 1 on. Give the number of leads, for example 4: event times ≤ −4 then form one bin.",
    );
    expect(text({ lags: -1 })).toBe(
      "OPTION_INVALID lags: -1 is not a number of periods from 0 on. Give the number of lags, for example 3: event times ≥ 3 then form one bin.",
    );
  });
});

describe("rebaseEventStudy", () => {
  const sameStudy = (got: EventStudyResult, want: EventStudyResult) => {
    expect(got.spec).toEqual(want.spec);
    expect(got.vcov.terms).toEqual(want.vcov.terms);
    got.estimates.forEach((row, j) => {
      const other = want.estimates[j]!;
      expect([row.term, row.eventTime, row.reference, row.dof]).toEqual([
        other.term,
        other.eventTime,
        other.reference,
        other.dof,
      ]);
      close(row.estimate, other.estimate, 1e-9, 1e-11);
      if (!row.reference) close(row.stdError, other.stdError, 1e-7);
    });
    expect(got.controls).toEqual(
      want.controls.map((row) => ({
        ...row,
        estimate: expect.closeTo(row.estimate!, 9),
        stdError: expect.closeTo(row.stdError!, 9),
        statistic: expect.closeTo(row.statistic!, 6),
        pValue: expect.closeTo(row.pValue!, 8),
        confLow: expect.closeTo(row.confLow!, 8),
        confHigh: expect.closeTo(row.confHigh!, 8),
      })),
    );
    got.vcov.matrix.flat().forEach((v, at) => {
      close(v, want.vcov.matrix.flat()[at]!, 1e-7, 1e-12);
    });
    if (want.pretrend) close(got.pretrend!.pValue, want.pretrend.pValue, 1e-6, 1e-12);
    expect(got.pretrend?.dof1).toBe(want.pretrend?.dof1);
  };

  it("equals estimating with the other base", () => {
    for (const base of [-4, -2, 0, 3]) {
      const options = { outcome: "y", controls: ["x1", "x2"], leads: 4, lags: 4 };
      sameStudy(
        rebaseEventStudy(eventStudy(messyPanel, options), base),
        eventStudy(messyPanel, { ...options, base }),
      );
    }
    const binned = eventStudy(castlePanel, { outcome, leads: 4, lags: 3 });
    expect(rebaseEventStudy(binned, -1)).toBe(binned);
    const there = rebaseEventStudy(rebaseEventStudy(binned, 2), -1);
    there.estimates.forEach((row, j) => {
      close(row.estimate, binned.estimates[j]!.estimate, 1e-12, 1e-14);
    });
  });

  it("holds on random panels and other covariances", () => {
    fc.assert(
      fc.property(smallPanel(), fc.constantFrom("iid", "hc1", "cluster" as const), (raw, type) => {
        const options = { outcome: "y", controls: ["x"], weights: "w", covariance: { type } };
        const panel = smallToPanel(raw);
        sameStudy(
          rebaseEventStudy(eventStudy(panel, options as never), 0),
          eventStudy(panel, { ...options, base: 0 } as never),
        );
      }),
      { numRuns: 25 },
    );
  });

  it("refuses what it cannot map", () => {
    const result = eventStudy(castlePanel, { outcome });
    expect(() => rebaseEventStudy(result, 9)).toThrow(
      "base: the event study has no event time 9. Choose the base among -10, -9, -8,",
    );
    const uneven = {
      ...result,
      estimates: result.estimates.map((row, j) => (row.reference ? row : { ...row, dof: j + 1 })),
    };
    expect(() => rebaseEventStudy(uneven, 0)).toThrow(
      "base: the degrees of freedom differ between coefficients. Estimate the event study again with this base.",
    );
    const empty = {
      ...result,
      estimates: result.estimates.map((row) => (row.eventTime === -3 ? { ...row, estimate: null } : row)),
    };
    expect(() => rebaseEventStudy(empty, 0)).toThrow("base: some effects are not identified.");
    const repaired = { ...result, warnings: [{ code: "VCOV_REPAIRED", message: "" }] };
    expect(() => rebaseEventStudy(repaired, 0)).toThrow("the covariance was repaired for this base");
  });
});

function smallToPanel(raw: ReturnType<typeof makeSmallPanel>): Panel {
  return definePanel(fromColumns({ ...raw }), { unit: "id", time: "t", treatment: { cohort: "g" } });
}

function columnsOf(raw: ReturnType<typeof makeSmallPanel>, time: (t: number) => number | string) {
  return { ...raw, t: raw.t.map(time), g: raw.g.map((v) => (v === 0 ? null : time(v))) };
}
