import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CeterisError, type Table } from "@ceteris/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";

const folder = new URL("../fixtures/dta/", import.meta.url).pathname;
const read = (name: string, options = {}) => readTable(`${folder}${name}`, options);
const values = (table: Table, name: string) => [...table.columns.get(name)!.values];

let made = "";
beforeAll(() => {
  made = mkdtempSync(join(tmpdir(), "read-dta-"));
});
afterAll(() => rmSync(made, { recursive: true }));
const failure = async (bytes: Uint8Array, name = "bad.dta"): Promise<string> => {
  writeFileSync(join(made, name), bytes);
  const error = await readTable(join(made, name)).catch((e) => e);
  expect(error).toBeInstanceOf(CeterisError);
  return error.message;
};

interface HavenColumn {
  readonly values: readonly unknown[];
  readonly label: readonly string[] | null;
  readonly labels: Readonly<Record<string, readonly number[]>>;
}
const HAVEN: Record<string, Record<string, HavenColumn>> = JSON.parse(
  readFileSync(`${folder}haven.json`, "utf8"),
).files;

/** Periods of Stata that haven leaves as counts. */
const PERIODS: Record<string, readonly (string | null)[]> = {
  month: ["2018-03", "1960-01", null],
  quarter: ["2018-Q1", "1959-Q4", "1960-Q1"],
  half: ["2018-H1", "1959-H2", "1960-H1"],
  week: ["2018-W09", "1960-W52", "1961-W01"],
};

describe("survey.dta", () => {
  it("keeps codes of answers that were not given, and says so", async () => {
    const table = await read("survey.dta");
    expect(values(table, "income")).toEqual([-9, 1200, -8, Number.NaN, 300]);
    expect(table.source.warnings.map((w) => w.message)).toEqual([
      "2 columns have values whose labels say that there is no answer (income: -9 “refused” in 1; income: -8 “don't know” in 1; health: 9 “不知道” in 2). They count as numbers. If they are none, declare them missing with --missing -9,-8,9 (in a study, data.missing), which holds for all columns.",
      "Column “bday” counts the days of a business calendar (nyse), which Stata keeps in a file of its own; the counts were kept. For dates write them in Stata with dofb().",
    ]);
    const declared = await read("survey.dta", { missing: ["-9", "-8", "9"], columns: ["income", "health"] });
    expect(values(declared, "income")).toEqual([Number.NaN, 1200, Number.NaN, Number.NaN, 300]);
    expect(declared.source.warnings.map((w) => w.code)).toEqual(["CELLS_CLEANED", "CELLS_CLEANED"]);
  });
});

describe("Stata files written by haven", () => {
  it.each(Object.keys(HAVEN))("%s is read as haven reads it", async (name) => {
    const table = await read(name);
    expect([...table.columns.keys()]).toEqual(Object.keys(HAVEN[name]!));
    for (const [key, expected] of Object.entries(HAVEN[name]!)) {
      const column = table.columns.get(key)!;
      const cells: readonly (number | string | null)[] = [...column.values];
      const plain = cells.map((v) => (typeof v === "number" && Number.isNaN(v) ? null : v));
      // haven leaves the empty text, which Stata counts as missing, as it is.
      expect(plain).toEqual(PERIODS[key] ?? expected.values.map((v) => (v === "" ? null : v)));
      expect(column.label).toBe(expected.label?.[0]);
      if (column.type !== "number") continue;
      const labels = Object.entries(expected.labels).map(([text, [code]]) => [code, text]);
      expect([...(column.valueLabels ?? [])]).toEqual(labels);
    }
    expect(table.source.warnings).toEqual([
      {
        code: "MISSING_KINDS",
        message:
          "Column “tagged” has extended missing values (.a: 1, .z: 1); all of them are missing here. If a kind has a meaning of its own, recode it before.",
        details: {
          column: "tagged",
          kinds: [
            { kind: ".a", count: 1 },
            { kind: ".z", count: 1 },
          ],
        },
      },
    ]);
  });

  it("give labels for codes, and counts for dates, when told", async () => {
    const options = { text: ["region"], number: ["day", "month"], columns: ["region", "day", "month"] };
    const table = await read("haven-118.dta", options);
    expect([...table.columns.keys()]).toEqual(["region", "day", "month"]);
    expect(values(table, "region")).toEqual(["东部 East", "West", "9"]);
    expect(values(table, "day")).toEqual([21244, Number.NaN, -1]);
    expect(values(table, "month")).toEqual([698, 0, Number.NaN]);
  });

  it("are known by their content, gzipped too", async () => {
    const bytes = readFileSync(`${folder}haven-114.dta`);
    writeFileSync(join(made, "panel.csv"), bytes);
    writeFileSync(join(made, "panel.dta.gz"), gzipSync(bytes));
    const expected = await read("haven-114.dta");
    for (const name of ["panel.csv", "panel.dta.gz"]) {
      expect([...(await readTable(join(made, name))).columns]).toEqual([...expected.columns]);
    }
  });
});

describe("Stata files written by pandas", () => {
  it.each(["pandas-114-big.dta", "pandas-117-big.dta", "pandas-118-big.dta", "pandas-119.dta"])(
    "%s",
    async (name) => {
      const table = await read(name);
      expect(Object.fromEntries([...table.columns].map(([k, c]) => [k, [...c.values]]))).toEqual({
        b: [1, -127, 100],
        i: [1, -32767, 32740],
        l: [1, -2147483647, 2147483620],
        f: [Math.fround(0.1), Number.NaN, -2.5],
        d: [0.1, Number.NaN, 1e300],
        text: ["Lhasa", null, "x".repeat(244)],
        kind: [0, 1, 0],
        day: ["2018-03-01", null, "1900-01-01"],
      });
      expect(table.columns.get("text")!.label).toBe("Name of the city");
      expect(table.columns.get("kind")).toMatchObject({
        label: "Kind",
        valueLabels: new Map([
          [0, "low"],
          [1, "high"],
        ]),
      });
    },
  );

  it("in the code page of a Chinese Windows", async () => {
    expect(values(await read("gbk.dta"), "city")).toEqual(["北京", "呼市x", "北京"]);
  });
});

describe("Stata files that cannot be read", () => {
  const whole = readFileSync(`${folder}haven-118.dta`);
  const old = readFileSync(`${folder}haven-114.dta`);
  const with_ = (bytes: Buffer, from: string, to: string) =>
    Buffer.from(bytes.toString("latin1").replace(from, to), "latin1");

  it.each<[string, () => Buffer, string | RegExp]>([
    [
      "another release",
      () => with_(whole, "<release>118", "<release>121"),
      "bad.dta: this is Stata format 121, and formats 113 to 115 and 117 to 119 are read (Stata 8 to 18). Save it in Stata with “saveold, version(14)”.",
    ],
    [
      "an old release",
      () => Buffer.concat([Buffer.of(110), old.subarray(1)]),
      "bad.dta: this is Stata format 110, and formats 113 to 115 and 117 to 119 are read (Stata 8 to 18). Open it in Stata and save it again, or read it in R with haven and write it anew.",
    ],
    [
      "a cut end",
      () => whole.subarray(0, whole.length - 300),
      /^bad\.dta: the file ends after \d+ bytes, in the middle of its content\. Copy or download the file again\.$/,
    ],
    [
      "a missing tag",
      () => with_(whole, "</varnames>", "</warnames>"),
      /^bad\.dta: “<\/varnames><sortlist>” is missing at byte \d+, so the file is damaged\. Copy or download/,
    ],
    [
      "an unknown type",
      () => Buffer.from(old).fill(250, 109, 110),
      /^bad\.dta: variable 1 has the unknown type 250\./,
    ],
    [
      "more rows than bytes",
      () => Buffer.from(old).fill(0x7f, 6, 10),
      /^bad\.dta: the header announces \d+ rows of \d+ bytes, more than the file holds\. Copy or download the file again\.$/,
    ],
    [
      "an unknown byte order",
      () => with_(whole, "LSF", "XSF"),
      /^bad\.dta: the byte order “XSF” does not exist\./,
    ],
    [
      "a long string out of place",
      () => with_(whole, "<strls>GSO", "<strls>GSX"),
      /^bad\.dta: a long string does not start at byte \d+\./,
    ],
  ])("%s", async (_, bytes, message) => {
    const said = await failure(bytes());
    if (typeof message === "string") expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  it("a reference to a long string that is not there", async () => {
    await expect(read("haven-119-strl.dta")).rejects.toThrow(
      "haven-119-strl.dta: row 1 refers to a long string that is not in the file. Write it in format 118 (in Stata: saveold, version(14); in haven: version = 14).",
    );
  });
});
