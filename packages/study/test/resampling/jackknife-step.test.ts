import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type JackknifeResult, withPanelColumn } from "@ceteris/core";
import { jackknife, twfe } from "@ceteris/did";
import { compositeIndex } from "@ceteris/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadContext } from "../../src/context.ts";
import { checkStudy, readStudy, runStudy } from "../../src/index.ts";
import { indexOptions } from "../../src/index-options.ts";
import { jackknifeSection } from "../../src/sections/jackknife-section.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-jackknife-"));
  // 18 cities in 9 provinces, the cities of three of them treated from 2018.
  const rows = Array.from({ length: 18 }, (_, c) =>
    [2016, 2017, 2018, 2019].map((t) => {
      const pilot = c % 9 < 3 ? 1 : 0;
      const noise = (k: number) => Math.sin(k * (31 * c + 7 * t));
      const roads = 10 + c / 4 + (pilot && t >= 2018 ? 1 : 0) + noise(1);
      return [`c${c}`, `p${c % 9}`, t, pilot, roads, 5 + noise(2), noise(3)].join(",");
    }),
  ).flat();
  writeFileSync(
    join(folder, "panel.csv"),
    ["city,province,year,pilot,roads,schools,gdp", ...rows].join("\n"),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function study(name: string, step: string): string {
  const path = join(folder, `${name}.yaml`);
  const text = `
data: { file: panel.csv }
panel: { unit: city, time: year, treatment: { group: pilot, start: 2018 } }
index:
  name: service
  indicators: [{ name: roads, direction: positive }, { name: schools, direction: positive }]
model: { outcome: service, controls: [gdp], cluster: [province] }
steps:
  baseline: {}
  jackknife: ${step}
formats: { tables: [md], charts: [], report: [] }
output: ${name}
`;
  writeFileSync(path, text);
  return path;
}

describe("the jackknife of a study", () => {
  it("leaves out each cluster of the errors, and builds the index anew without it", async () => {
    const path = study("plain", "{ centre: estimate }");
    const { panel, model, study: asked } = await loadContext(await readStudy(path));
    const { results } = await runStudy(await readStudy(path));
    const found = results.jackknife!;
    expect(found.estimates.map((row) => row.term)).toEqual(["did", "did:index-held"]);
    const own = jackknife(
      panel,
      (without) => {
        const { column } = compositeIndex(without, indexOptions(asked.index!));
        const scored = withPanelColumn(without, "service", column);
        return { estimates: twfe(scored, model).estimates.slice(0, 1) };
      },
      { by: "province", centre: "estimate" },
    );
    expect(found.estimates[0]).toEqual(own.estimates[0]);
    expect(found.clusters).toEqual({ column: "province", n: 9 });
    expect(found.spec).toEqual({ by: "province", centre: "estimate", level: 0.95 });
    // Held, the index is one more column, and the error that of the linear model: CV3.
    const cv3 = twfe(panel, { ...model, covariance: { type: "cr3", by: ["province"] } });
    const ratio = found.estimates[1]!.stdError! / cv3.estimates[0]!.stdError!;
    expect(ratio ** 2).toBeCloseTo(8 / 9, 8);
    const table = readFileSync(join(folder, "plain", "tables", "jackknife.md"), "utf8");
    expect(table).toContain("Each of 9 clusters of province is left out once");
  });

  it("takes up the clusters done before an interrupt", async () => {
    const path = study("halved", "{ by: city, of: [baseline, eventStudy] }");
    const whole = (
      await runStudy(await readStudy(study("whole", "{ by: city, of: [baseline, eventStudy] }")))
    ).results.jackknife;
    let told = 0;
    const stopped = runStudy(await readStudy(path), {
      onProgress: ({ step, state }) => {
        if (step === "jackknife" && state === "working") told++;
      },
      isInterrupted: () => told >= 5,
    });
    await expect(stopped).rejects.toMatchObject({ code: "INTERRUPTED" });
    let first: number | undefined;
    const { results } = await runStudy(await readStudy(path), {
      onProgress: ({ step, work }) => {
        if (step === "jackknife" && work) first ??= work.done;
      },
    });
    expect(first).toBe(6);
    expect(results.jackknife).toEqual(whole);
    expect(whole!.estimates.map((row) => row.term)).toEqual([
      "did",
      "did:index-held",
      "event:-2",
      "event:0",
      "event:1",
    ]);
  });

  it("is reported in both languages", async () => {
    const path = study("words", "{}");
    const context = await loadContext(await readStudy(path));
    const { results } = await runStudy(await readStudy(path));
    const section = (lang: "en" | "zh") => jackknifeSection({ context, results, lang })!;
    expect(section("en").paragraphs[0]).toMatch(
      /^Leaving out each of 9 clusters \(province\) in turn, the index built anew each time, the standard error of the effect is 0\.\d{4}, against 0\.\d{4} by the formula; the 95% interval is \[[−.\d]+, [−.\d]+\] \(p [=<] 0\.\d+\)\.$/,
    );
    expect(section("en").paragraphs[1]).toMatch(
      /^The effect lies between [−.\d]+ \(without p\d\) and [−.\d]+ \(without p\d\)\.$/,
    );
    expect(section("zh").paragraphs[0]).toMatch(
      /^以province为单位（共9个）逐一剔除，每次均重新构建指数，政策效应的标准误为0\.\d{4}（按公式计算为0\.\d{4}），95%置信区间为\[[−.\d]+, [−.\d]+\]（p [=<] 0\.\d+）。$/,
    );
    expect(section("zh").paragraphs[1]).toMatch(
      /^剔除后的政策效应介于[−.\d]+（剔除p\d）与[−.\d]+（剔除p\d）之间。$/,
    );
    expect(JSON.stringify(section("zh").sheets)).toContain("方差围绕剔除后各估计值的均值（CV3J）计算");
    const empty = { ...results, jackknife: withoutEstimates(results.jackknife!) };
    expect(jackknifeSection({ context, results: empty, lang: "en" })!.paragraphs).toHaveLength(1);
    expect(jackknifeSection({ context, results: { ...results, jackknife: null }, lang: "en" })).toBeNull();
  });

  it("check names a column that is not there, and the schema what is not known", async () => {
    const { problems } = await checkStudy(study("lost", "{ by: provinz }"));
    expect(problems.map((p) => p.message)).toEqual([
      expect.stringContaining("there is no column “provinz”. Did you mean “province”?"),
    ]);
    const wrong = await checkStudy(study("wrong", "{ centre: median }"));
    expect(wrong.problems[0]!.message).toMatch(/steps\.jackknife\.centre/);
  });
});

/** As where every cluster is needed. */
function withoutEstimates(result: JackknifeResult): JackknifeResult {
  const none = result.leftOut.map((row) => ({ ...row, estimates: { did: null } }));
  const [main, ...others] = result.estimates;
  const empty = { ...main!, stdError: null, statistic: null, pValue: null, confLow: null, confHigh: null };
  return { ...result, estimates: [empty, ...others], leftOut: none };
}
