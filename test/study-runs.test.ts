// Whole studies: the same bytes whatever the order of rows, encoding or interruptions.
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { labelText, type Progress, type RunOptions, readStudy, runStudy } from "ceteris";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "../packages/cli/test/call-main.ts";

const pilot = "examples/pilot-study/study.yaml";
const castle = "examples/castle/study.yaml";
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-run-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Every file of a folder with its bytes. */
function contents(path: string): Record<string, string> {
  const names = (readdirSync(path, { recursive: true }) as string[])
    .filter((name) => statSync(join(path, name)).isFile())
    .sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), "latin1")]));
}

async function run(study: string, name: string, data?: string, options?: RunOptions) {
  const output = join(folder, name);
  const done = await runStudy(await readStudy(study, { output, data }), options);
  return { ...done, output };
}

/** A study is run once for all tests that only look at what it wrote. */
const runs = new Map<string, ReturnType<typeof run>>();
function runOnce(study: string, name: string, options?: RunOptions) {
  const known = runs.get(name);
  if (known) return known;
  const started = run(study, name, undefined, options);
  runs.set(name, started);
  return started;
}

/** The pilot study with its first steps alone, and no files but results.json and the page: its path. */
function shortPilot(): string {
  const path = join(folder, "short-pilot.yaml");
  const text = readFileSync(pilot, "utf8").replaceAll("../../data", join(process.cwd(), "data"));
  const steps = ["honest", "placebo", "psmDid", "bootstrap"].reduce(
    (left, step) => left.replace(new RegExp(` {2}${step}:\n(?: {4}.*\n)*`), ""),
    text.replace(/^published: .*$/m, "formats: { tables: [], charts: [], report: [] }"),
  );
  writeFileSync(path, steps);
  return path;
}

describe("a run", () => {
  it("gives the same bytes again", async () => {
    const first = await run(castle, "first");
    const second = await runOnce(castle, "castle");
    expect(contents(second.output)).toEqual(contents(first.output));
    const before = contents(first.output);
    await run(castle, "first");
    expect(contents(first.output)).toEqual(before);
  });

  it("does not depend on the order of rows", async () => {
    const [header, ...rows] = readFileSync("data/castle/castle.csv", "utf8").trim().split("\n");
    const shuffled = rows
      .map((row, i) => [(i * 7919) % rows.length, row] as const)
      .sort((a, b) => a[0] - b[0]);
    const data = join(folder, "castle.csv");
    writeFileSync(data, `${[header, ...shuffled.map(([, row]) => row)].join("\n")}\n`);
    const plain = (await runOnce(castle, "castle")).document as Record<string, unknown>;
    const other = (await run(castle, "shuffled", data)).document as Record<string, unknown>;
    expect({ ...other, data: null }).toEqual({ ...plain, data: null });
    expect(other.data).not.toEqual(plain.data);
  });

  it("reads the same panel from GB18030, CRLF, a byte order mark and gzip", async () => {
    const text = readFileSync("data/pilot-panel/panel.csv", "utf8");
    const encoded = gb18030(text);
    const copies: Record<string, Uint8Array> = {
      "gb18030.csv": encoded,
      "crlf.csv": Buffer.from(text.replaceAll("\n", "\r\n")),
      "bom.csv": Buffer.from(`\ufeff${text}`),
      "packed.csv.gz": gzipSync(encoded),
    };
    const study = shortPilot();
    const plain = JSON.parse((await callMain(["run", study, "--output", join(folder, "p"), "--json"])).out);
    expect([plain.index.kind, plain.baseline.models.length]).toEqual(["index", 5]);
    for (const [name, bytes] of Object.entries(copies)) {
      const data = join(folder, name);
      writeFileSync(data, bytes);
      const argv = ["run", study, "--data", data, "--output", join(folder, "p"), "--json"];
      const { out } = await callMain(argv);
      const document = JSON.parse(out);
      expect(document.data.file).toBe(name);
      expect({ ...document, data: null }).toEqual({ ...plain, data: null });
      expect(readFileSync(join(folder, "p", "results.json"), "utf8")).toBe(out);
    }
  });

  it("that was interrupted goes on where it stopped, with the same bytes", async () => {
    const whole = contents((await runOnce(castle, "castle")).output);
    for (const after of [0, 2, 4]) {
      const name = `interrupted-${after}`;
      let asked = 0;
      const stop = { isInterrupted: () => asked++ > after };
      await expect(run(castle, name, undefined, stop)).rejects.toMatchObject({ code: "INTERRUPTED" });
      expect(readdirSync(join(folder, name))).toEqual([".partial"]);
      const seen: Progress[] = [];
      const again = await run(castle, name, undefined, { onProgress: (p) => seen.push(p) });
      expect(seen.filter((p) => p.state === "kept")).toHaveLength(after);
      expect(contents(again.output)).toEqual(whole);
    }
  });

  it("takes up the steps that nothing changed of, and no others", async () => {
    const text = readFileSync(castle, "utf8").replaceAll("../../data", join(process.cwd(), "data"));
    const study = join(folder, "changed.yaml");
    const data = join(folder, "castle-copy.csv");
    const bytes = readFileSync("data/castle/castle.csv", "utf8");
    /** The steps that a run takes up, after one that ended before its placebo. */
    async function keptAfter(change: (text: string) => string, changed = bytes) {
      rmSync(join(folder, "changed"), { recursive: true, force: true });
      writeFileSync(data, bytes);
      let asked = 0;
      const stop = { isInterrupted: () => asked++ > 3 };
      await expect(run(castle, "changed", data, stop)).rejects.toMatchObject({ code: "INTERRUPTED" });
      writeFileSync(study, change(text));
      writeFileSync(data, changed);
      const seen: Progress[] = [];
      await expect(
        run(study, "changed", data, {
          onProgress: (p) => seen.push(p),
          isInterrupted: () => seen.some(({ step }) => step === "placebo"),
        }),
      ).rejects.toMatchObject({ code: "INTERRUPTED" });
      return seen.flatMap(({ step, state }) => (state === "kept" ? [step] : []));
    }
    const all = ["describe", "baseline", "eventStudy"];
    expect(await keptAfter((same) => same)).toEqual(all);
    expect(await keptAfter((now) => now.replace("draws: 500", "draws: 100"))).toEqual(all);
    expect(await keptAfter((now) => now.replace(/^output: .*/m, "formats: {}\noutput: there"))).toEqual(all);
    expect(await keptAfter((now) => now.replace("leads: 5", "leads: 4"))).toEqual(["describe", "baseline"]);
    expect(await keptAfter((now) => now.replace(/controls: .*/, "controls: [poverty]"))).toEqual([]);
    expect(await keptAfter((same) => same, `${bytes}\n`)).toEqual([]);
  });

  it("removes what an earlier run of the study wrote and this one does not, and nothing else", async () => {
    const { output } = await run(castle, "shrinking");
    writeFileSync(join(output, "tables", "mine.csv"), "kept");
    const text = readFileSync(castle, "utf8").replaceAll("../../data", join(process.cwd(), "data"));
    const study = join(folder, "study.yaml");
    writeFileSync(study, text.replace(/ {2}placebo:\n(?: {4}.*\n)*/, ""));
    const { results } = await run(study, "shrinking");
    expect(results.placebo).toBeNull();
    const names = Object.keys(contents(output));
    expect(names.filter((name) => name.includes("placebo"))).toEqual([]);
    expect(names).toContain("tables/mine.csv");
    expect(names).toContain("tables/baseline.csv");
  });

  it("--strict ends with 3 when the design has warnings, after everything is written", async () => {
    const output = join(folder, "strict");
    const { code } = await callMain(["run", shortPilot(), "--output", output, "--strict"]);
    expect(code).toBe(3);
    expect(existsSync(join(output, "index.html"))).toBe(true);
    expect((await callMain(["check", pilot, "--strict"])).code).toBe(3);
    expect((await callMain(["check", pilot])).code).toBe(0);
  });

  it("check remarks on the base of an event study that is only planned", async () => {
    const { document } = await callJson(["check", pilot]);
    const codes = document.design.map((warning: { code: string }) => warning.code);
    expect(codes).toContain("BASE_NOT_LAST_PRE");
    expect(codes).not.toContain("SIGNIFICANT_LEADS");
  });

  it("with --json prints results.json and speaks on standard error only", async () => {
    const output = join(folder, "json");
    const { out, err } = await callMain(["run", castle, "--output", output, "--json"]);
    expect(out).toBe(readFileSync(join(output, "results.json"), "utf8"));
    expect(err).toContain("✓ baseline");
    expect(out).not.toMatch(/NaN|Infinity/);
  });

  it("reads a study file in GB18030 as one in UTF-8", async () => {
    const place = join(folder, "examples", "castle");
    cpSync("examples/castle/study.yaml", join(place, "study.yaml"));
    cpSync("data/castle", join(folder, "data", "castle"), { recursive: true });
    const text = readFileSync(join(place, "study.yaml"), "utf8");
    writeFileSync(join(place, "gb.yaml"), gb18030(text));
    const a = await readStudy(join(place, "study.yaml"));
    const b = await readStudy(join(place, "gb.yaml"));
    expect(b.study).toEqual(a.study);
    expect(JSON.stringify(b.study)).toContain("城堡法与凶杀案");
  });
});

describe("the study of castle-doctrine laws", () => {
  it("gives the numbers of the single commands", async () => {
    const { results } = await runOnce(castle, "castle");
    const model = [
      "data/castle/castle.csv",
      ...["--unit", "state", "--time", "year", "--cohort", "cohort", "--outcome", "l_homicide"],
      ...["--controls", "unemployrt,poverty,l_income,l_prisoner"],
    ];
    const { document: did } = await callJson(["did", ...model]);
    expect(results.baseline!.models).toHaveLength(5);
    expect(results.baseline!.models.at(-1)!.estimates).toEqual(did.estimates);
    const { document: events } = await callJson(["event-study", ...model, "--leads", "5", "--lags", "3"]);
    expect(results.eventStudy!.declared.estimates).toEqual(events.estimates);
    const { document: placebo } = await callJson(["placebo", ...model]);
    expect(results.placebo!.pValue).toEqual(placebo.pValue);
    const matching = ["--design", "baseline", "--baseline", "2005", "--match", "radius", "--caliper", "0.05"];
    const { document: psm } = await callJson(["psm-did", ...model, ...matching]);
    expect(results.psmDid!.estimates).toEqual(psm.estimates);
    expect(results.design.map((w) => w.code)).toContain("STAGGERED_TWFE");
  });
});

describe("the pilot study", () => {
  const page = async (lang: "en" | "zh") => {
    const { output, results } = await runOnce(pilot, `pilot-${lang}`, { lang });
    const text = readFileSync(join(output, "index.html"), "utf8").replace(/<svg[\s\S]*?<\/svg>/g, "");
    return { results, text: text.replace(/<[^>]+>/g, " ") };
  };

  it("says in both languages what the numbers show", async () => {
    const { results, text: en } = await page("en");
    const { text: zh } = await page("zh");
    const significant = (rows: readonly { eventTime: number; pValue: number | null }[]) =>
      rows.filter((e) => e.eventTime < 0 && e.pValue !== null && e.pValue < 0.05).length;
    expect(significant(results.eventStudy!.declared.estimates)).toBe(2);
    expect(significant(results.eventStudy!.lastPre!.estimates)).toBe(0);
    expect(en).toContain("The base is 2018, the period in which treatment starts");
    expect(zh).toContain("基期为政策实施当期（2018）");
    expect(en).toContain("With base 2018, 2 of 2 leads differ from zero at 5%");
    expect(zh).toContain("以2018为基期时，2个先导项中有2个在5%水平上显著");
    expect(en).toContain("With base 2017, 0 of 1 lead differs from zero at 5%");
    expect(zh).toContain("以2017为基期时，1个先导项在5%水平上不显著");
    expect(en).toContain("Clustered by province (30 clusters)");
    expect(zh).toContain("若聚类到省份层面（30个聚类");
    const [clustered] = results.baseline!.alsoClustered;
    expect(clustered!.fit.nClusters).toEqual({ province: 30 });
  });

  it("sets every printed figure beside its own", async () => {
    const { results } = await page("en");
    const { counts, tables } = results.comparison!;
    const printed = readFileSync("examples/pilot-study/published.yaml", "utf8").match(/printed:/g)!;
    expect(counts.same + counts.near + counts.differs).toBe(printed.length);
    expect(counts.absent).toBe(0);
    // The printed R² within the models do not rise as controls are added, so no one panel has them all.
    const apart = tables.flatMap((t) => t.figures).filter((f) => f.verdict === "differs");
    const others = apart.filter((f) => !labelText(f.item, "en").includes("R² within"));
    expect(others.length).toBeLessThanOrEqual(3);
    expect(counts.same).toBeGreaterThan(printed.length * 0.7);
  });
});

/** Text in GB18030, built from what the decoder does: the platform has no encoder. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder("gb18030");
  const table = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && !table.has(character)) table.set(character, [lead, trail]);
    }
  }
  return Uint8Array.from(
    [...text].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : table.get(c)!)),
  );
}
