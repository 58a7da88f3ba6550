import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  deepFreeze,
  definePanel,
  displayable,
  type EstimationResult,
  estimateRows,
  fromColumns,
  glance,
  tidy,
} from "../src/index.ts";

const make = (): EstimationResult => ({
  kind: "did",
  sample: {
    nRows: 110,
    nObs: 100,
    nUnits: 10,
    nPeriods: 10,
    nTreatedUnits: 4,
    dropped: { missing: 7, singleton: 2, filtered: 1 },
  },
  estimates: estimateRows(["did", "<b>&\"x'"], [0.25, 1e-7], Float64Array.of(0.01, 0, 0, 0), [9, 9], 0.95),
  vcov: { terms: ["did"], matrix: [[0.01]] },
  fit: { r2: 0.5, r2Within: null, rmse: 2, dofResidual: 80, nClusters: { city: 10 } },
  spec: { level: 0.95, nested: { list: [1, { a: 2 }] } },
  warnings: [{ code: "SOME_WARNING", message: "Look at <this>." }],
});

const JUPYTER = Symbol.for("Jupyter.display");
const hooks = (result: object) => (result as Record<symbol, () => Record<string, string>>)[JUPYTER]!();

describe("displayable", () => {
  it("leaves JSON, keys and copies as they were", () => {
    const result = displayable(make());
    expect(JSON.stringify(result)).toBe(JSON.stringify(make()));
    expect(Object.keys(result)).toEqual(Object.keys(make()));
    expect({ ...result }).toEqual(make());
    expect(Object.getOwnPropertySymbols({ ...result })).toEqual([]);
  });

  it("freezes everything, typed arrays excepted", () => {
    const result = displayable({ ...make(), raw: Float64Array.of(1) });
    for (const held of [result, result.sample.dropped, result.estimates, result.spec.nested]) {
      expect(Object.isFrozen(held)).toBe(true);
    }
    expect(Object.isFrozen((result.spec.nested as { list: object[] }).list[1])).toBe(true);
    expect(() => displayable(result)).not.toThrow();
    expect(deepFreeze(5)).toBe(5);
    expect(deepFreeze(null)).toBeNull();
  });

  it("shows a table with hooks even on a result that was frozen", () => {
    const result = displayable(Object.freeze(make()));
    expect(hooks(result)["text/plain"]).toContain("did, 100 observations, 10 units");
    expect(JSON.stringify(result)).toBe(JSON.stringify(make()));
  });

  it("shows a small table in the console", () => {
    expect(inspect(displayable(make()))).toBe(
      [
        "did, 100 observations, 10 units",
        "term     estimate  std. error  statistic  p-value     low    high",
        "did        0.2500      0.1000     2.5000   0.0339  0.0238  0.4762",
        `<b>&"x'  1.000e-7           –          –        –       –       –`,
        "SOME_WARNING: Look at <this>.",
      ].join("\n"),
    );
    expect(inspect({ held: displayable(make()) })).toContain("did, 100 observations");
  });

  it("escapes HTML", () => {
    const html = hooks(displayable(make()))["text/html"]!;
    expect(html).toContain("<td>&lt;b&gt;&amp;&quot;x&#39;</td>");
    expect(html).toContain("<p>SOME_WARNING: Look at &lt;this&gt;.</p>");
    expect(html.match(/<tr>/g)).toHaveLength(3);
    expect(html).not.toContain("<b>");
  });

  it("shows results without estimates by their kind", () => {
    expect(inspect(displayable({ kind: "describe" }))).toBe("describe");
    expect(hooks(displayable({}))["text/html"]).toBe("<table><caption>result</caption></table>");
  });
});

describe("tidy and glance", () => {
  it("give the rows and one row of the fit", () => {
    const result = make();
    expect(tidy(result)).toBe(result.estimates);
    expect(glance(result)).toEqual({
      kind: "did",
      nRows: 110,
      nObs: 100,
      nUnits: 10,
      nPeriods: 10,
      nTreatedUnits: 4,
      droppedMissing: 7,
      droppedSingleton: 2,
      droppedFiltered: 1,
      r2: 0.5,
      r2Within: null,
      rmse: 2,
      dofResidual: 80,
      nClusters: { city: 10 },
    });
  });
});

describe("tables and panels", () => {
  const table = fromColumns({
    city: ["A", "A", "B", "B", "C", "C"],
    year: [2001, 2002, 2001, 2002, 2001, 2002],
    y: [1.5, null, 3, 4, 5, 6],
    first: [2002, 2002, null, null, null, null],
  });

  it("show their columns in the console", () => {
    expect(inspect(table)).toBe(
      [
        "table, 6 rows, 4 columns",
        "column  type    missing  first values",
        "city    text          0  A, A, B, B, C, …",
        "year    number        0  2001, 2002, 2001, 2002, 2001, …",
        "y       number        1  1.5, –, 3, 4, 5, …",
        "first   number        4  2002, 2002, –, –, –, …",
      ].join("\n"),
    );
    expect(Object.keys(table)).toEqual(["kind", "nRows", "columns", "source"]);
  });

  it("show their units by cohort, in the console and in a notebook", () => {
    const panel = definePanel(table, { unit: "city", time: "year", treatment: { cohort: "first" } });
    expect(inspect(panel)).toBe(
      [
        "panel, 3 units (city), 2 periods (year, 2001 to 2002), 6 rows, balanced",
        "first treated  units",
        "2002               1",
        "never              2",
      ].join("\n"),
    );
    expect(hooks(panel)["text/html"]).toContain("<td>never</td><td>2</td>");
    expect(inspect(definePanel(table, { unit: "city", time: "year" }))).toBe(
      "panel, 3 units (city), 2 periods (year, 2001 to 2002), 6 rows, balanced, no treatment",
    );
  });

  it("say the errors of a result", () => {
    const result = { ...make(), spec: { covariance: { type: "cluster", by: ["city", "year"] } } };
    expect(inspect(displayable(result)).split("\n")[0]).toBe(
      "did, 100 observations, 10 units, cluster errors by city and year",
    );
  });
});
