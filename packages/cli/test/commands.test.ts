import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definePanel } from "@ceteris/core";
import { readTable } from "@ceteris/data";
import {
  COVARIANCE_CHOICES,
  MATCHING_CHOICES,
  PLACEBO_CHOICES,
  pairsBootstrap,
  RESAMPLING_CHOICES,
  twfe,
  WILD_CHOICES,
} from "@ceteris/did";
import { INDEX_CHOICES } from "@ceteris/index";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const castle = "data/castle/castle.csv";
const panel = [castle, "--unit", "state", "--time", "year"];
const model = [...panel, "--cohort", "cohort", "--outcome", "l_homicide"];
const controls = ["--controls", "unemployrt,poverty"];
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  describe: [...panel, "--cohort", "cohort"],
  did: [...model, ...controls],
  "event-study": [...model, "--leads", "4", "--lags", "3"],
  placebo: [...model, "--draws", "99"],
  "leave-one-out": [...model, ...controls],
  bootstrap: [...model, "--draws", "60"],
  "psm-did": [...model, ...controls, "--match", "radius", "--caliper", "0.1"],
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-cli-"));
  writeFileSync(
    join(folder, "indicators.yaml"),
    "- { name: robbery, direction: negative, label: { en: Robbery, zh: 抢劫 } }\n- { name: l_income, direction: positive }\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true }));
const indexArgs = () => [...panel, "--spec", join(folder, "indicators.yaml")];
const argsOf = (name: string) => [name, ...(name === "index" ? indexArgs() : COMMANDS[name]!)];
const names = [...Object.keys(COMMANDS), "index"];

const ROW = ["term", "estimate", "stdError", "statistic", "dof", "pValue", "confLow", "confHigh"];

describe("every command", () => {
  it.each(names)("%s prints one JSON document with the fields of the contract", async (name) => {
    const { code, document } = await callJson(argsOf(name));
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: "ceteris/1", command: name, version: "0.1.0" });
    expect(Object.keys(document).slice(0, 3)).toEqual(["schema", "command", "version"]);
    expect(document.spec.data.sha256).toBe(
      "d79970704cf39ca36edbbfc97a98bec5cdb1ce3fdca7872f02038d1bba6f7faf",
    );
    expect(document.spec.data.file).toBe("castle.csv");
    expect(Array.isArray(document.warnings)).toBe(true);
    expect(JSON.stringify(document)).not.toMatch(/NaN|Infinity/);
  });

  it.each(["did", "event-study", "psm-did", "leave-one-out"])(
    "%s has sample, estimates, fit and the seed",
    async (name) => {
      const { document } = await callJson(argsOf(name));
      expect(document.sample).toMatchObject({
        nRows: 550,
        dropped: { missing: 0, singleton: 0, filtered: 0 },
      });
      for (const row of document.estimates) for (const key of ROW) expect(row).toHaveProperty(key);
      expect(document.fit).toMatchObject({
        r2: expect.any(Number),
        nClusters: { state: expect.any(Number) },
      });
      expect(document.spec).toMatchObject({ seed: 1, where: null, level: 0.95, unit: "state" });
    },
  );

  it.each(names)("%s prints tables in both languages", async (name) => {
    const en = await callMain(argsOf(name));
    const zh = await callMain([...argsOf(name), "--lang", "zh"]);
    expect([en.code, zh.code]).toEqual([0, 0]);
    expect(en.out).toContain("━━━");
    expect(en.out).not.toMatch(/[\u4e00-\u9fff]|undefined|NaN/);
    expect(zh.out).toMatch(/[\u4e00-\u9fff]/);
    expect(zh.out).not.toMatch(/undefined|NaN/);
  });

  it.each(names)("%s writes what --out asks for, and nothing beside", async (name) => {
    const drawn = ["event-study", "placebo", "psm-did", "index", "leave-one-out", "bootstrap"].includes(name);
    const endings = [".json", ".csv", ".md", ".tex", ".html", ...(drawn ? [".svg", ".vl.json"] : [])];
    const starts: Record<string, string> = {
      ".json": '{\n  "schema": "ceteris/1"',
      ".csv": "\ufeff",
      ".md": "**",
      ".tex": "% \\usepackage",
      ".html": "<!doctype html>",
      ".svg": "<svg",
      ".vl.json": '{\n  "$schema": "https://vega.github.io/schema/vega-lite/',
    };
    for (const ending of endings) {
      const file = join(folder, `${name}${ending}`);
      expect((await callMain([...argsOf(name), "--out", file])).code).toBe(0);
      const text = readFileSync(file, "utf8");
      expect(text.startsWith(starts[ending]!), `${ending}: ${text.slice(0, 40)}`).toBe(true);
      expect(text.slice(1)).not.toContain("\ufeff");
    }
    expect(readdirSync(folder).filter((f) => f.startsWith("."))).toEqual([]);
    const saved = readFileSync(join(folder, `${name}.json`), "utf8");
    expect((await callMain([...argsOf(name), "--json"])).out).toBe(saved);
  });
});

describe("single commands", () => {
  it("did: --where drops rows and counts them", async () => {
    const { document } = await callJson(["did", ...model, "--where", "state != 'Florida' and year > 2000"]);
    expect(document.sample).toMatchObject({ nRows: 550, nObs: 490, nUnits: 49, dropped: { filtered: 60 } });
    expect(document.spec.where).toBe("state != 'Florida' and year > 2000");
  });

  it("did: --wild adds the bootstrap to the document and a sentence to the table", async () => {
    const args = [...argsOf("did"), "--wild", "999"];
    const { document } = await callJson(args);
    expect(document.wild).toMatchObject({ nDraws: 999, enumerated: false, weights: "rademacher", seed: 1 });
    for (const key of ["pValue", "confLow", "confHigh"])
      expect(document.wild[key]).toEqual(expect.any(Number));
    expect(document.estimates).toEqual((await callJson(argsOf("did"))).document.estimates);
    const other = await callJson([...args, "--seed", "2", "--wild-weights", "webb", "--no-impose-null"]);
    expect(other.document.wild).toMatchObject({ weights: "webb", imposeNull: false, seed: 2 });
    const { wild } = document;
    const interval = [wild.confLow, wild.confHigh].map((v) => v.toFixed(4).replace("-", "−")).join(", ");
    expect((await callMain(args)).out).toContain(
      `Wild cluster bootstrap of DID: p = ${wild.pValue.toFixed(3)}, 95% confidence interval [${interval}]; Rademacher weights, 999 draws, null imposed, clustered by state.`,
    );
    expect((await callMain([...args, "--lang", "zh"])).out).toContain(
      `DID的野聚类自助法（wild cluster bootstrap）：p = ${wild.pValue.toFixed(3)}，95%置信区间[${interval}]；Rademacher权重，抽样999次，施加原假设，聚类到state层面。`,
    );
  });

  it("did: --wild draws every vector of Rademacher weights when there are few clusters", async () => {
    const few = ["--where", "state in ('Florida', 'Georgia', 'Texas', 'Ohio', 'Utah', 'Maine', 'Iowa')"];
    const args = ["did", ...model, ...few, "--wild", "999"];
    const { out } = await callMain([...args, "--wild-weights", "rademacher", "--level", "0.99"]);
    expect(out).toMatch(/Wild .* interval \[−∞, ∞\]; Rademacher weights, all 128 of them, null imposed/);
    expect((await callJson(args)).document.wild).toMatchObject({ weights: "webb", enumerated: false });
  });

  it("did: --wild-type and --wild-by are passed on, and said in the note", async () => {
    const args = [...argsOf("did"), "--wild", "99"];
    const { document } = await callJson([...args, "--wild-type", "score"]);
    expect(document.wild).toMatchObject({ type: "score", cluster: "state", errorClusters: { state: 50 } });
    const notes = [
      [["--wild-type", "both"], "en", "99 draws, null imposed, WCR-B (jackknife), clustered by state."],
      [["--wild-type", "both"], "zh", "抽样99次，施加原假设，WCR-B（刀切法），聚类到state层面。"],
      [
        ["--cluster", "state,year", "--wild-by", "state"],
        "en",
        "null imposed, weights by state, errors clustered by state and year.",
      ],
      [
        ["--wild-by", "state^year", "--no-impose-null", "--wild-type", "classic"],
        "zh",
        "未施加原假设，权重按state^year抽取，标准误聚类到state层面。",
      ],
    ] as const;
    for (const [flags, lang, text] of notes) {
      expect((await callMain([...args, ...flags, "--lang", lang])).out.replace(/\s+/g, " ")).toContain(text);
    }
    const { code, err } = await callMain([...args, "--wild-by", "year"]);
    expect({ code, err }).toEqual({
      code: 2,
      err: "error --wild-by: a cluster of “year” has rows in several clusters of “state”. Give state, or a finer column whose clusters lie within theirs.\n",
    });
  });

  it("leave-one-out: --by, --share and --refits are passed on", async () => {
    const args = [...argsOf("leave-one-out"), "--by", "cohort", "--share", "0.01", "--refits", "2"];
    const { document } = await callJson([...args, "--where", "cohort is not missing"]);
    expect(document).toMatchObject({ by: "cohort", spec: { by: "cohort", share: 0.01, nRefits: 2 } });
    expect(document.leftOut.map((row: { cluster: string }) => row.cluster)).toContain("2007");
    expect(document.warnings.map((w: { code: string }) => w.code)).toContain("INFLUENCE_LARGE");
    const { out } = await callMain(argsOf("leave-one-out"));
    expect(out).toMatch(/\nSouth Dakota +0\.0\d+ .*\n/);
    expect(out).toContain("Spread over clusters");
  });

  it("bootstrap: draws what --by names or --cluster, with the library's numbers", async () => {
    const { document } = await callJson([...argsOf("bootstrap"), ...controls, "--interval", "bca"]);
    expect(document.estimates.map((row: { term: string }) => row.term)).toEqual([
      "did",
      "unemployrt",
      "poverty",
    ]);
    const table = await readTable(castle);
    const states = definePanel(table, { unit: "state", time: "year", treatment: { cohort: "cohort" } });
    const options = { outcome: "l_homicide", controls: ["unemployrt", "poverty"] };
    const own = pairsBootstrap(states, (p) => twfe(p, options), { draws: 60, interval: "bca" });
    expect(document.estimates).toEqual(JSON.parse(JSON.stringify(own.estimates)));
    const by = await callJson([...argsOf("bootstrap"), "--cluster", "state,year", "--by", "state"]);
    expect(by.document.clusters).toEqual({ column: "state", n: 50 });
    const within = await callJson([...argsOf("bootstrap"), "--cluster", "sid", "--strata", "cohort"]);
    expect([within.document.clusters.column, within.document.spec.strata]).toEqual(["sid", "cohort"]);
    const { code, err } = await callMain([...argsOf("bootstrap"), "--cluster", "state,year"]);
    expect({ code, err }).toEqual({
      code: 2,
      err: "error --cluster: the bootstrap draws whole clusters of one column, and state and year are given. Say which with --by, or use did with two-way clusters and --wild.\n",
    });
  });

  it("event-study: the base is a row, and the leads are tested jointly", async () => {
    const { document } = await callJson(["event-study", ...COMMANDS["event-study"]!]);
    expect(document.estimates.map((e: { eventTime: number }) => e.eventTime)).toEqual([
      -4, -3, -2, -1, 0, 1, 2, 3,
    ]);
    expect(document.estimates[3]).toMatchObject({
      term: "event:-1",
      estimate: 0,
      stdError: null,
      reference: true,
    });
    expect(document.pretrend).toMatchObject({ dof1: 3, dof2: 49, distribution: "F" });
  });

  it("placebo: the same seed gives the same bytes, another seed others", async () => {
    const call = async (seed: string) =>
      (await callMain(["placebo", ...COMMANDS.placebo!, "--json", "--seed", seed])).out;
    const first = await call("7");
    expect(await call("7")).toBe(first);
    expect(JSON.parse(await call("8")).draws.mean).not.toBe(JSON.parse(first).draws.mean);
    expect(JSON.parse(first)).toMatchObject({
      draws: {
        n: 99,
        mean: expect.any(Number),
        sd: expect.any(Number),
        quantiles: { "0.025": expect.any(Number) },
      },
      pValue: { twoSided: expect.any(Number), greater: expect.any(Number), less: expect.any(Number) },
    });
  });

  it("psm-did: scores, balance, matching and the three samples", async () => {
    const { document } = await callJson(["psm-did", ...COMMANDS["psm-did"]!]);
    expect(document.balance[0]).toMatchObject({ covariate: "unemployrt", sample: "before" });
    expect(document.balanceOverall.after).toHaveProperty("rubinB");
    expect(document.matching.onSupport + document.matching.offSupport).toBe(document.matching.nTreated);
    expect(document.variants.map((v: { sample: string }) => v.sample)).toEqual([
      "matched",
      "support",
      "weighted",
    ]);
  });

  it("index: weights add up to 1, and --scores writes one score for each row", async () => {
    const scores = join(folder, "scores.csv");
    const { document } = await callJson(["index", ...indexArgs(), "--scores", scores]);
    const sum = document.weights.reduce((s: number, w: { weight: number }) => s + w.weight, 0);
    expect(sum).toBeCloseTo(1, 14);
    expect(document.scores.n).toBe(550);
    const lines = readFileSync(scores, "utf8").trim().split(/\r?\n/);
    expect(lines).toHaveLength(551);
    expect(lines[0]!.replace("\ufeff", "")).toBe("state,year,score");
  });

  it("index: --with-scores writes the data with the score, which other commands then read", async () => {
    const grown = join(folder, "grown.dta");
    const { document } = await callJson(["index", ...indexArgs(), "--with-scores", grown]);
    const effect = ["did", grown, ...model.slice(1, -1), "score"];
    expect((await callJson(effect)).document.sample.nObs).toBe(550);
    const described = (await callJson(["describe", grown])).document.columns;
    expect(described.map((row: { column: string }) => row.column)).toEqual(
      expect.arrayContaining(["l_homicide", "score"]),
    );
    const score = described.find((row: { column: string }) => row.column === "score");
    expect(score.mean).toBeCloseTo(document.scores.mean, 12);
    const again = await callMain(["index", grown, ...indexArgs().slice(1), "--with-scores", grown]);
    expect([again.code, again.err]).toEqual([
      2,
      "error --with-scores: grown.dta has a column “score” already. Rename it, or write the scores alone with --scores.\n",
    ]);
  });

  it("describe: without unit and time there is no panel, with half of them an error", async () => {
    expect((await callJson(["describe", castle])).document.panel).toBeNull();
    const half = await callMain(["describe", castle, "--unit", "state"]);
    expect(half.code).toBe(2);
    expect(half.err).toBe(
      "error --time: the structure of a panel needs both units and periods, and this one is missing. Add --time, or leave the other options of the panel out.\n",
    );
  });

  it("a name with a comma stands in back-quotes, and a list can be given in parts", async () => {
    const file = join(folder, "comma.csv");
    writeFileSync(file, readFileSync(castle, "utf8").replace("unemployrt", '"jobless, %"'));
    const odd = ["did", file, ...model.slice(1), "--controls", "`jobless, %`,poverty"];
    const parts = ["did", ...model, "--controls", "unemployrt", "--controls", "poverty"];
    const [a, b] = [await callJson(odd), await callJson(parts)];
    expect(a.document.estimates[0]).toEqual(b.document.estimates[0]);
    expect(a.document.estimates[1].term).toBe("jobless, %");
  });

  it("columns named like parts of objects are columns like any other", async () => {
    const file = join(folder, "proto.csv");
    const renamed = readFileSync(castle, "utf8")
      .replace("l_homicide", "__proto__")
      .replace("unemployrt", "constructor")
      .replace("sid,state,", "sid,toString,");
    writeFileSync(file, renamed);
    const args = ["--unit", "toString", "--time", "year", "--cohort", "cohort", "--outcome", "__proto__"];
    const odd = await callJson(["did", file, ...args, "--controls", "constructor,poverty"]);
    const plain = await callJson(["did", ...COMMANDS.did!]);
    expect(odd.document.estimates[0]).toEqual(plain.document.estimates[0]);
    expect((await callMain(["did", file, ...args, "--controls", "constructor,poverty"])).out).toContain(
      "constructor",
    );
  });
});

describe("messages", () => {
  it("help is printed once: on standard output when asked for, on standard error without a command", async () => {
    const asked = await callMain(["--help"]);
    const none = await callMain([]);
    expect([asked.code, asked.err]).toEqual([0, ""]);
    expect([none.code, none.out]).toEqual([2, ""]);
    expect(none.err.match(/Usage:/g)).toHaveLength(1);
    for (const name of ["run", "check", ...names]) expect(none.err).toContain(`\n  ${name} `);
  });

  it.each([
    ...Object.entries({ method: INDEX_CHOICES.method, preset: INDEX_CHOICES.preset }).map(
      ([option, words]) => ["index", option, words] as const,
    ),
    ...Object.entries(PLACEBO_CHOICES).map(([option, words]) => ["placebo", option, words] as const),
    ["did", "wildWeights", WILD_CHOICES.wildWeights] as const,
    ["did", "wildType", WILD_CHOICES.wildType] as const,
    ["bootstrap", "interval", RESAMPLING_CHOICES.interval] as const,
    ["did", "vcov", [...COVARIANCE_CHOICES.type, "hetero"]] as const,
    ["did", "ssc", COVARIANCE_CHOICES.smallSample] as const,
    ...Object.entries(MATCHING_CHOICES).map(([option, words]) => ["psm-did", option, words] as const),
  ])("%s: --%s takes the words of the library, and no other", async (command, option, words) => {
    const flag = `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const { err } = await callMain([command, "panel.csv", flag, "nonsense"]);
    const listed = /Give one of (.*)\.\n$/.exec(err)?.[1]?.split(", ");
    expect(listed?.toSorted()).toEqual(words.toSorted());
  });

  it.each(["run", "check", ...names])(
    "%s --help names its options in groups and ends with examples",
    async (name) => {
      const { code, out } = await callMain([name, "--help"]);
      expect(code).toBe(0);
      expect(out).toMatch(new RegExp(`^Usage: ceteris ${name} \\[options\\]`));
      expect(out).toMatch(new RegExp(`\nExamples:\n  ceteris ${name} `));
      expect(
        Math.max(
          ...out
            .split("\n\nExamples:")[0]!
            .split("\n")
            .map((l) => l.length),
        ),
      ).toBeLessThanOrEqual(80);
    },
  );

  it("prints its version", async () => {
    expect(await callMain(["--version"])).toEqual({ code: 0, out: "0.1.0\n", err: "" });
  });

  it.each([
    [["dud"], "error ceteris: there is no command “dud”. Did you mean “did”?"],
    [
      ["zebra"],
      "error ceteris: there is no command “zebra”. The commands are init, run, check, panel, describe, index, did, event-study, placebo, psm-did, panel-match, weight, att-gt, staggered, bacon, honest, leave-one-out, bootstrap.",
    ],
    [["run"], "error ceteris run: missing required argument 'study'. See ceteris run --help."],
    [
      ["did", castle],
      "error ceteris did: required option '--unit <column>' not specified. See ceteris did --help.",
    ],
    [
      ["did", ...model, "--contols", "a"],
      "error ceteris did: unknown option '--contols'. Did you mean --controls?",
    ],
    [["did", ...model, "--absorb", "sid"], "error ceteris did: unknown option '--absorb'. Here it is --fe."],
    [
      ["event-study", ...model, "--estimator", "csdid"],
      "error --estimator: “csdid” is not one of its values. Here it is att-gt. Give one of twfe, att-gt, sunab, imputation, two-stage, stacked, etwfe, sdid.",
    ],
    [
      ["did", ...model, "--controls", "poverty unemployrt"],
      "error castle.csv: there is no column “poverty unemployrt”. Write poverty,unemployrt for several columns, poverty^unemployrt for fixed effects of both crossed.",
    ],
    [
      ["did", ...model, "again.csv"],
      "error ceteris did: too many arguments for 'did'. Expected 1 argument but got 2. See ceteris did --help.",
    ],
    [
      ["did", ...model, "--level", "95"],
      "error --level: “95” is not a number between 0 and 1. Give --level a number between 0 and 1.",
    ],
    [
      ["did", ...model, "--wild", "0"],
      "error --wild: “0” is not a whole number between 1 and 10000000. Give --wild a whole number between 1 and 10000000.",
    ],
    [
      ["did", ...model, "--wild-weights", "webb", "--no-impose-null"],
      "error --wild-weights, --no-impose-null: it has no meaning without the wild cluster bootstrap. Add --wild 9999, or leave it out.",
    ],
    [
      ["did", ...model, "--wild", "99", "--vcov", "hc1"],
      "error wild bootstrap: it needs clusters, but standard errors of the type “hc1” have none. Choose the covariance “cluster” with one column or two.",
    ],
    [
      ["did", ...model, "--seed", "1.5"],
      "error --seed: “1.5” is not a whole number of at least 0. Give --seed a whole number of at least 0.",
    ],
    [
      ["did", ...model, "--vcov", "robust"],
      "error --vcov: “robust” is not one of its values. Here it is hc1. Give one of iid, hc1, hetero, hc2, hc3, cluster, cr2, cr3, twoway, driscoll-kraay, conley.",
    ],
    [
      ["did", ...model, "--vcov", "twoway", "--cluster", "state"],
      "error --cluster: two-way clustering needs two columns, but 1 is given. Give --cluster a,b, or leave it out for unit and time.",
    ],
    [
      ["did", ...model, "--cluster", " , "],
      "error --cluster: “ , ” names no column. Give --cluster names of columns with commas between them, or leave it out.",
    ],
    [
      ["did", ...model, "--cutoff", "100"],
      "error --cutoff: it has no meaning with standard errors of the type “cluster”. Add --vcov conley, or leave it out.",
    ],
    [
      ["did", ...model, "--treat", "post"],
      "error --treat and --cohort: treatment is told more than once. Keep one of them.",
    ],
    [
      ["did", ...panel, "--outcome", "homicide", "--start", "2006"],
      "error --start: it needs the column of treated units. Add --group, or use --treat or --cohort alone.",
    ],
    [
      ["did", ...panel, "--outcome", "homicide", "--group", "everTreated"],
      "error --group: the first treated period is missing. Add --start, for example --start 2018.",
    ],
    [
      ["did", ...model, "--out", "x"],
      "error --out x: the ending of the file name says no known format. Use one of .json .csv .md .tex .typ .html .docx .xlsx .svg .png .pdf .vl.json.",
    ],
    [
      ["did", ...model, "--out", "nowhere/x.md"],
      "error nowhere/x.md: the folder “nowhere” does not exist. Make the folder first, or check its name.",
    ],
    [
      ["did", ...model, "--out", "package.json/x.md"],
      "error package.json/x.md: “package.json” is a file, not a folder. Choose another folder.",
    ],
    [
      ["placebo", ...model, "--mode", "cluster"],
      "error --assign: mode “cluster” needs to know at which level treatment was assigned. Name the column whose levels were treated as a whole, for example the province.",
    ],
  ])("%j", async (argv, message) => {
    const { code, out, err } = await callMain(argv);
    expect({ code, out, err }).toEqual({ code: 2, out: "", err: `${message}\n` });
    const json = await callJson(argv);
    expect(json.code).toBe(2);
    expect(json.document).toEqual({
      schema: "ceteris/1",
      error: {
        code: expect.stringMatching(/^[A-Z_]+$/),
        message: expect.any(String),
        where: expect.any(String),
        mend: expect.any(String),
      },
    });
  });

  it("wraps warnings and errors on a screen, and keeps them on one line in a pipe", async () => {
    const argv = ["did", ...model, "--vcov", "robust"];
    const screen = await callMain(argv, 60);
    const pipe = await callMain(argv);
    expect(Math.max(...screen.err.split("\n").map((l) => l.length))).toBeLessThanOrEqual(60);
    expect(screen.err.replace(/\n +/g, " ")).toBe(pipe.err);
    expect(pipe.err.trimEnd()).not.toContain("\n");
  });

  it("leaves no file behind an error", async () => {
    const file = join(folder, "never.json");
    await callMain(["did", ...model, "--controls", "nosuch", "--out", file]);
    expect(existsSync(file)).toBe(false);
  });
});
