import { CeterisError, fromColumns } from "@ceteris/core";
import { desc, escape as fromFunction, table as makeArquero, op } from "arquero";
import { describe, expect, it } from "vitest";
import { fromArquero, toArquero } from "../src/index.ts";

const panel = fromColumns(
  { city: ["A", "A", "B", null], year: [1, 2, 1, 2], x: [1.5, Number.NaN, 3, 4] },
  "p.csv",
);

describe("toArquero and fromArquero", () => {
  it("give the same table back", async () => {
    const back = fromArquero(await toArquero(panel), "p.csv");
    expect([...back.columns]).toEqual([...panel.columns]);
    expect(back.source.name).toBe("p.csv");
  });

  it("hand missing values over as null, and do not share memory", async () => {
    const aq = await toArquero(panel);
    expect(aq.array("x")).toEqual([1.5, null, 3, 4]);
    expect(aq.array("city")).toEqual(["A", "A", "B", null]);
  });

  it("respect the order and the filter of the verbs", async () => {
    const aq = (await toArquero(panel))
      .filter(fromFunction((d: { x: number }) => d.x > 2))
      .orderby(desc("x"));
    expect([...fromArquero(aq).columns.get("x")!.values]).toEqual([4, 3]);
  });

  it("group, pivot and join", async () => {
    const aq = await toArquero(panel);
    const counts = fromArquero(aq.groupby("city").rollup({ n: op.count() }));
    expect([...counts.columns.get("n")!.values]).toEqual([2, 1, 1]);
    const wide = fromArquero(aq.groupby("city").pivot("year", "x"));
    expect([...wide.columns.keys()]).toEqual(["city", "1", "2"]);
    const joined = fromArquero(aq.join_left(makeArquero({ city: ["A"], big: [true] }), ["city", "city"]));
    expect([...joined.columns.get("big")!.values]).toEqual([1, 1, Number.NaN, Number.NaN]);
  });

  it("turn dates to text and refuse lists", () => {
    const dates = fromArquero(makeArquero({ d: [new Date(0), null], m: ["x", Number.NaN] }));
    expect(dates.columns.get("d")!.values).toEqual(["1970-01-01T00:00:00.000Z", null]);
    expect(dates.columns.get("m")!.values).toEqual(["x", null]);
    expect(() => fromArquero(makeArquero({ l: ["a", [1, 2]] }), "t")).toThrow(CeterisError);
    expect(() => fromArquero(makeArquero({ l: ["a", [1, 2]] }), "t")).toThrow(
      "t, column “l”, row 2: the cell is a list or an object. Unroll or spread it first, so that every cell is a number or a text.",
    );
  });
});
