import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CeterisError, fromColumns } from "@ceteris/core";
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

  it("FORMAT_UNKNOWN for other endings", async () => {
    expect(await failure(writeTable(fromColumns({ x: [1] }), "t.xlsx"))).toMatchObject({
      code: "FORMAT_UNKNOWN",
      message:
        "t.xlsx: tables are written as .csv or .tsv, with .gz to compress. Give the file one of these endings.",
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
    const defect = new TypeError("x");
    expect(outputError("out", defect)).toBe(defect);
  });
});
