import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const data = ["data/castle/castle.csv", "--unit", "sid", "--time", "year", "--cohort", "cohort"];
const model = ["att-gt", ...data, "--outcome", "l_homicide"];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-att-gt-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("ceteris att-gt", () => {
  it("prints one JSON document with the rows of the contract", async () => {
    const { code, document } = await callJson(model);
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: "ceteris/1", command: "att-gt", draws: null, critical: null });
    expect(document.estimates).toHaveLength(5 * 10);
    expect(document.estimates[0]).toMatchObject({
      term: "att:2006:2001",
      cohort: 2006,
      time: 2001,
      eventTime: -5,
    });
    expect(document.sample).toMatchObject({ nUnits: 50, nObs: 550, nTreatedUnits: 21 });
    expect(document.warnings.map((w: { code: string }) => w.code)).toEqual(["SMALL_COHORTS"]);
    expect(document.spec).toMatchObject({
      control: "never",
      method: "dr",
      base: "varying",
      bootstrap: 0,
      seed: 1,
    });
  });

  it("keys means by what they are by, beside the overall effect", async () => {
    const keys = { simple: "term", dynamic: "eventTime", group: "cohort", calendar: "time" };
    for (const [type, key] of Object.entries(keys)) {
      const { document } = await callJson([...model, "--aggregate", type]);
      for (const row of document.estimates) expect(row).toHaveProperty(key);
      expect(document.overall).toMatchObject({ term: type === "simple" ? "att" : "overall", dof: null });
      expect(document.spec.aggregate).toBe(type);
    }
  });

  it("tells of draws how many and of which seed, and reviews the leads of a universal base", async () => {
    const options = ["--bootstrap", "40", "--uniform", "--seed", "7"];
    const { document } = await callJson([...model, ...options]);
    expect(document.draws).toEqual({ n: 40, seed: 7 });
    expect(document.critical).toBeGreaterThan(1.96);
    const dynamic = [...model, "--aggregate", "dynamic", "--controls", "unemployrt", "--method", "reg"];
    expect((await callJson(dynamic)).document).not.toHaveProperty("pretrendReview");
    const universal = (await callJson([...dynamic, "--base", "universal", "--control", "not-yet"])).document;
    expect(universal.pretrendReview.base).toBe(-1);
    expect(universal.estimates.find((row: { reference: boolean }) => row.reference).eventTime).toBe(-1);
  });

  it("prints tables and writes charts in both languages", async () => {
    const [en, zh] = ["en", "zh"].map((lang) => join(folder, `effects-${lang}.svg`));
    expect((await callMain([...model, "--out", en!])).out).toMatch(/^Group-time average effects\n/);
    expect(readFileSync(en!, "utf8")).toContain("First treated in 2009");
    const dynamic = await callMain([...model, "--aggregate", "dynamic", "--lang", "zh", "--out", zh!]);
    expect(dynamic.out).toMatch(/^各相对时点的平均处理效应\n/);
    expect(readFileSync(zh!, "utf8")).toContain("先导项联合检验");
    const table = join(folder, "means.tex");
    await callMain([...model, "--aggregate", "group", "--out", table]);
    expect(existsSync(table)).toBe(true);
  });

  it("refuses fixed effects and other errors in its own words", async () => {
    const { code, err } = await callMain([...model, "--fe", "sid"]);
    expect(code).toBe(2);
    expect(err).toContain("--fe: group-time effects compare changes of the same units, and absorb nothing.");
    expect((await callMain([...model, "--vcov", "hc1"])).err).toContain("--vcov: “hc1” is given");
    expect((await callMain([...model, "--aggregate", "all"])).err).toContain(
      "Give one of simple, dynamic, group, calendar",
    );
  });
});

describe("ceteris honest with options of att-gt", () => {
  const honest = ["honest", ...data, "--outcome", "l_homicide", "--type", "smoothness", "--m", "0"];

  it("measures the event study of group-time effects from a universal base", async () => {
    const path = (
      await callJson([...model, "--aggregate", "dynamic", "--base", "universal", "--control", "not-yet"])
    ).document;
    const { document } = await callJson([...honest, "--control", "not-yet"]);
    expect(document.spec).toMatchObject({
      estimator: "att-gt",
      control: "not-yet",
      method: "flci",
      estimationMethod: "dr",
    });
    expect(document.estimates.map((row: { estimate: number }) => row.estimate)).toEqual(
      path.estimates.map((row: { estimate: number }) => row.estimate),
    );
    const both = await callJson([...honest, "--method", "reg", "--method", "flci", "--base", "universal"]);
    expect(both.document.spec).toMatchObject({ method: "flci", estimationMethod: "reg", control: "never" });
  });

  it("refuses what does not go together", async () => {
    const error = async (...more: string[]) => (await callMain([...honest, ...more])).err;
    expect(await error("--control", "never", "--leads", "4")).toContain(
      "--leads: att-gt does not take it. Leave it out, or name an estimator that does: twfe.",
    );
    expect(await error("--base", "varying")).toContain(
      "--base varying: effects before treatment are then each measured",
    );
    expect(await error("--anticipation", "1")).toContain(
      "--anticipation 1: effects are then measured from before the anticipation",
    );
    expect(await error("--method", "none")).toContain(
      "Give one of flci, conditional, c-lf, c-f, dr, ipw, reg",
    );
  });
});
