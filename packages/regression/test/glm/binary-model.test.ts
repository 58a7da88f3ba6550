import { readFileSync } from "node:fs";
import { CeterisError, chiSquared, derive, randomStream } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BinaryFit, binaryModel, type Regressor } from "../../src/index.ts";

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));

interface GlmCase {
  name: string;
  link: "logit" | "probit";
  outcome: number[];
  regressors: Record<string, number[]>;
  weights: number[] | null;
  coefficients: number[];
  stdErrors: number[];
  covariance: number[][];
  fitted: number[];
  logLik: number;
  nullLogLik: number;
}

const LINKS = ["logit", "probit"] as const;
const cases = fixture("glm.json").cases as GlmCase[];
const exact = fixture("glm-40-digits.json").cases as Pick<
  GlmCase,
  "name" | "link" | "coefficients" | "stdErrors"
>[];

const column = (name: string, values: ArrayLike<number>, role: Regressor["role"] = "control"): Regressor => ({
  name,
  values: Float64Array.from(values),
  role,
});
const modelOf = (c: GlmCase) => ({
  outcome: Float64Array.from(c.outcome),
  regressors: Object.entries(c.regressors).map(([name, values]) => column(name, values)),
  link: c.link,
  weights: c.weights ? Float64Array.from(c.weights) : undefined,
});
const stdErrors = (fit: BinaryFit) =>
  fit.terms.map((_, i) => Math.sqrt(fit.covariance[i * (fit.terms.length + 1)]!));
const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));
const relative = (got: ArrayLike<number>, expected: ArrayLike<number>) =>
  largest(Array.from(expected, (v, i) => got[i]! / v - 1));
/** A data set of n rows: two normal columns, a dummy, and an outcome that depends on them. */
function simulate(seed: number, n: number) {
  const stream = randomStream(seed);
  const draw = () => Array.from({ length: n }, () => stream.normal());
  const [a, b] = [draw(), draw()];
  const d = a.map(() => (stream.uniform() < 0.3 ? 1 : 0));
  const y = a.map((v, i) => (0.8 * v - 0.5 * b[i]! + 0.4 * d[i]! + 1.5 * stream.normal() > 0 ? 1 : 0));
  return { a, b, d, y };
}

describe("binaryModel against R's glm", () => {
  it.each(cases.map((c) => [c.name, c.link, c] as const))("%s, %s", (_name, _link, c) => {
    const fit = binaryModel(modelOf(c));
    expect(fit.terms).toEqual(["intercept", ...Object.keys(c.regressors)]);
    expect(fit.converged).toBe(true);
    // R solves on the raw columns, which costs it up to four digits more than the 40-digit check below.
    expect(relative(fit.coefficients, c.coefficients)).toBeLessThan(1e-10);
    expect(relative(stdErrors(fit), c.stdErrors)).toBeLessThan(1e-10);
    expect(relative(fit.covariance, c.covariance.flat())).toBeLessThan(1e-9);
    expect(relative(fit.fitted.slice(0, 5), c.fitted)).toBeLessThan(1e-10);
    expect(relative([fit.logLik, fit.nullLogLik], [c.logLik, c.nullLogLik])).toBeLessThan(1e-12);
    expect(fit.pseudoR2).toBeCloseTo(1 - c.logLik / c.nullLogLik, 12);
    expect(fit.lrChi2).toBeCloseTo(2 * (c.logLik - c.nullLogLik), 9);
    expect(fit.lrPValue).toBe(chiSquared.sf(fit.lrChi2, fit.lrDof));
    expect(fit.lrDof).toBe(Object.keys(c.regressors).length);
  });
});

describe("binaryModel against the maximum in 40 digits", () => {
  it.each(exact.map((e, i) => [e.name, e.link, e, cases[i]!] as const))("%s, %s", (_name, _link, e, c) => {
    const fit = binaryModel(modelOf(c));
    const inErrors = e.coefficients.map((v, i) => (fit.coefficients[i]! - v) / e.stdErrors[i]!);
    expect(largest(inErrors)).toBeLessThan(1e-12);
    expect(relative(stdErrors(fit), e.stdErrors)).toBeLessThan(1e-12);
  });
});

describe("closed forms and identities", () => {
  it("one dummy gives the log odds of the 2 × 2 table, and its variances", () => {
    const [n00, n01, n10, n11] = [30, 12, 9, 21];
    const x = [...new Array(n00 + n01).fill(0), ...new Array(n10 + n11).fill(1)] as number[];
    const y = [n00, n01, n10, n11].flatMap((n, i) => new Array<number>(n).fill(i % 2));
    const fit = binaryModel({ outcome: Float64Array.from(y), regressors: [column("x", x)], link: "logit" });
    expect(fit.coefficients[0]).toBeCloseTo(Math.log(n01 / n00), 13);
    expect(fit.coefficients[1]).toBeCloseTo(Math.log((n11 * n00) / (n10 * n01)), 13);
    expect(fit.covariance[3]).toBeCloseTo(1 / n00 + 1 / n01 + 1 / n10 + 1 / n11, 13);
    expect(fit.fitted[0]).toBeCloseTo(n01 / (n00 + n01), 14);
  });

  it("counts weights as repeated rows, and rows of weight zero not at all", () => {
    const { a, b, y } = simulate(1, 80);
    const weights = a.map((_, i) => i % 3);
    const rows = weights.flatMap((w, i) => new Array<number>(w).fill(i));
    for (const link of LINKS) {
      const weighted = binaryModel({
        outcome: Float64Array.from(y),
        regressors: [column("a", a), column("b", b)],
        link,
        weights: Float64Array.from(weights),
      });
      const repeated = binaryModel({
        outcome: Float64Array.from(rows, (i) => y[i]!),
        regressors: [
          column(
            "a",
            rows.map((i) => a[i]!),
          ),
          column(
            "b",
            rows.map((i) => b[i]!),
          ),
        ],
        link,
      });
      expect(relative(weighted.coefficients, repeated.coefficients)).toBeLessThan(1e-12);
      expect(relative(weighted.covariance, repeated.covariance)).toBeLessThan(1e-12);
      expect(weighted.logLik).toBeCloseTo(repeated.logLik, 11);
      expect(weighted.nullLogLik).toBeCloseTo(repeated.nullLogLik, 11);
      expect(weighted.nObs).toBe(weights.filter((w) => w > 0).length);
      expect(weighted.fitted).toHaveLength(80);
    }
  });

  it("does not depend on units, order of rows or order of columns; turning the outcome turns the signs", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...LINKS), (seed, link) => {
        const { a, b, y } = simulate(seed, 60);
        const fitOf = (outcome: number[], regressors: Regressor[]) =>
          binaryModel({ outcome: Float64Array.from(outcome), regressors, link });
        const base = fitOf(y, [column("a", a), column("b", b)]);
        const [c0, ca, cb] = base.coefficients as unknown as [number, number, number];
        const near = (got: number, expected: number) =>
          expect(Math.abs(got - expected)).toBeLessThan(1e-10 * Math.max(1, Math.abs(expected)));

        const scaled = fitOf(y, [
          column(
            "a",
            a.map((v) => 1000 + 0.01 * v),
          ),
          column("b", b),
        ]);
        near(scaled.coefficients[1]! / 100, ca);
        near(scaled.coefficients[0]! + 1000 * scaled.coefficients[1]!, c0);
        near(scaled.logLik, base.logLik);

        const order = randomStream(seed).sample(60, 60);
        const take = (values: number[]) => Array.from(order, (i) => values[i]!);
        near(fitOf(take(y), [column("b", take(b)), column("a", take(a))]).coefficients[1]!, cb);

        const turned = fitOf(
          y.map((v) => 1 - v),
          [column("a", a), column("b", b)],
        );
        near(-turned.coefficients[1]!, ca);
        near(turned.logLik, base.logLik);
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it("recovers known coefficients within their standard errors (Monte Carlo)", () => {
    const truth = [-0.3, 0.7];
    for (const link of LINKS) {
      let covered = 0;
      const draws = 200;
      for (let r = 0; r < draws; r++) {
        const stream = derive(17, r);
        const x = Array.from({ length: 400 }, () => stream.normal());
        const y = x.map((v) => {
          const eta = truth[0]! + truth[1]! * v;
          const u = stream.uniform();
          return (link === "logit" ? Math.log(u / (1 - u)) : stream.normal()) < eta ? 1 : 0;
        });
        const fit = binaryModel({ outcome: Float64Array.from(y), regressors: [column("x", x)], link });
        if (Math.abs(fit.coefficients[1]! - truth[1]!) < 1.96 * stdErrors(fit)[1]!) covered++;
      }
      // 95% nominal; four Monte Carlo standard errors are 6 points.
      expect(Math.abs(covered / draws - 0.95)).toBeLessThan(0.062);
    }
  });

  it("stays accurate where a row is thousands of units beyond the others", () => {
    const { a, y } = simulate(2, 200);
    for (const link of LINKS) {
      const regressors = [column("a", [...a, 1e4])];
      const good = binaryModel({ outcome: Float64Array.from([...y, 1]), regressors, link });
      const without = binaryModel({ outcome: Float64Array.from(y), regressors: [column("a", a)], link });
      // The far row is predicted with certainty, so that it adds nothing.
      expect(relative(good.coefficients, without.coefficients)).toBeLessThan(1e-9);
      expect(good.fitted[200]).toBe(1);
      expect(good.logLik).toBeCloseTo(without.logLik, 10);
    }
  });

  it("fits the intercept alone", () => {
    const fit = binaryModel({ outcome: Float64Array.of(1, 0, 0, 0), regressors: [], link: "logit" });
    expect(fit.coefficients[0]).toBeCloseTo(Math.log(1 / 3), 14);
    expect(fit).toMatchObject({ terms: ["intercept"], pseudoR2: 0, lrChi2: 0, lrDof: 0, lrPValue: null });
  });
});

describe("columns that cannot be used", () => {
  it("drops constant and collinear columns, the later-named first, a treatment never", () => {
    const { a, b, y } = simulate(4, 100);
    const fit = binaryModel({
      outcome: Float64Array.from(y),
      regressors: [
        column("a", a),
        column(
          "three",
          a.map(() => 3),
        ),
        column("b", b),
        column(
          "mix",
          a.map((v, i) => 2 * v - b[i]! + 7),
        ),
        column(
          "minus b",
          b.map((v) => -v),
          "treatment",
        ),
      ],
      link: "logit",
    });
    expect(fit.terms).toEqual(["intercept", "a", "minus b"]);
    expect(fit.dropped).toEqual([
      { name: "three", collinearWith: ["intercept"] },
      { name: "b", collinearWith: ["minus b"] },
      { name: "mix", collinearWith: ["minus b", "a"] },
    ]);
    const kept = binaryModel({
      outcome: Float64Array.from(y),
      regressors: [column("a", a), column("b", b)],
      link: "logit",
    });
    expect(fit.coefficients[2]).toBeCloseTo(-kept.coefficients[2]!, 12);
    expect(fit.lrDof).toBe(2);
  });
});

describe("separation", () => {
  const outcome = Float64Array.of(0, 0, 0, 1, 1, 1);
  const message = (regressors: Regressor[], y = outcome, link: "logit" | "probit" = "logit") => {
    try {
      binaryModel({ outcome: y, regressors, link });
    } catch (error) {
      expect(error).toBeInstanceOf(CeterisError);
      expect((error as CeterisError).code).toBe("SEPARATION");
      return (error as CeterisError).message;
    }
    return "fitted";
  };

  it("names one column that separates completely", () => {
    expect(message([column("noise", [1, 0, 1, 0, 1, 0]), column("income", [1, 2, 3, 4.5, 5, 9])])).toBe(
      "logit model: “income” separates the outcomes completely: it is at most 3 in every row with outcome 0 and at least 4.5 in every other. No finite coefficient maximises the likelihood: leave the column out, join its categories, or use rows where both outcomes occur over its range.",
    );
    expect(message([column("x", [9, 8, 7, 3, 2, 1])], outcome, "probit")).toMatch(
      /^probit model: “x” separates the outcomes completely: it is at most 3 in every row with outcome 1 and at least 7 in every other/,
    );
  });

  it("names one column that separates but for ties", () => {
    expect(message([column("hub", [0, 0, 0, 0, 1, 1])])).toContain(
      "“hub” separates the outcomes: every row above 0 has outcome 1.",
    );
    expect(message([column("x", [1, 2, 3, 3, 4, 5])])).toContain(
      "every row below 3 has outcome 0 and every row above 3 has outcome 1",
    );
  });

  it("names the columns that separate together, without those not needed", () => {
    const { a, b, d } = simulate(6, 120);
    const y = Float64Array.from(a, (v, i) => (v + b[i]! > 0.1 ? 1 : 0));
    const regressors = [column("a", a), column("d", d), column("b", b)];
    for (const link of LINKS) {
      expect(message(regressors, y, link)).toBe(
        `${link} model: a combination of “a”, “b” predicts some outcomes without error. No finite coefficient maximises the likelihood: leave one of these columns out, join its categories, or use rows where both outcomes occur over its range.`,
      );
    }
  });

  it("ignores rows of weight zero", () => {
    const x = column("x", [1, 2, 3, 4, 5, 6, 0]);
    const y = Float64Array.of(0, 0, 0, 1, 1, 1, 1);
    const weights = Float64Array.of(1, 1, 1, 1, 1, 1, 0);
    expect(() => binaryModel({ outcome: y, regressors: [x], link: "logit", weights })).toThrow(
      "“x” separates",
    );
    expect(() => binaryModel({ outcome: y, regressors: [x], link: "logit" })).not.toThrow();
  });

  it("is found exactly when a brute-force search over all directions finds one", () => {
    const tally = { separated: 0, fitted: 0 };
    for (let r = 0; r < 400; r++) {
      const stream = derive(5, r);
      const n = 5 + stream.integer(25);
      const draw = stream.integer(2) === 0 ? () => stream.integer(4) : () => stream.normal();
      const a = Array.from({ length: n }, draw);
      const b = Array.from({ length: n }, draw);
      const y = a.map((v, i) => (v + b[i]! + 1.5 * stream.normal() > 1 ? 1 : 0));
      if (new Set(y).size < 2 || !spansPlane(a, b)) continue;
      const expected = separatedByLine(a, b, y);
      tally[expected ? "separated" : "fitted"]++;
      for (const link of LINKS) {
        const got = message([column("a", a), column("b", b)], Float64Array.from(y), link);
        expect(got !== "fitted", `draw ${r}, ${link}: ${got}`).toBe(expected);
      }
    }
    expect(Math.min(tally.separated, tally.fitted)).toBeGreaterThan(50);
  });
});

function spansPlane(a: number[], b: number[]): boolean {
  const far = a.findIndex((v, i) => v !== a[0] || b[i] !== b[0]);
  if (far < 0) return false;
  const [dx, dy] = [a[far]! - a[0]!, b[far]! - b[0]!];
  return a.some((v, i) => Math.abs((v - a[0]!) * dy - (b[i]! - b[0]!) * dx) > 1e-9);
}

/** In a plane, points are separated just when a line through two of them separates them. */
function separatedByLine(a: number[], b: number[], y: number[]): boolean {
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < a.length; j++) {
      const [dx, dy] = [a[j]! - a[i]!, b[j]! - b[i]!];
      if (dx === 0 && dy === 0) continue;
      const sides = a.map((v, m) => (2 * y[m]! - 1) * (dx * (b[m]! - b[i]!) - dy * (v - a[i]!)));
      if (sides.every((s) => s >= -1e-9) && sides.some((s) => s > 1e-9)) return true;
    }
  }
  return false;
}

describe("what is refused", () => {
  const good = {
    outcome: Float64Array.of(0, 1, 0, 1),
    regressors: [column("x", [1, 2, 3, 4])],
    link: "logit" as const,
  };
  it.each([
    [
      { outcome: Float64Array.of(0, 1, 2, 1) },
      "logit model: the outcome is neither 0 nor 1 in row 3. Code the outcome as 0 and 1.",
    ],
    [
      { outcome: Float64Array.of(1, 1, 1, 1), name: "propensity score" },
      "propensity score: the outcome is 1 in every row. The model needs rows of both outcomes: check the treatment and the filter.",
    ],
    [
      { regressors: [column("x", [1, Number.NaN, 3, Number.POSITIVE_INFINITY])] },
      "logit model: “x” is missing or infinite in rows 2, 4. Fill these cells or drop the rows.",
    ],
    [
      { weights: Float64Array.of(1, -1, 1, Number.NaN) },
      "logit model: the weight is negative or not a number in rows 2, 4. Give every row a weight of zero or more.",
    ],
    [
      { weights: new Float64Array(4) },
      "logit model: there is no row with a positive weight. Check the filter, missing values and weights.",
    ],
    [
      { maxIterations: 1 },
      "logit model: the likelihood was not at its maximum after 1 steps. Look for regressors of extreme range or for nearly perfect prediction; leave out what is not needed.",
    ],
    [{ link: "cloglog" as "logit" }, "cloglog model: there is no link “cloglog”. Choose logit or probit."],
  ])("%#", (change, text) => {
    expect(() => binaryModel({ ...good, ...change })).toThrow(text);
    expect(() => binaryModel({ ...good, ...change })).toThrow(CeterisError);
  });

  it("treats arrays of different length as a defect", () => {
    expect(() => binaryModel({ ...good, weights: new Float64Array(3) })).toThrow(RangeError);
  });
});
