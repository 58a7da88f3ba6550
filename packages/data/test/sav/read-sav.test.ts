import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CeterisError, type Table } from "@ceteris/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";

const fixtures = new URL("../fixtures/sav/", import.meta.url).pathname;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "read-sav-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const plain = (table: Table) =>
  Object.fromEntries(
    [...table.columns].map(([name, column]) => [
      name,
      Array.from<number | string | null>(column.values).map((v) => (Number.isNaN(v) ? null : v)),
    ]),
  );
const failure = async (bytes: Uint8Array) => {
  writeFileSync(join(folder, "x.sav"), bytes);
  const found = await readTable(join(folder, "x.sav")).catch((error) => error);
  expect(found).toBeInstanceOf(CeterisError);
  return (found as CeterisError).message;
};

describe("system files written by haven", () => {
  const haven = JSON.parse(readFileSync(`${fixtures}haven.json`, "utf8"));

  it.each(["byte", "none", "zsav"])("haven-%s.sav is read as haven reads it", async (how) => {
    const table = await readTable(`${fixtures}haven-${how}.sav`);
    const theirs = { ...haven.columns };
    theirs.moment = theirs.moment.map((text: string) => text.replace(" ", "T"));
    expect(plain(table)).toEqual(theirs);
    const { region, income } = Object.fromEntries(table.columns);
    expect([region!.label, income!.label]).toEqual([haven.labels.region, haven.labels.income]);
    expect(region).toMatchObject({
      valueLabels: new Map(Object.entries(haven.valueLabels.region).map(([k, v]) => [v, k])),
    });
  });

  it("counts what is declared missing: single values, a range and a value", async () => {
    const { source } = await readTable(`${fixtures}haven-byte.sav`);
    const kinds = source.warnings
      .slice(0, 2)
      .map(({ code, details }) => [
        code,
        details!.column,
        (details!.kinds as { kind: string }[]).map(({ kind }) => kind),
      ]);
    expect(kinds).toEqual([
      ["MISSING_KINDS", "income", ["-8", "-3", "99"]],
      ["MISSING_KINDS", "kinds", ["97", "98", "99"]],
    ]);
    expect(source.warnings.slice(2).map((w) => [w.code, w.details!.columns])).toEqual([
      ["MISSING_LABELS", ["region"]],
    ]);
    expect(source.warnings[1]!.message).toMatch(
      /^Column “kinds” has values that the file declares missing \(97: \d+, 98: \d+, 99: \d+\); all of them are missing here\. If a kind has a meaning of its own, recode it before\.$/,
    );
  });

  it("takes texts that are declared missing for missing", async () => {
    const table = await readTable(`${fixtures}texts.sav`);
    const haven = JSON.parse(readFileSync(`${fixtures}texts.json`, "utf8"));
    expect(plain(table).s).toEqual(haven.s.map((text: string | null) => text || null));
    expect(table.source.warnings.map((w) => w.details!.kinds)).toEqual([
      [
        { kind: "x", count: 1 },
        { kind: "无", count: 1 },
      ],
    ]);
  });

  it("reads the columns asked for, labels as text, dates as counts, packed and not", async () => {
    const options = { columns: ["region", "day"], text: ["region"], number: ["day"] };
    const path = join(folder, "packed.sav.gz");
    writeFileSync(path, gzipSync(readFileSync(`${fixtures}haven-zsav.sav`)));
    for (const file of [`${fixtures}haven-byte.sav`, path]) {
      const table = await readTable(file, options);
      expect([...table.columns.keys()]).toEqual(["region", "day"]);
      expect(table.columns.get("region")!.values.every((v) => /^(东部|西部|不详)$/.test(String(v)))).toBe(
        true,
      );
      // Seconds from 14 October 1582 to 28 February 2018.
      expect(table.columns.get("day")!.values[0]).toBe(13_739_155_200);
    }
  });
});

describe("system files written by PSPP in GB18030", () => {
  it.each([
    ["pspp-gb18030.sav", (name: string) => name],
    ["pspp-old.sav", (name: string) => name.toUpperCase()],
  ])("%s: texts, dates, months, quarters and durations", async (file, named) => {
    const table = await readTable(fixtures + file);
    expect(plain(table)).toEqual(
      Object.fromEntries(
        Object.entries({
          城市: ["北京", "张掖𠮷", null],
          code: ["001", "002", "003"],
          年份: [2018, 2019, 2020],
          gdp: [1.5, null, null],
          day: ["2018-03-01", "2020-02-29", null],
          month: ["2018-03", "2020-02", null],
          quarter: ["2018-Q1", "2020-Q4", null],
          t: [3600, 90_000, null],
          moment: ["2018-03-01T12:30:15", "1999-12-31T23:59:59", null],
        }).map(([name, values]) => [named(name), values]),
      ),
    );
    const gdp = table.columns.get(named("gdp"))!;
    expect(gdp).toMatchObject({ label: "地区生产总值（亿元）", valueLabels: new Map([[1.5, "一点五"]]) });
  });

  it("guesses the encoding where the file does not say it", async () => {
    const bytes = readFileSync(`${fixtures}pspp-old.sav`);
    // The record of the encoding becomes one of an unknown kind, the code page “ASCII of eight bits”.
    bytes.writeInt32LE(99, bytes.indexOf("GB18030") - 12);
    const machine = Buffer.alloc(8);
    machine.writeInt32LE(7, 0);
    machine.writeInt32LE(3, 4);
    bytes.writeInt32LE(3, bytes.indexOf(machine) + 44);
    writeFileSync(join(folder, "silent.sav"), bytes);
    const table = await readTable(join(folder, "silent.sav"));
    expect(table.columns.get("城市")!.values).toEqual(["北京", "张掖𠮷", null]);
  });
});

describe("damaged system files", () => {
  const bytes = () => readFileSync(`${fixtures}haven-byte.sav`);

  it("are refused with the reason", async () => {
    const whole = bytes();
    expect(await failure(whole.subarray(0, whole.length - 400))).toMatch(
      /^x\.sav: the data (are cut off|end in row \d+ of 60)\. Copy or download the file again\.$/,
    );
    expect(await failure(whole.subarray(0, 300))).toBe(
      "x.sav: the file ends after 300 bytes, in the middle of its content. Copy or download the file again.",
    );
    const changed = async (change: (copy: Buffer) => void) => {
      const copy = Buffer.from(whole);
      change(copy);
      return failure(copy);
    };
    const again = "Copy or download the file again, or save it anew in the program that made it.";
    expect(await changed((b) => b.writeInt32LE(9, 64))).toBe(`x.sav: its layout is none of SPSS. ${again}`);
    expect(await changed((b) => b.writeInt32LE(7, 72))).toBe(
      `x.sav: its data are packed in a way that is not known. ${again}`,
    );
    expect(await changed((b) => b.writeInt32LE(5000, 180))).toBe(
      `x.sav: variable 1 is of an unknown kind. ${again}`,
    );
    expect(await changed((b) => b.writeInt32LE(77, 176))).toBe(
      `x.sav: its dictionary has a part of an unknown kind (77). ${again}`,
    );
  });

  it("are refused when packed data are damaged or would expand without bound", async () => {
    const packed = readFileSync(`${fixtures}haven-zsav.sav`);
    const cut = packed.subarray(0, packed.length - 30);
    expect(await failure(cut)).toMatch(/^x\.sav: the packed data are damaged or cut off \(.*\)\. Copy/);
    const bomb = Buffer.from(packed);
    // The size that the first block announces.
    bomb.writeInt32LE(2 ** 30, packed.length - 8);
    expect(await failure(bomb)).toContain("(its blocks expand without bound)");
  });

  it("are refused when a long text is longer than a case", async () => {
    const whole = bytes();
    const at = whole.indexOf("=600\0") + 1;
    expect(at).toBeGreaterThan(1);
    whole.write("999", at, "latin1");
    expect(await failure(whole)).toMatch(/^x\.sav: the text “\w+” is longer than a case\./);
  });
});
