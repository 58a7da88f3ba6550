import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CeterisError, fromColumns, makeTable, type Table } from "@ceteris/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outputError, readTable, writeFileAtomically, writeTable } from "../src/index.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "write-table-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const failure = (promise: Promise<unknown>): Promise<CeterisError> =>
  promise.then(
    () => expect.fail("no error"),
    (e) => e,
  );

describe("writeTable", () => {
  it.each(["t.csv", "t.tsv", "t.csv.gz", "t.TSV.GZ"])(
    "writes %s, which reads back the same",
    async (name) => {
      const table = fromColumns({ city: ["张掖\t", null, "a,b"], x: [1.5, Number.NaN, -3] });
      await writeTable(table, join(folder, name));
      const back = await readTable(join(folder, name));
      expect([...back.columns]).toEqual([...table.columns]);
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  it.each(["t.xlsx", "t.parquet", "t.arrow", "t.feather", "t.dta", "t.dta.gz", "t.parquet.gz"])(
    "writes %s, which reads back the same",
    async (name) => {
      const table = fromColumns({
        city: ["张掖 <&>", null, "=1+1", "long".repeat(2000)],
        x: [1.5, Number.NaN, -3e300, 0.1],
        year: [2018, 2019, Number.NaN, 2021],
        big: [2 ** 40, -(2 ** 33), 0, 2147483621],
        code: [100, -127, 0, Number.NaN],
        empty: [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
      });
      await writeTable(table, join(folder, name));
      const back = await readTable(join(folder, name));
      const plain = (t: Table) => [...t.columns].map(([key, c]) => [key, c.type, [...c.values]]);
      expect(plain(back)).toEqual(plain(table));
      expect(back.source.warnings).toEqual([]);
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  it("keeps variable and value labels in .dta, through any order of cells", async () => {
    const cell = fc.constantFrom(1, 2, 9, Number.NaN, 32741, -2147483647);
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 8 }), async (values) => {
        const valueLabels = new Map([
          [1, "东部 East"],
          [2, "西部"],
        ]);
        const region = {
          type: "number",
          values: Float64Array.from(values),
          label: "地区",
          valueLabels,
        } as const;
        const path = join(folder, "labels.dta");
        await writeTable(makeTable(new Map([["地区", region]])), path);
        const back = (await readTable(path)).columns.get("地区");
        expect(back).toEqual(region);
        const asText = (await readTable(path, { text: ["地区"] })).columns.get("地区")!;
        expect(asText.values).toEqual(
          values.map((v) => (Number.isNaN(v) ? null : (valueLabels.get(v) ?? String(v)))),
        );
      }),
      { numRuns: 25 },
    );
  });

  it("writes the same bytes each time", async () => {
    for (const name of ["a.dta", "a.parquet", "a.arrow"]) {
      const table = fromColumns({ x: [1, 2.5], y: ["a", "b"] });
      await writeTable(table, join(folder, name));
      const once = readFileSync(join(folder, name));
      await writeTable(table, join(folder, name));
      expect(readFileSync(join(folder, name)).equals(once)).toBe(true);
    }
  });

  it("reads infinite numbers back from a workbook", async () => {
    const values = Float64Array.of(1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    await writeTable(fromColumns({ x: values }), join(folder, "i.xlsx"));
    expect((await readTable(join(folder, "i.xlsx"))).columns.get("x")).toEqual({ type: "number", values });
  });

  it("OUTPUT_NOT_WRITABLE for what a format cannot hold", async () => {
    const write = (columns: Parameters<typeof fromColumns>[0], name: string) =>
      failure(writeTable(fromColumns(columns), join(folder, name))).then((e) => [e.code, e.message]);
    expect(await write({ "gdp (亿元)": [1] }, "t.dta")).toEqual([
      "OUTPUT_NOT_WRITABLE",
      "table: “gdp (亿元)” is no name for a variable of Stata, which takes up to 32 letters, digits and underscores, and none of its own words. Rename the column.",
    ]);
    expect((await write({ x: [Number.POSITIVE_INFINITY] }, "t.dta"))[1]).toBe(
      "table: column “x” holds Infinity, which Stata has no number for. Leave the cell empty.",
    );
    expect((await write({}, "t.dta"))[1]).toBe(
      "table: Stata takes 1 to 32 767 variables, and there are 0. Leave some out.",
    );
    expect((await write({ x: new Float64Array(1_048_576) }, "t.xlsx"))[1]).toBe(
      "table: a sheet holds 1048575 rows and 16384 columns, and there are 1048576 and 1. Write .csv or .parquet instead.",
    );
    expect((await write({ x: ["a".repeat(32_768)] }, "t.xlsx"))[1]).toBe(
      "table: the text of column “x” in row 1 has 32768 characters, and a cell holds 32767. Write .csv or .parquet instead.",
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it("FORMAT_UNKNOWN for other endings", async () => {
    expect(await failure(writeTable(fromColumns({ x: [1] }), "t.ods"))).toMatchObject({
      code: "FORMAT_UNKNOWN",
      message:
        "t.ods: tables are written as .csv, .tsv, .xlsx, .parquet, .arrow, .feather or .dta, with .gz to compress. Give the file one of these endings.",
    });
  });
});

describe("writeFileAtomically", () => {
  it("replaces a file in one step, with text or bytes", async () => {
    const path = join(folder, "r.json");
    writeFileSync(path, "old");
    await writeFileAtomically(path, "新");
    expect(readFileSync(path, "utf8")).toBe("新");
    await writeFileAtomically(path, new Uint8Array([1, 0, 255]));
    expect([...readFileSync(path)]).toEqual([1, 0, 255]);
    expect(readdirSync(folder)).toEqual(["r.json"]);
  });

  it("lets many writers of one file each finish with a whole file", async () => {
    const path = join(folder, "r.txt");
    const contents = Array.from({ length: 20 }, (_, i) => String(i).repeat(50_000));
    await Promise.all(contents.map((c) => writeFileAtomically(path, c)));
    expect(contents).toContain(readFileSync(path, "utf8"));
    expect(readdirSync(folder)).toEqual(["r.txt"]);
  });

  it("OUTPUT_NOT_WRITABLE, leaving what was there and nothing half-written", async () => {
    mkdirSync(join(folder, "taken"));
    writeFileSync(join(folder, "file"), "x");
    const cases: [string, string][] = [
      ["no/t.csv", "the folder does not exist. Make the folder first, or check its name."],
      [
        "file/t.csv",
        "a part of this path is a file, not a folder. Choose another folder, or rename that file.",
      ],
      ["taken", "there is a folder of this name. Choose another file name."],
    ];
    for (const [name, text] of cases) {
      const path = join(folder, name);
      expect(await failure(writeFileAtomically(path, "y"))).toMatchObject({
        code: "OUTPUT_NOT_WRITABLE",
        message: `${path}: ${text}`,
      });
    }
    expect(readdirSync(folder).sort()).toEqual(["file", "taken"]);
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("x");
  });

  it("says what the system refused, and lets defects of the program pass", () => {
    for (const [code, text] of [
      [
        "EACCES",
        "out: you are not allowed to write here. Choose another folder, or change the permissions of this one.",
      ],
      ["EROFS", "out: this disk can only be read. Choose a folder on another disk."],
      ["ENOSPC", "out: the disk is full. Make room, or choose a folder on another disk."],
      [
        "EEXIST",
        "out: there is a file of this name where a folder is needed. Choose another folder, or rename that file.",
      ],
    ]) {
      const error = outputError("out", { code });
      expect(error).toBeInstanceOf(CeterisError);
      expect(error).toMatchObject({ code: "OUTPUT_NOT_WRITABLE", message: text });
    }
    expect(outputError("out", { code: "EFBIG" })).toMatchObject({
      message:
        "out: the file would be larger than is allowed here. Raise the limit (ulimit -f), or choose a folder on another disk.",
    });
    expect(outputError("out", { code: "EIO", syscall: "write" })).toMatchObject({
      code: "OUTPUT_NOT_WRITABLE",
      message:
        "out: the system refused to write here (EIO). Choose another folder, or ask who looks after the disk.",
    });
    const defect = new TypeError("x");
    expect(outputError("out", defect)).toBe(defect);
    const coded = Object.assign(new TypeError("x"), { code: "ERR_INVALID_ARG_TYPE" });
    expect(outputError("out", coded)).toBe(coded);
  });
});
