import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const castle = fileURLToPath(new URL("../../../data/castle/castle.csv", import.meta.url));
const model = [castle, "--unit", "sid", "--time", "year", "--cohort", "cohort", "--outcome", "l_homicide"];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-out-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ["did", "docx", "PK\u0003\u0004"],
  ["did", "xlsx", "PK\u0003\u0004"],
  ["did", "typ", "#let"],
  ["did", "vl.json", "{"],
  ["did", "png", "\u0089PNG"],
  ["event-study", "png", "\u0089PNG"],
  ["event-study", "pdf", "%PDF"],
])("%s --out writes .%s", async (command, ending, start) => {
  const path = join(folder, `${command}.${ending.toUpperCase()}`);
  const { code } = await callMain([command, ...model, "--out", path, "--lang", "zh"]);
  expect(code).toBe(0);
  expect(readFileSync(path).toString("latin1", 0, start.length)).toBe(start);
});

it("draws a chart with the font it is given", async () => {
  const require = createRequire(import.meta.resolve("@ceteris/report"));
  const arimo = dirname(require.resolve("@expo-google-fonts/arimo/package.json"));
  const font = join(arimo, "700Bold", "Arimo_700Bold.ttf");
  const path = join(folder, "bold.pdf");
  expect((await callMain(["event-study", ...model, "--out", path, "--font", font])).code).toBe(0);
  expect(readFileSync(path, "latin1")).toMatch(/\/BaseFont \/\w+\+Arimo-Bold/);
});

it.each([
  [[], "Estimate with 95% confidence interval (thick: 90%)"],
  [["--level", "0.9"], "Estimate with 90% confidence interval"],
  [["--level", "0.99", "--lang", "zh"], "估计系数及99%置信区间（粗线：95%）"],
])("did %j draws the effect and each control on an axis of its own", async (flags, title) => {
  const path = join(folder, "did.vl.json");
  const argv = ["did", ...model, "--controls", "poverty,unemployrt", "--out", path, ...flags];
  const { code, document } = await callJson(argv);
  expect(code).toBe(0);
  const { vconcat } = JSON.parse(readFileSync(path, "utf8"));
  const rows = document.estimates as { estimate: number; confLow: number; confHigh: number }[];
  expect(rows).toHaveLength(3);
  expect(vconcat.map((part: { data: { values: object[] } }) => part.data.values)).toEqual(
    rows.map(({ estimate, confLow, confHigh }) => [
      expect.objectContaining({ x: estimate, low: confLow, high: confHigh }),
    ]),
  );
  expect(JSON.stringify(vconcat)).toContain(`"${title}"`);
});

it("draws a chart for paper, or for a bright or a dark screen", async () => {
  const grounds: string[] = [];
  for (const theme of [[], ["--theme", "print"], ["--theme", "screen"], ["--theme", "dark"]]) {
    const path = join(folder, "themed.svg");
    expect((await callMain(["event-study", ...model, "--out", path, ...theme])).code).toBe(0);
    grounds.push(/<rect width="[\d.]+" height="[\d.]+" fill="#\w+"/.exec(readFileSync(path, "utf8"))![0]);
  }
  expect(grounds[0]).toBe(grounds[1]);
  expect(grounds.map((ground) => ground.slice(-8))).toEqual(['#ffffff"', '#ffffff"', '#ffffff"', '#17181a"']);
  expect(new Set(grounds).size).toBe(3);
});

it.each([
  [
    ["event-study", ...model, "--out", "x.csv", "--theme", "dark"],
    "error --theme dark: it has no meaning without a chart. Add --out with a file name that ends in .svg, .png, .pdf, .vl.json, or leave it out.",
  ],
  [
    ["event-study", ...model, "--out", "x.svg", "--font", "a.ttf"],
    "error --font a.ttf: it has no meaning without a chart as PNG or PDF. Add --out with a file name that ends in .png or .pdf, or leave it out.",
  ],
  [
    ["event-study", ...model, "--font", "a.ttf"],
    "error --font a.ttf: it has no meaning without a chart as PNG or PDF. Add --out with a file name that ends in .png or .pdf, or leave it out.",
  ],
])("%j", async (argv, message) => {
  const { code, err } = await callMain(argv);
  expect([code, err.split("\n")[0]]).toEqual([2, message]);
});

it("a character that no font has is an error of the user's data", async () => {
  const panel = join(folder, "rare.csv");
  const rows = ["u", "v", "w"].flatMap((unit, i) =>
    [2015, 2016, 2017, 2018].map((t) => `${unit},${t},${i === 0 ? 2017 : 0},${(i * 7 + t * 13) % 5}`),
  );
  writeFileSync(panel, `unit,time,first,y\u{1D200}\n${rows.join("\n")}\n`);
  const argv = ["index", panel, "--unit", "unit", "--time", "time", "--out", join(folder, "rare.png")];
  const spec = join(folder, "spec.yaml");
  writeFileSync(
    spec,
    "- { name: y\u{1D200}, direction: positive }\n- { name: first, direction: positive }\n",
  );
  const { code, err } = await callMain([...argv, "--spec", spec]);
  expect([code, err.split(", which")[0]]).toEqual([
    2,
    "error text “y\u{1D200}” of a chart: no font has “\u{1D200}” (U+1D200)",
  ]);
});
