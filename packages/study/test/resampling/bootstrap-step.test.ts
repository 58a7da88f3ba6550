import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finishWork, withPanelColumn } from "@ceteris/core";
import { pairsBootstrap, twfe, weightedDid } from "@ceteris/did";
import { compositeIndex } from "@ceteris/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadContext } from "../../src/context.ts";
import { checkStudy, readStudy, runStudy } from "../../src/index.ts";
import { indexOptions } from "../../src/index-options.ts";
import type { StudyResults } from "../../src/results.ts";
import { bootstrapSection } from "../../src/sections/bootstrap-section.ts";
import { baselineStep } from "../../src/steps/baseline.ts";
import { bootstrapStep } from "../../src/steps/bootstrap.ts";
import { psmDidStep } from "../../src/steps/psm-did.ts";
import type { StepTools } from "../../src/steps/step.ts";
import { weightingStep } from "../../src/steps/weighting.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-bootstrap-"));
  // 24 cities, 8 of them treated from 2018; the outcome is an index of two indicators, one of which moves.
  const rows = Array.from({ length: 24 }, (_, c) =>
    [2016, 2017, 2018, 2019].map((t) => {
      const treated = c % 3 === 0 && t >= 2018 ? 1 : 0;
      const noise = (k: number) => Math.sin(k * (31 * c + 7 * t));
      const roads = 10 + c / 4 + treated + noise(1);
      return [`c${c}`, `p${c % 6}`, t, c % 3 === 0 ? 1 : 0, roads, 5 + noise(2), noise(3)].join(",");
    }),
  ).flat();
  writeFileSync(
    join(folder, "panel.csv"),
    ["city,province,year,pilot,roads,schools,gdp", ...rows].join("\n"),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

function study(name: string, bootstrap: string, psmDid = ""): string {
  const path = join(folder, `${name}.yaml`);
  const text = `
data: { file: panel.csv }
panel: { unit: city, time: year, treatment: { group: pilot, start: 2018 } }
index:
  name: service
  indicators: [{ name: roads, direction: positive }, { name: schools, direction: positive }]
model: { outcome: service, controls: [gdp] }
steps:
  baseline: {}
${psmDid}  bootstrap: ${bootstrap}
formats: { tables: [md], charts: [], report: [] }
output: ${name}
`;
  writeFileSync(path, text);
  return path;
}

const contents = (name: string) =>
  Object.fromEntries(
    (readdirSync(join(folder, name), { recursive: true }) as string[])
      .filter((file) => /\.\w+$/.test(file) && !file.startsWith("."))
      .map((file) => [file, readFileSync(join(folder, name, file), "utf8")]),
  );

/** The step alone, on the draws that nobody kept before. */
async function step(path: string) {
  const context = await loadContext(await readStudy(path));
  const tools: StepTools = {
    drive: async (work) => finishWork(work),
    threads: 1,
    tell: () => {},
    recall: async () => null,
    remember: async () => {},
  };
  return { context, bootstrap: await bootstrapStep(context, tools) };
}

describe("the bootstrap of a study", () => {
  it("builds the index anew on each draw, and beside it holds it", async () => {
    const { context, bootstrap } = await step(study("plain", "{ draws: 40 }"));
    expect(bootstrap.estimates.map((row) => row.term)).toEqual(["did", "did:index-held"]);
    expect(bootstrap.clusters).toEqual({ column: "city", n: 24 });
    expect(bootstrap.spec).toMatchObject({ draws: 40, by: "city", seed: 1, interval: "percentile" });
    const { panel, model } = context;
    const did = (p: typeof panel) => ({ estimates: twfe(p, model).estimates.slice(0, 1) });
    const [carried, held] = bootstrap.estimates;
    expect([carried!.estimate, held!.estimate]).toEqual([1, 1].map(() => did(panel).estimates[0]!.estimate));
    expect(carried!.stdError).not.toBe(held!.stdError);
    // Held, the index is one more column: the draws are those of twfe on the panel that has it.
    const alone = pairsBootstrap(panel, did, { draws: 40 });
    expect(bootstrap.values["did:index-held"]).toEqual(alone.values.did);
    // Carried, each draw is a study of its own: index, then regression, on the drawn rows.
    const anew = pairsBootstrap(
      panel,
      (drawn) => {
        const { column } = compositeIndex(drawn, indexOptions(context.study.index!));
        return did(withPanelColumn(drawn, "service", column));
      },
      { draws: 40 },
    );
    expect(bootstrap.values.did).toEqual(anew.values.did);
  });

  it("takes the match, the event study, and clusters and strata as asked", async () => {
    const asked = "{ draws: 30, by: province, strata: pilot, interval: normal, of: [psmDid, eventStudy] }";
    const match = "  psmDid: { match: nearest }\n";
    const { context, bootstrap } = await step(study("more", asked, match));
    const { estimates, spec, clusters } = bootstrap;
    expect(estimates.map((row) => row.term)).toEqual(["psm-did", "event:-2", "event:0", "event:1"]);
    expect(estimates[0]!.estimate).toBe(psmDidStep(context).estimates[0]!.estimate);
    expect(clusters).toEqual({ column: "province", n: 6 });
    expect(spec).toMatchObject({ strata: "pilot", interval: "normal" });
    const both = await step(study("default", "{ draws: 5 }", match));
    expect(both.bootstrap.estimates.map((row) => row.term)).toEqual(["did", "did:index-held", "psm-did"]);
  });

  it("warns of a match with a fixed number of neighbours, of no other", async () => {
    const warned = async (name: string, of: string, match: string) => {
      const { bootstrap } = await step(study(name, `{ draws: 5, of: [${of}] }`, `  psmDid: ${match}\n`));
      return bootstrap.warnings.filter(({ code }) => code === "BOOTSTRAP_NEAREST_MATCH");
    };
    const [found, ...more] = await warned("neighbours", "psmDid", "{ match: mahalanobis, ratio: 2 }");
    expect(more).toEqual([]);
    expect(found!.message).toBe(
      "The bootstrap goes through a match with a fixed number of nearest partners (mahalanobis, 2 to each treated), for which its standard error is not valid, however many draws are taken (Abadie and Imbens 2008). Use radius or kernel matching, or weights, or read the interval of the effect after matching as a rough guide only.",
    );
    expect((await warned("by-default", "psmDid", "{}")).map((w) => w.details)).toEqual([
      { match: "nearest", ratio: 1 },
    ]);
    expect(await warned("kernel", "psmDid", "{ match: kernel }")).toEqual([]);
    expect(await warned("unmatched", "baseline", "{}")).toEqual([]);
  });

  it("makes balancing weights anew on each draw", async () => {
    const { context, bootstrap } = await step(
      study(
        "weighted",
        "{ draws: 10, of: [weighting] }",
        "  weighting: { weightOn: [gdp], eventStudy: true }\n",
      ),
    );
    const [row] = bootstrap.estimates;
    expect([row!.term, row!.estimate]).toEqual([
      "weighted-did",
      weightingStep(context).estimates[0]!.estimate,
    ]);
    const { model, study: asked, panel } = context;
    const alone = pairsBootstrap(
      panel,
      (drawn) => {
        const { column } = compositeIndex(drawn, indexOptions(asked.index!));
        const scored = withPanelColumn(drawn, "service", column);
        const { estimates } = weightedDid(scored, { ...model, weightOn: ["gdp"], eventStudy: null });
        return { estimates: estimates.slice(0, 1) };
      },
      { draws: 10 },
    );
    expect(bootstrap.values["weighted-did"]).toEqual(alone.values.did);
    const results = { bootstrap, baseline: null } as unknown as StudyResults;
    const section = bootstrapSection({ context, results, lang: "zh" })!;
    expect(section.figures.map((figure) => figure.id)).toEqual(["bootstrap"]);
    expect(JSON.stringify(section.sheets)).toContain("加权后");
  });

  it("interrupted, keeps the draws done; the next run goes on with the same bytes", async () => {
    await runStudy(await readStudy(study("whole", "{ draws: 40 }")));
    const path = study("halved", "{ draws: 40 }");
    let told = 0;
    const run = runStudy(await readStudy(path), {
      onProgress: ({ step, state }) => {
        if (step === "bootstrap" && state === "working") told++;
      },
      isInterrupted: () => told >= 15,
    });
    await expect(run).rejects.toMatchObject({ code: "INTERRUPTED" });
    const finished = readdirSync(join(folder, "halved", ".partial", "finished"));
    expect(finished.filter((name) => name.startsWith("bootstrap-draws-"))).toHaveLength(15);
    let first: number | undefined;
    await runStudy(await readStudy(path), {
      onProgress: ({ step, work }) => {
        if (step === "bootstrap" && work) first ??= work.done;
      },
    });
    expect(first).toBe(16);
    const [whole, halved] = [contents("whole"), contents("halved")];
    const plain = (files: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(files).map(([file, text]) => [file, text.replaceAll(/\b(whole|halved)\b/g, "")]),
      );
    expect(plain(halved)).toEqual(plain(whole));
  });

  it("is reported in both languages", async () => {
    const { context, bootstrap } = await step(study("words", "{ draws: 60 }"));
    const results = { bootstrap, baseline: baselineStep(context) } as unknown as StudyResults;
    const section = (lang: "en" | "zh") => bootstrapSection({ context, results, lang })!;
    const [en, zh] = [section("en"), section("zh")];
    expect(en.paragraphs[0]).toMatch(
      /^Over 60 draws of 24 clusters \(city\), the index built anew each time, the standard error of the effect is 0\.\d{4}, against 0\.\d{4} by the formula; the 95% interval is \[[−.\d]+, [−.\d]+\] \(p [=<] 0\.\d+\)\.$/,
    );
    expect(en.paragraphs[1]).toMatch(
      /^With the index held as it was built on all the data the same draws give 0\.\d{4}: (building it anew makes|[\d.]+% of the variance)/,
    );
    expect(zh.paragraphs[0]).toMatch(
      /^以city为单位（共24个）有放回抽样60次，每次均重新构建指数，政策效应的标准误为0\.\d{4}（按公式计算为0\.\d{4}），95%置信区间为\[[−.\d]+, [−.\d]+\]（p [=<] 0\.\d+）。$/,
    );
    expect(zh.paragraphs[1]).toMatch(/^若指数沿用全样本构建的结果，同样的抽样得到的标准误为0\.\d{4}：/);
    for (const { sheets, figures, warnings } of [en, zh]) {
      expect(sheets.map((sheet) => sheet.id)).toEqual(["bootstrap"]);
      expect(figures.map((figure) => figure.id)).toEqual(["bootstrap"]);
      expect(warnings).toEqual(bootstrap.warnings);
    }
  });

  it("check names columns that are not there, and the schema what is not known", async () => {
    const { problems } = await checkStudy(study("lost", "{ by: provinz }"));
    expect(problems.map((p) => p.message)).toEqual([
      expect.stringContaining("there is no column “provinz”. Did you mean “province”?"),
    ]);
    const wrong = await checkStudy(study("wrong", "{ of: [placebo] }"));
    expect(wrong.problems[0]!.message).toMatch(/steps\.bootstrap\.of/);
  });
});
