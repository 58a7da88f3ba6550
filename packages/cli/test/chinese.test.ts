import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const CASTLE = "data/castle/castle.csv --unit sid --time year --cohort cohort --outcome l_homicide".split(
  " ",
);

describe("--lang zh", () => {
  let folder: string;
  let study: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ceteris-chinese-"));
    study = join(folder, "study.yaml");
    writeFileSync(join(folder, "castle.csv"), readFileSync("data/castle/castle.csv"));
    writeFileSync(
      study,
      "data: { file: castle.csv }\npanel: { unit: sid, time: year, treatment: { cohort: cohort } }\nmodel: { outcome: l_homicide }\nsteps: { baseline: }\nformats: { charts: [svg], report: [] }\n",
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("says warnings of a command in Chinese; JSON stays English", async () => {
    const { err } = await callMain(["did", ...CASTLE, "--lang", "zh"]);
    expect(err).toMatch(/^warning STAGGERED_TWFE 各个体的处理开始于5个不同时期/);
    const { document } = await callJson(["did", ...CASTLE, "--lang", "zh"]);
    expect(document.warnings[0].message).toMatch(/^Treatment starts at 5 different times/);
  });

  it("says what check found in Chinese", async () => {
    const { out, err } = await callMain(["check", study, "--lang", "zh"]);
    expect(out).toBe("研究可以运行：550行，50个个体，11期；1条警告。\n");
    expect(err).toMatch(/^warning STAGGERED_TWFE 各个体的处理开始于/);
    const bad = join(folder, "bad.yaml");
    writeFileSync(bad, readFileSync(study, "utf8").replace("l_homicide", "homicde"));
    expect((await callMain(["check", bad, "--lang", "zh"])).out).toBe("研究无法运行：1个问题。\n");
  });

  it("says steps, the first sentence of warnings and places of a run in Chinese", async () => {
    const { out, err } = await callMain(["run", study, "--lang", "zh"]);
    const { 1: warning } = /^warning STAGGERED_TWFE (.*)$/m.exec(err)!;
    expect(warning).toMatch(/^各个体的处理开始于[^。]*。$/);
    expect(err.split("\n").slice(0, 2)).toEqual([
      expect.stringMatching(/^✓ 数据和指数 {17}\d/),
      expect.stringMatching(/^✓ 基准回归 {19}\d/),
    ]);
    expect(out.replaceAll(folder, "")).toBe(
      [
        "报告     /output/index.html  （其中说明1条警告）",
        "表格     /output/tables/  （1张表：.csv .md .html .tex）",
        "图形     /output/charts/  （1幅图：.svg）",
        "结果     /output/results.json\n",
      ].join("\n"),
    );
  });
});
