// Transforms on each sample: against brute force, a CSV of the drawn rows on which the whole study is done.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { derive } from "@ceteris/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadContext, type StudyContext } from "../../src/context.ts";
import { checkStudy, readStudy } from "../../src/index.ts";
import { studyPlan } from "../../src/resampling/study-plan.ts";
import { anewText } from "../../src/sections/anew-text.ts";
import { splitTransforms } from "../../src/split-transforms.ts";
import { baselineStep } from "../../src/steps/baseline.ts";
import { eventStudyStep } from "../../src/steps/event-study.ts";
import { psmDidStep } from "../../src/steps/psm-did.ts";

type Row = Readonly<Record<string, string | number>>;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-transforms-anew-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** 27 cities in 9 provinces; some rows and cells are missing, and the file is in no order. */
const ROWS: readonly Row[] = Array.from({ length: 27 }, (_, c) =>
  [2015, 2016, 2017, 2018, 2019].map((year, t) => {
    const noise = (k: number) => Math.sin(k * (31 * c + 7 * t + 1));
    const pilot = c % 3 === 0 ? 1 : 0;
    return {
      ...{ city: `c${String(c).padStart(2, "0")}`, province: `p${Math.floor(c / 3)}`, year, pilot },
      roads: 10 + c / 4 + (pilot && year >= 2018 ? 1 : 0) + noise(1) * (c % 5),
      schools: 5 + noise(2) + (c === 4 ? 30 : 0),
      gdp: Math.exp(1 + noise(3)),
      aid: c % 11 === 7 && t === 2 ? "" : 100 * noise(5),
    };
  }),
)
  .flat()
  .filter((row) => row.city !== "c08" || row.year !== 2016)
  .map((row, i) => ({ row, key: (i * 7919) % 134 }))
  .sort((a, b) => a.key - b.key)
  .map(({ row }) => row);

const TRANSFORM = `
  - { verb: log, columns: [gdp] }
  - { verb: winsorise, columns: [roads, schools], lower: 0.1, upper: 0.9, by: [year], as: "*" }
  - { verb: standardise, columns: [aid], by: [year] }
  - { verb: groupMean, columns: [log_gdp], by: [province, year], as: around }
  - { verb: rank, columns: [gdp], by: [year] }
  - { verb: lag, columns: [gdp_rank] }
`;

function write(
  name: string,
  rows: readonly Row[],
  { index = true, outcome = "service", steps = "baseline: {}", transform = TRANSFORM, extra = "" } = {},
): string {
  const names = Object.keys(rows[0]!);
  const lines = rows.map((row) => names.map((column) => row[column]).join(","));
  writeFileSync(join(folder, `${name}.csv`), `${[names.join(","), ...lines].join("\n")}\n`);
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `
data: { file: ${name}.csv }
panel: { unit: city, time: year, treatment: { group: pilot, start: 2018 } }
transform:${transform}
${index ? "index: { name: service, indicators: [{ name: roads, direction: positive }, { name: schools, direction: positive }] }" : ""}
model: { outcome: ${outcome}, controls: [aid_std, around, gdp_rank_lag1]${extra} }
steps: { ${steps} }
`,
  );
  return path;
}

const contextOf = async (path: string) => loadContext(await readStudy(path));

/** The rows of a draw as the rows of a file: each copy of a cluster under names of its own. */
function drawnRows(rows: readonly Row[], by: "city" | "province", counts: readonly number[]): Row[] {
  const clusters = [...new Set(rows.map((row) => row[by]))].sort();
  const out: Row[] = [];
  let copy = 0;
  clusters.forEach((cluster, c) => {
    for (let k = 0; k < counts[c]!; k++) {
      const name = String(++copy).padStart(3, "0");
      for (const row of rows) {
        if (row[by] !== cluster) continue;
        out.push({ ...row, [by]: `${by}${name}`, city: `${name}-${row.city}` });
      }
    }
  });
  return out;
}

/** How often draw `k` takes each of `n` clusters. */
function countsOf(k: number, n: number): number[] {
  const stream = derive(1, k);
  const counts = new Array<number>(n).fill(0);
  for (let i = 0; i < n; i++) counts[stream.integer(n)]!++;
  return counts;
}

const STEPS = "baseline: { stepwise: false }, psmDid: { match: kernel, matchOn: [log_gdp] }, eventStudy: {}";

const effectOf = (context: StudyContext) => baselineStep(context).models.at(-1)!.estimates[0]!.estimate;

describe.each(["city", "province"] as const)("a sample of %s", (by) => {
  it.each(["bootstrap", "jackknife"] as const)("of the %s has what a file of its rows has", async (way) => {
    const steps = `${STEPS}, ${way}: { by: ${by}, of: [baseline, eventStudy, psmDid] }`;
    const context = await contextOf(write(`${way}-${by}`, ROWS, { steps }));
    const service = context.panel.table.columns.get("service")!;
    const rows = ROWS.map((row, i) => ({ ...row, held: service.values[i]! }));
    const plan = studyPlan(context, way);
    const n = by === "city" ? 27 : 9;
    for (const k of [0, 1, 5]) {
      const counts = way === "bootstrap" ? countsOf(k, n) : Array.from({ length: n }, (_, c) => +(c !== k));
      const drawn = drawnRows(rows, by, counts);
      const name = `${way}-${by}-${k}`;
      const own = await contextOf(write(name, drawn, { steps: STEPS }));
      const held = await contextOf(write(`held-${name}`, drawn, { index: false, outcome: "held" }));
      const events = eventStudyStep(own).declared.estimates.filter((row) => !row.reference);
      const expected = [
        effectOf(own),
        effectOf(held),
        psmDidStep(own).estimates[0]!.estimate,
        ...events.map((row) => row.estimate),
      ];
      const { values, failures } = plan.take(k);
      expect(failures).toEqual([]);
      expect(values).toHaveLength(expected.length);
      // The same sums over the same rows in the same order.
      values.forEach((value, t) => {
        expect(value).toBeCloseTo(expected[t]!, 12);
      });
    }
  });
});

describe("the transforms of a study", () => {
  const split = (transform: string) => {
    const path = write("split", ROWS, { transform, index: false, outcome: "roads" });
    return readStudy(path).then(({ study }) => splitTransforms(study));
  };

  it("are done once up to the first whose values depend on the other units", async () => {
    const { once, anew } = await split(`
  - { verb: lag, columns: [gdp] }
  - { verb: groupMean, columns: [gdp] }
  - { verb: rank, columns: [gdp], by: [city] }
  - { verb: groupMean, columns: [gdp], by: [year], as: of_year }
  - { verb: log, columns: [of_year] }
`);
    expect(once.map(({ verb }) => verb)).toEqual(["lag", "groupMean", "rank"]);
    expect(anew.map(({ verb }) => verb)).toEqual(["groupMean", "log"]);
    const alike = await contextOf(
      write("alike", ROWS, { transform: " [{ verb: log, columns: [gdp], as: aid_std }]" }),
    );
    expect(alike.drawnFrom.table.columns).toEqual(alike.panel.table.columns);
  });

  it("that are done anew are told in the report", () => {
    const study = (transform: object[]) => ({ transform, panel: { unit: "city" } }) as StudyContext["study"];
    const [anew, once] = [[{ verb: "rank", columns: ["gdp"] }], [{ verb: "log", columns: ["gdp"] }]];
    const index = {} as StudyContext["index"];
    const text = (lang: "en" | "zh") =>
      [
        { study: study(anew), index },
        { study: study(anew), index: null },
        { study: study(once), index },
        { study: study(once), index: null },
      ].map((context) => anewText(context, lang));
    expect(text("en")).toEqual([
      ", columns transformed and the index built anew each time",
      ", columns transformed anew each time",
      ", the index built anew each time",
      "",
    ]);
    expect(text("zh")).toEqual([
      "，每次均重新变换变量并构建指数",
      "，每次均重新变换变量",
      "，每次均重新构建指数",
      "",
    ]);
  });

  it("made anew can decide no draws, and the panel's own columns cannot be replaced", async () => {
    const messages = async (steps: string, transform = TRANSFORM, extra = "") => {
      const { problems } = await checkStudy(write("refused", ROWS, { steps, transform, extra }));
      return problems.map((problem) => problem.message);
    };
    const refusal = (column: number, where: string, way: string) =>
      `refused.yaml, line ${where === "model.cluster" ? 13 : 14}, column ${column} (${where}): “around” is a transform that each sample of the ${way} makes anew, so that no sample can be drawn by it. Draw by a column of the data.`;
    expect(await messages("jackknife: { by: around }")).toEqual([
      refusal(27, "steps.jackknife.by", "jackknife"),
    ]);
    expect(await messages("bootstrap: { strata: around }")).toEqual([
      refusal(31, "steps.bootstrap.strata", "bootstrap"),
    ]);
    expect(await messages("bootstrap: {}", TRANSFORM, ", cluster: [around]")).toEqual([
      refusal(81, "model.cluster", "bootstrap"),
    ]);
    expect(await messages("bootstrap: { by: province }", TRANSFORM, ", cluster: [around]")).toEqual([]);
    expect(await messages("describe: {}", ' [{ verb: rank, columns: [year, gdp], as: "*" }]')).toEqual([
      "refused.yaml, line 4, column 53: “transform.0.as”: this would replace “year”, which the panel is made of. Correct this value; docs/study-file.md lists what each key takes.",
    ]);
  });
});
