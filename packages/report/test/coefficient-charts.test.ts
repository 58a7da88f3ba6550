import type { CeterisError, Estimate } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import {
  type ChartSpec,
  plotCoefficients,
  plotEstimates,
  plotEventStudy,
  plotModels,
  renderSvg,
} from "../src/index.ts";
import { estimate, estimation, eventStudy } from "./factories.ts";

type Drawn = Readonly<Record<string, number | string | null>>;

/** Rows with a point, of each part of a chart. */
function drawn(spec: ChartSpec): readonly Drawn[] {
  const parts = "vconcat" in spec ? spec.vconcat : [spec];
  return parts.flatMap((part) => (part as { data: { values: Drawn[] } }).data.values);
}

const did = estimate("did", 0.2, 0.1);
const none: Estimate = {
  ...estimate("did", 0.1, 0.05),
  stdError: null,
  statistic: null,
  dof: null,
  pValue: null,
  confLow: null,
  confHigh: null,
};

describe("inner intervals", () => {
  test("are t intervals of the row's standard error and degrees of freedom", () => {
    const few = { ...did, dof: 5 };
    const rows = drawn(
      plotCoefficients(
        [
          { label: "many", ...did },
          { label: "few", ...few },
          { label: "normal", ...did, dof: null },
        ],
        { inner: 0.9 },
      ),
    );
    // R: qt(0.95, c(256, 5, Inf)).
    const half = rows.map((row) => (Number(row.innerHigh) - 0.2) / 0.1);
    expect(half).toEqual([1.650828, 2.015048, 1.644854].map((t) => expect.closeTo(t, 6)));
    expect(rows.map((row) => Number(row.innerLow) + Number(row.innerHigh))).toEqual(
      [0.4, 0.4, 0.4].map((sum) => expect.closeTo(sum, 12)),
    );
  });

  test("are left out where a row has no interval or no standard error", () => {
    const published = { label: "published", estimate: 0.1, confLow: 0, confHigh: 0.2 };
    const rows = drawn(plotCoefficients([{ label: "none", ...none }, published], { inner: 0.9 }));
    expect(rows.map(({ innerLow, innerHigh }) => [innerLow, innerHigh])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test("are drawn thick beside thin ones, and only when asked for", async () => {
    const points = [{ label: "a", ...did }];
    const thick = /stroke-width="3.6"/g;
    expect((await renderSvg(plotCoefficients(points, { inner: 0.9 }))).match(thick)).toHaveLength(1);
    expect(await renderSvg(plotCoefficients(points))).not.toMatch(thick);
    expect(JSON.stringify(plotCoefficients(points))).not.toContain("inner");
    // Five periods have an interval; the base has none.
    expect((await renderSvg(plotEventStudy(eventStudy(), { inner: 0.9 }))).match(thick)).toHaveLength(5);
    expect(await renderSvg(plotEventStudy(eventStudy()))).not.toMatch(thick);
  });

  test.each([0.95, 0.99, 0, -1, Number.NaN])("of level %s inside 0.95 are refused", (inner) => {
    for (const plot of [
      () => plotCoefficients([{ label: "a", ...did }], { inner }),
      () => plotEventStudy(eventStudy(), { inner }),
      () => plotEstimates(estimation([did]), { inner }),
    ]) {
      expect(plot).toThrow(
        expect.objectContaining<Partial<CeterisError>>({
          code: "OPTION_INVALID",
          message: `inner: ${inner} is not a level below that of the intervals, 0.95. Give a lower one, such as 0.9 inside 0.95, or leave it out.`,
        }),
      );
    }
  });
});

const growth = estimate("growth", -5, 1);

describe("coefficients of one model", () => {
  const axes = (spec: ChartSpec) =>
    (
      spec as unknown as { vconcat: { layer: { encoding?: { x?: { scale?: { domain: number[] } } } }[] }[] }
    ).vconcat.map((part) => part.layer.at(-1)!.encoding!.x!.scale!.domain);

  test("stand on axes of their own that hold their intervals, zero at one place", () => {
    const domains = axes(plotEstimates(estimation([did, growth])));
    const [own, other] = domains.map(([low, high]) => -low! / (high! - low!));
    expect(own).toBeCloseTo(other!, 12);
    for (const [i, { confLow, confHigh }] of [did, growth].entries()) {
      expect(domains[i]![0]).toBeLessThan(confLow!);
      expect(domains[i]![1]).toBeGreaterThan(confHigh!);
    }
    expect(axes(plotEstimates(estimation([{ ...none, estimate: 0 }])))[0]).toEqual([-0.08, 0.08]);
  });

  test("are the terms asked for, in their order; without an estimate none", () => {
    const result = estimation([did, growth, { ...none, term: "gone", estimate: null }]);
    const names = (terms?: string[]) => drawn(plotEstimates(result, { terms })).map(({ name }) => name);
    expect(names()).toEqual(["DID", "growth"]);
    expect(names(["gone", "growth", "did"])).toEqual(["growth", "DID"]);
    expect(() => names(["gone"])).toThrow("terms: none of them has an estimate. Give some of did, growth.");
    expect(() => plotEstimates(estimation([]))).toThrow(
      "terms: none of them has an estimate. See the warnings of the result.",
    );
  });

  test.each([
    [0.99, "(thick: 95%)"],
    [0.95, "(thick: 90%)"],
    [0.9, null],
  ])("of level %s have the next usual level inside", (level, said) => {
    const text = JSON.stringify(plotEstimates(estimation([did], { level })));
    if (said) expect(text).toContain(said);
    else expect(text).not.toContain("thick");
    expect(JSON.stringify(plotEstimates(estimation([did], { level }), { inner: null }))).not.toContain(
      "thick",
    );
  });
});

test("one coefficient by model: a row each, blank where a model lacks it", () => {
  const spec = plotModels([{ result: estimation([growth, did]) }, { result: estimation([growth]) }]);
  expect(drawn(spec)).toEqual([
    expect.objectContaining({ name: "(1)", row: 0, x: 0.2, low: did.confLow, high: did.confHigh }),
  ]);
  expect(JSON.stringify(spec)).toContain("(2)");
  const own = plotModels([{ result: estimation([growth, did]), label: "own" }], {
    term: "growth",
    inner: 0.5,
  });
  expect(drawn(own)[0]).toMatchObject({ name: "own", x: -5 });
  expect(JSON.stringify(own)).toContain("growth: estimates by model");
});
