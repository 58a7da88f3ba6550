import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const data = ["data/castle/castle.csv", "--unit", "sid", "--time", "year", "--outcome", "l_homicide"];
const model = [...data, "--cohort", "cohort"];
const staggered = ["staggered", ...model];
const eventStudy = ["event-study", ...model];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-staggered-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function refusal(argv: readonly string[]): Promise<string> {
  const { code, out, err } = await callMain(argv);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  return err.trimEnd();
}

describe("ceteris staggered", () => {
  // R fixest 0.14.2: feols(l_homicide ~ sunab(cohort, year) | sid + year), aggregate "att" and by event time.
  it("prints one JSON document with the rows of the contract", async () => {
    const { code, document } = await callJson([...staggered, "--estimator", "sunab"]);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      ...{ schema: "ceteris/1", command: "staggered" },
      sample: { nObs: 550, nUnits: 50, nTreatedUnits: 21 },
      spec: { estimator: "sunab", aggregate: "simple", base: -1, seed: 1 },
    });
    expect(document.estimates).toHaveLength(1);
    expect(document.estimates[0].term).toBe("att");
    expect(document.estimates[0].estimate).toBeCloseTo(0.0194028080015774, 10);
    expect(document.estimates[0].stdError).toBeCloseTo(0.0365893930759715, 10);
    const path = (await callJson([...staggered, "--estimator", "sunab", "--aggregate", "dynamic"])).document;
    const row = (at: number) => path.estimates.find((r: { eventTime: number }) => r.eventTime === at);
    expect(row(-10).estimate).toBeCloseTo(-0.506598364690284, 10);
    expect(row(-1)).toMatchObject({ estimate: 0, stdError: null, reference: true });
    expect(path.overall.estimate).toBeCloseTo(document.estimates[0].estimate, 12);
    const cohorts = (await callJson([...staggered, "--estimator", "imputation", "--aggregate", "cohort"]))
      .document;
    expect(cohorts.estimates.map((r: { cohort: number }) => r.cohort)).toEqual([
      2006, 2007, 2008, 2009, 2010,
    ]);
  });

  it("compares several, named with commas or by repeating the flag, with the options of each", async () => {
    const { document } = await callJson([
      ...[...staggered, "--estimator", "twfe,sunab", "--estimator", "att-gt", "--control", "not-yet"],
      ...["--controls", "poverty", "--aggregate", "dynamic"],
    ]);
    expect(document).toMatchObject({ command: "staggered", kind: "estimator-comparison" });
    expect(document).not.toHaveProperty("estimates");
    const names = document.estimators.map(({ estimator }: { estimator: string }) => estimator);
    expect(names).toEqual(["twfe", "sunab", "att-gt"]);
    for (const { estimator, overall, result } of document.estimators) {
      expect(overall).toMatchObject({ term: "att", estimate: result.overall.estimate });
      expect(result.spec).toMatchObject({ estimator, controls: ["poverty"], aggregate: "dynamic" });
    }
    expect(document.spec.settings["att-gt"]).toEqual({ control: "not-yet", seed: 1 });
    expect(document.spec.data.file).toBe("castle.csv");
  });

  it("prints tables and writes charts, in both languages", async () => {
    const two = [...staggered, "--estimator", "twfe,att-gt"];
    const [en, zh, table] = ["effects.svg", "paths.svg", "cohorts.md"].map((name) => join(folder, name));
    expect((await callMain([...two, "--out", en!])).out).toMatch(/^Estimators of the effect compared\n/);
    expect(readFileSync(en!, "utf8")).toContain("Two-way fixed effects");
    const dynamic = await callMain([...two, "--aggregate", "dynamic", "--lang", "zh", "--out", zh!]);
    expect(dynamic.out).toMatch(/^不同估计方法的动态效应\n[\s\S]*\n不同估计方法的结果比较\n/);
    expect(readFileSync(zh!, "utf8")).toContain("双向固定效应");
    const cohort = await callMain([...two, "--aggregate", "cohort", "--out", table!]);
    expect(cohort.out).toMatch(/^Effects by cohort, by several estimators\n/);
    expect(cohort.err).toContain("aggregate: two-way fixed effects have one effect for all cohorts.");
    expect(existsSync(table!)).toBe(true);
    const one = await callMain([...staggered, "--estimator", "imputation", "--aggregate", "cohort"]);
    expect(one.out).toMatch(/^Average effects by cohort\n[\s\S]*Imputation estimates of Borusyak/);
  });

  it("shows and draws the synthetic controls of sdid", async () => {
    const chart = join(folder, "synthetic.svg");
    const sdid = [...staggered, "--estimator", "sdid", "--variance", "none"];
    const { out } = await callMain([...sdid, "--chart", "synthetic", "--out", chart]);
    expect(out).toMatch(/^Average effect on the treated\n[\s\S]*\nWhat synthetic controls are made of\n/);
    expect(readFileSync(chart, "utf8")).toContain("Treated and synthetic control");
    expect(await refusal([...staggered, "--estimator", "sunab", "--chart", "synthetic"])).toMatch(
      /^error --chart synthetic: only synthetic difference-in-differences has a synthetic control,/,
    );
  });

  it.each([
    [
      "",
      "--estimator: it is missing. Name an estimator, such as --estimator sunab; ceteris staggered --help lists them.",
    ],
    [
      "--estimator did2s",
      "--estimator: “did2s” is not one of its values. Here it is two-stage. Give one of twfe, att-gt, sunab, imputation",
    ],
    [
      "--estimator sunab --leads 4",
      "--leads: sunab does not take it. Leave it out, or name an estimator that does: twfe, imputation",
    ],
    [
      "--estimator sunab,imputation --control never",
      "--control: sunab and imputation do not take it. Leave it out, or name an estimator that does: att-gt",
    ],
    [
      "--estimator sunab --fe sid",
      "--fe: sunab does not take it. Leave it out, or name an estimator that does: twfe.",
    ],
    [
      "--estimator sunab --base universal",
      "--base universal: sunab does not take it. Leave it out, or name an estimator that does: att-gt.",
    ],
    [
      "--estimator imputation --ssc none",
      "--ssc: imputation does not take it. Leave it out, or name an estimator that does: twfe, sunab",
    ],
    [
      "--estimator sunab --base 1",
      "--base: 1 is not an event time before treatment. Give a negative event time, such as -1.",
    ],
    [
      "--estimator sunab --aggregate group",
      "--aggregate: “group” is not one of its values. Give one of simple, dynamic, cohort.",
    ],
    [
      "--estimator twfe --aggregate cohort",
      "--aggregate: two-way fixed effects have one effect for all cohorts.",
    ],
    ["--estimator imputation --leads 3", "--leads: leads belong to effects by event time."],
    ["--estimator imputation --vcov hc1", "--vcov: “hc1” is given"],
    [
      "--estimator sdid --weights popwt",
      "--weights: “popwt” is given, but synthetic difference-in-differences",
    ],
    ["--estimator sunab,att-gt --outcome murders", "castle.csv: there is no column “murders”"],
    ["--estimator sunab,att-gt --where year>2050", "castle.csv"],
  ])("refuses %s", async (more, message) => {
    expect(await refusal([...staggered, ...more.split(" ").filter(Boolean)])).toMatch(
      new RegExp(`^error ${message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`),
    );
  });

  it("refuses a panel without treatment, and one in which nobody is treated, for one and for several", async () => {
    for (const names of [
      "sunab",
      "imputation",
      "two-stage",
      "sdid",
      "att-gt",
      "twfe",
      "sunab,imputation,sdid",
    ]) {
      const own = ["--estimator", names];
      expect(await refusal(["staggered", ...data, ...own])).toMatch(/^error .*treat/);
      const nobody = await refusal([...staggered, ...own, "--where", "cohort = 0"]);
      expect(nobody).toMatch(/^error castle\.csv.*treat/);
      expect(nobody).not.toMatch(/\n {4}at /);
    }
  });

  it("takes the last cohort, and says so, where nobody is never treated", async () => {
    const names = "twfe,att-gt,sunab,imputation,two-stage,sdid";
    const argv = [...staggered, "--where", "cohort > 0", "--estimator", names];
    const { code, document } = await callJson(argv);
    expect(code).toBe(0);
    const estimates = document.estimators.map(
      (row: { overall: { estimate: number } }) => row.overall.estimate,
    );
    for (const estimate of estimates) expect(estimate).toBeTypeOf("number");
    const { out } = await callMain(argv);
    expect(out).toMatch(/Sun and Abraham .* last treated /);
    expect(out).toMatch(/Imputation .* untreated rows /);
  });

  it("leaves the row empty of an estimator that refuses, and says why", async () => {
    const argv = [...staggered, "--estimator", "twfe,sdid", "--vcov", "hc1"];
    const { code, document } = await callJson(argv);
    expect(code).toBe(0);
    expect(document.estimators[1]).toMatchObject({ result: null, overall: { estimate: null } });
    const { out, err } = await callMain([...argv, "--lang", "zh"]);
    expect(out).toMatch(/合成双重差分 +— +— +— +—\n/);
    expect(err.replace(/\s+/g, "")).toContain(
      "“合成双重差分”无法用于这些数据或选项，其所在行留空：不支持所给的选项（covariance:“hc1”isgiven",
    );
  });

  it("reads text for units and cohorts in any order of rows", async () => {
    const [header, ...lines] = readFileSync("data/castle/castle.csv", "utf8").trim().split(/\r?\n/);
    const shuffled = join(folder, "shuffled.csv");
    writeFileSync(shuffled, [header, ...lines.reverse()].join("\n"));
    const argv = [
      "--time",
      "year",
      "--outcome",
      "l_homicide",
      "--cohort",
      "cohort",
      "--estimator",
      "sunab,att-gt",
    ];
    const call = (file: string, unit: string) => callJson(["staggered", file, "--unit", unit, ...argv]);
    const [a, b] = [await call(shuffled, "state"), await call("data/castle/castle.csv", "sid")];
    expect(a.code).toBe(0);
    a.document.estimators.forEach((row: { overall: { estimate: number } }, i: number) => {
      expect(row.overall.estimate).toBeCloseTo(b.document.estimators[i].overall.estimate, 12);
    });
  });
});

describe("event-study --estimator", () => {
  it("is the dynamic effect of the same estimator, with the review of the pre-trend where there is one base", async () => {
    const { document } = await callJson([...eventStudy, "--estimator", "sunab", "--uniform"]);
    const alone = (await callJson([...staggered, "--estimator", "sunab", "--aggregate", "dynamic"])).document;
    expect(document.estimates).toEqual(alone.estimates);
    expect(document.pretrendReview.base).toBe(-1);
    expect(document.uniformBands).toMatchObject({ level: 0.95 });
    expect(document.uniformBands.critical).toBeGreaterThan(2);
    expect(document.warnings.map((w: { code: string }) => w.code)).not.toContain("STAGGERED_TWFE");
    const imputed = (await callJson([...eventStudy, "--estimator", "imputation", "--leads", "2"])).document;
    expect(imputed.pretrendReview).toBeNull();
    expect(imputed.estimates.map((r: { eventTime: number }) => r.eventTime)).toEqual([-2, -1, 0, 1, 2, 3, 4]);
  });

  it("draws several, with bands, and reviews the design where two-way fixed effects are among them", async () => {
    const chart = join(folder, "several.svg");
    const argv = [...eventStudy, "--estimator", "twfe,sunab", "--leads", "4", "--uniform", "--out", chart];
    const { document } = await callJson(argv);
    expect(Object.keys(document.uniformBands)).toEqual(["twfe", "sunab"]);
    expect(document.warnings.map((w: { code: string }) => w.code)).toContain("STAGGERED_TWFE");
    expect(document.estimators[0].result.spec).toMatchObject({ estimator: "twfe", leads: 4 });
    expect(readFileSync(chart, "utf8")).toContain("thin lines: 95% band for the whole path");
  });

  it("refuses equivalence where leads are not measured from one period, and for several", async () => {
    expect(await refusal([...eventStudy, "--estimator", "imputation", "--equivalence", "0.1"])).toBe(
      "error --equivalence: imputation does not measure leads from the period that effects are measured from. Leave it out, or name an estimator that does: twfe, att-gt, sunab, stacked, etwfe.",
    );
    expect(await refusal([...eventStudy, "--estimator", "twfe,sunab", "--equivalence", "0.1"])).toMatch(
      /^error --equivalence: it looks at one event study, and several estimators are named\./,
    );
  });
});

describe("honest --estimator", () => {
  const honest = ["honest", ...model, "--type", "smoothness", "--m", "0"];

  it("takes the path of an estimator that measures from one period", async () => {
    const { document } = await callJson([...honest, "--estimator", "sunab"]);
    const path = (await callJson([...eventStudy, "--estimator", "sunab"])).document;
    const points = ({ estimates }: { estimates: { estimate: number }[] }) => estimates.map((r) => r.estimate);
    expect(points(document)).toEqual(points(path));
    expect(document.spec).toMatchObject({ estimator: "sunab" });
    const named = (await callJson([...honest, "--estimator", "att-gt"])).document;
    expect(named.estimates).toEqual((await callJson([...honest, "--base", "universal"])).document.estimates);
  });

  it("refuses others, and options of others", async () => {
    expect(await refusal([...honest, "--estimator", "imputation"])).toBe(
      "error --estimator: “imputation” is not one of its values. Give one of twfe, att-gt, sunab, stacked, etwfe.",
    );
    expect(await refusal([...honest, "--estimator", "sunab", "--control", "never"])).toBe(
      "error --control: sunab does not take it. Leave it out, or name an estimator that does: att-gt, etwfe.",
    );
  });
});
