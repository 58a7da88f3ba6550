import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const model = [
  ...["weight", "data/pilot-panel/panel.csv", "--unit", "city", "--time", "year", "--group", "pilot"],
  ...[
    "--start",
    "2018",
    "--outcome",
    "digital_service_capability",
    "--weight-on",
    "log_population,fiscal_share",
  ],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-weight-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("ceteris weight", () => {
  it("prints one JSON document with all it found", async () => {
    const { code, document } = await callJson([...model, "--event-study", "--leads", "2"]);
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: "ceteris/1", command: "weight", kind: "weighting" });
    expect(document.estimates[0].term).toBe("did");
    expect(document.variants.map((v: { sample: string }) => v.sample)).toEqual(["unweighted", "weighted"]);
    expect(document.doublyRobust.map((r: { term: string }) => r.term)).toEqual([
      "dr",
      "dr-improved",
      "ipw",
      "reg",
    ]);
    expect(document.eventStudy.estimates[0].term).toBe("event:-2");
    expect(document.spec).toMatchObject({
      method: "entropy",
      estimand: "att",
      weightOn: ["log_population", "fiscal_share"],
      baseline: "2017",
      moments: 1,
      seed: 1,
    });
    const did = await callJson(["did", ...model.slice(1, -2)]);
    expect(document.variants[0].estimate).toBeCloseTo(did.document.estimates[0].estimate, 11);
  });

  it("passes every option on", async () => {
    const { document } = await callJson([
      ...model,
      ...["--method", "ipw", "--estimand", "ate", "--link", "probit", "--trim", "crump", "--cap", "0.95"],
      ...["--design", "pre-means", "--standard-deviation", "all"],
    ]);
    expect(document.spec).toMatchObject({
      ...{ method: "ipw", estimand: "ate", link: "probit", trim: "crump", cap: 0.95 },
      ...{ design: "pre-means", baseline: null, standardDeviation: "all", moments: null, eventStudy: null },
    });
    expect(document.score.map((r: { term: string }) => r.term)).toEqual([
      "intercept",
      "log_population",
      "fiscal_share",
    ]);
  });

  it("prints tables in both languages", async () => {
    const en = await callMain([...model, "--event-study"]);
    const zh = await callMain([...model, "--lang", "zh", "--method", "cbps", "--moments", "2"]);
    expect([en.code, zh.code]).toEqual([0, 0]);
    for (const title of [
      "Difference-in-differences under weights",
      "Two-by-two effects on the treated",
      "Event study under the weights",
      "Weights of units",
      "Balance of distributions",
      "Balance by period",
    ]) {
      expect(en.out).toContain(title);
    }
    expect(en.out).not.toMatch(/[\u4e00-\u9fff]|undefined|NaN/);
    expect(zh.out).toContain(
      "协变量平衡倾向得分（CBPS），协变量为log_population、fiscal_share的均值与方差，取自基期2017",
    );
  });

  it("writes weights of units, and each of its charts", async () => {
    const weights = join(folder, "weights.csv");
    expect((await callMain([...model, "--method", "ipw", "--unit-weights", weights])).code).toBe(0);
    const [head, first, ...rest] = readFileSync(weights, "utf8").trim().split("\n");
    expect(head).toBe("city,treated,weight,score");
    expect(first).toMatch(/^\S+,[01],[\d.]+,0\.\d+$/);
    expect(rest).toHaveLength(256);
    for (const [chart, text] of [
      ["balance", "After weighting"],
      ["ecdf", "Distribution of covariates"],
      ["event-study", "Event study"],
    ] as const) {
      const file = join(folder, `${chart}.vl.json`);
      const { code } = await callMain([...model, "--event-study", "--chart", chart, "--out", file]);
      expect(code).toBe(0);
      expect(readFileSync(file, "utf8")).toContain(text);
    }
  });

  it.each([
    [
      ["--leads", "2"],
      "--leads: it has no meaning without an event study. Add --event-study, or leave it out.",
    ],
    [["--chart", "event-study"], "--chart event-study: it has no meaning without an event study"],
    [["--moments", "4"], "--moments: “4” is not a whole number between 1 and 3"],
    [["--method", "ipw", "--moments", "2"], "--moments: ipw balances no moments"],
    [["--estimand", "overlap"], "--estimand: entropy balancing needs a population whose means are known"],
    [["--trim", "0.7"], "--trim: “0.7” is neither crump nor a number between 0 and 0.5"],
    [["--baseline", "1999"], "--baseline: “1999” is not a period of the data"],
    [["--unit-weights", "no/such/w.csv"], "no/such/w.csv: the folder “no/such” does not exist"],
  ])("%j is the user's mistake", async (more, text) => {
    const { code, err } = await callMain([...model, ...more]);
    expect(code).toBe(2);
    expect(err).toContain(text);
  });

  it("names the covariates whose moments cannot be met", async () => {
    const castle = ["data/castle/castle.csv", "--unit", "sid", "--time", "year", "--cohort", "cohort"];
    const { code, document } = await callJson([
      ...["weight", ...castle, "--outcome", "l_homicide"],
      ...["--weight-on", "unemployrt,poverty,l_income,l_prisoner"],
    ]);
    expect(code).toBe(2);
    expect(document.error.code).toBe("MOMENTS_INFEASIBLE");
    expect(document.error.message).toContain("“unemployrt” 5.3048, “poverty” 14.9, “l_prisoner” 6.2285");
  });
});
