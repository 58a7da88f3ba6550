import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HONEST_CHOICES } from "@ceteris/did";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const data = ["honest", "data/castle/castle.csv", "--unit", "state", "--time", "year", "--cohort", "cohort"];
const model = [...data, "--outcome", "l_homicide", "--leads", "4", "--lags", "3"];

let folder: string;
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
let beta: string;
let vcov: string;
let files: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-honest-"));
  beta = file("beta.csv", "eventTime,estimate\n-3,0.01\n-2,-0.02\n0,0.3\n1,0.4\n");
  vcov = file(
    "vcov.csv",
    "0.004,0.001,0.001,0.001\n0.001,0.004,0.001,0.001\n0.001,0.001,0.004,0.001\n0.001,0.001,0.001,0.004\n",
  );
  files = ["honest", "--beta", beta, "--vcov-matrix", vcov, "--pre", "2"];
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("ceteris honest", () => {
  it("prints one JSON document from data, with sample and bounds", async () => {
    const { code, document } = await callJson([...model, "--m", "1,0.5"]);
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: "ceteris/1", command: "honest", kind: "honest" });
    expect(document.bounds.map((row: object) => Object.keys(row))).toEqual([
      ["type", "m", "confLow", "confHigh"],
      ["type", "m", "confLow", "confHigh"],
    ]);
    expect(document.bounds.map((row: { m: number }) => row.m)).toEqual([0.5, 1]);
    expect(document.sample).toMatchObject({ nRows: 550, nUnits: 50 });
    expect(document.spec).toMatchObject({
      type: "relative",
      leads: 4,
      lags: 3,
      data: { file: "castle.csv" },
    });
    const study = await callJson(["event-study", ...model.slice(1)]);
    const first = study.document.estimates.find((row: { eventTime: number }) => row.eventTime === 0);
    expect(document.original.estimate).toBe(first.estimate);
    expect(document.original.stdError).toBeCloseTo(first.stdError, 14);
  });

  it("takes coefficients and their covariance instead, however the numbers are split", async () => {
    const { code, document } = await callJson([
      ...files,
      "--post",
      "2",
      "--type",
      "smoothness",
      "--m",
      "0,0.05",
    ]);
    expect(code).toBe(0);
    expect(document.original.estimate).toBe(0.3);
    expect(document.sample).toBeNull();
    expect(document.breakdown).toBeGreaterThan(0.05);
    const blanks = file(
      "blanks.txt",
      `\uFEFF${readFileSync(vcov, "utf8").replaceAll(",", "  ").replaceAll("\n", "\r\n")}\n`,
    );
    const again = await callJson([
      "honest",
      "--beta",
      beta,
      "--vcov-matrix",
      blanks,
      "--pre",
      "2",
      "--type",
      "smoothness",
      "--m",
      "0,0.05",
    ]);
    expect(again.document.bounds).toEqual(document.bounds);
  });

  it("takes the target by name or event time", async () => {
    const average = await callJson([...files, "--target", "average"]);
    expect(average.document.original.estimate).toBeCloseTo(0.35, 14);
    const second = await callJson([...files, "--target", "1"]);
    expect(second.document.original.estimate).toBe(0.4);
  });

  it("takes a restriction on sign or direction, and a method, and lists what the library takes", async () => {
    const { document } = await callJson([
      ...files,
      "--type",
      "smoothness",
      "--restrict",
      "positive",
      "--m",
      "0.1",
    ]);
    expect(document).toMatchObject({ type: "smoothness", restrict: "positive", method: "c-f" });
    const other = await callJson([
      ...files,
      "--type",
      "relative-smoothness",
      "--method",
      "conditional",
      "--m",
      "1",
    ]);
    expect(other.document.spec).toMatchObject({ restrict: null, method: "conditional", m: [1] });
    const { out } = await callMain(["honest", "--help"]);
    for (const words of [HONEST_CHOICES.type, HONEST_CHOICES.restrict, HONEST_CHOICES.method]) {
      expect(out.replace(/\s+/g, " ")).toContain(words.join(", "));
    }
    const { err } = await callMain([...files, "--method", "flci"]);
    expect(err).toContain(
      "fixed-length intervals (flci) do not exist for relative, whose bound the leads decide",
    );
  });

  it("prints a table in both languages and draws its chart", async () => {
    const svg = join(folder, "honest.svg");
    const { code, out } = await callMain([...files, "--out", svg]);
    expect(code).toBe(0);
    expect(out).toContain("Breakdown value M̄");
    expect(readFileSync(svg, "utf8")).toContain("Sensitivity to differences in trends");
    expect((await callMain([...files, "--lang", "zh"])).out).toContain("临界值 M̄");
  });
});

describe("ceteris honest refuses", () => {
  const complaint = async (...argv: string[]) => {
    const { code, out, err } = await callMain(["honest", ...argv]);
    expect([code, out]).toEqual([2, ""]);
    return err;
  };
  const bad = (name: string, text: string) => file(name, text);

  it("nothing to work on, or too much", async () => {
    expect(await complaint()).toContain(
      "no data are given. Name a data file, or give --beta and --vcov-matrix",
    );
    expect(await complaint("panel.csv", "--beta", beta)).toContain(
      "coefficients and the data “panel.csv” are both given",
    );
    expect(await complaint("panel.csv", "--unit", "a")).toContain(
      "--time, --outcome: data need it, and it is missing",
    );
    expect(await complaint("--beta", beta)).toContain("--vcov-matrix, --pre: coefficients need it");
  });

  it("files that do not hold what they should", async () => {
    const withBeta = (path: string) => complaint("--beta", path, "--vcov-matrix", vcov, "--pre", "2");
    const withVcov = (path: string) => complaint("--beta", beta, "--vcov-matrix", path, "--pre", "2");
    expect(await withBeta(bad("b1.csv", "time,estimate\n1,2\n"))).toContain(
      "there is no column “eventTime”; it has time, estimate",
    );
    expect(await withBeta(bad("b2.csv", "eventTime,estimate\n-1,NA\n"))).toContain(
      "b2.csv, column estimate, row 1: the value is missing or not finite. Give a number in every row",
    );
    expect(await withBeta(bad("b3.csv", "eventTime,estimate\n-2,0.1\n0,x\n"))).toContain(
      "b3.csv, column estimate, row 2: “x” is not a number",
    );
    expect(await withVcov(beta)).toContain(
      "beta.csv, line 1: not every value is a number. Give the matrix alone",
    );
    expect(await withVcov(bad("v1.csv", "1,2\n3\n"))).toContain(
      "2 rows of 2, 1 values are not a square matrix",
    );
    expect(await withVcov(bad("v2.csv", ""))).toContain("v2.csv: the file is empty");
    expect(await withVcov(bad("v4.csv", "1,0.5\n\n0.5,x\n"))).toContain(
      "v4.csv, line 3: not every value is a number",
    );
    expect(await withVcov(bad("v3.csv", "1,0.5\n0.5,1\n"))).toContain(
      "it has 2 rows and 2 columns for 4 estimates",
    );
    expect(await withVcov(join(folder, "none.csv"))).toContain("there is no such file");
  });

  it("counts and sizes that do not fit", async () => {
    expect(await complaint(...files.slice(1), "--post", "3")).toContain(
      "--pre, --post: 2 and 3 do not add up to the 4 estimates of beta.csv",
    );
    expect(await complaint(...files.slice(1), "--m", "1,x")).toContain(
      "--m: “x” is not a number of at least 0",
    );
    expect(await complaint(...files.slice(1), "--target", "last")).toContain(
      "--target: “last” is not an effect. Give first, average, or an event time such as 2",
    );
    expect(await complaint(...files.slice(1), "--target", "7")).toContain(
      "--target: there is no event time 7 after the base",
    );
    expect(await complaint(...files.slice(1), "--type", "rm")).toContain(
      "Give one of relative, smoothness, relative-smoothness",
    );
  });
});
