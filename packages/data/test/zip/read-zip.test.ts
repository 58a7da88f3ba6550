import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CeterisError } from "@ceteris/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";
import { zipped } from "../work/zipped.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "read-zip-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
const put = (bytes: Uint8Array, name = "z.zip") => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const failure = (path: string, options = {}) =>
  readTable(path, options).then(
    () => expect.fail("no error"),
    (e) => {
      expect(e).toBeInstanceOf(CeterisError);
      return e.message;
    },
  );
const CSV = "a,b\n1,x\n";
const workbook = (parts: Record<string, string>) =>
  zipped({
    "xl/workbook.xml": '<workbook><sheets><sheet name="s" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    ...parts,
  });

describe("zip archives", () => {
  it("read the one data file inside, by its own format", async () => {
    const table = await readTable(
      put(zipped({ "read me.md": "hello", "__MACOSX/._d.csv": "x", "data/d.csv": CSV })),
    );
    expect(table.source.name).toBe("z.zip/data/d.csv");
    expect([...table.columns].map(([k, c]) => [k, ...c.values])).toEqual([
      ["a", 1],
      ["b", "x"],
    ]);
    const json = await readTable(put(zipped({ "d.jsonl": '{"a":1}\n' })));
    expect(json.columns.get("a")!.values[0]).toBe(1);
  });

  it("read names in GBK, and a workbook inside", async () => {
    const sheet = workbook({
      "xl/worksheets/sheet1.xml":
        '<worksheet><sheetData><row><c t="str"><v>y</v></c></row><row><c><v>7</v></c></row></sheetData></worksheet>',
    });
    const table = await readTable(put(zipped({ "\xb1\xed.xlsx": sheet })));
    expect([table.source.name, table.columns.get("y")!.values[0]]).toEqual(["z.zip/表.xlsx", 7]);
  });

  it("ask which of several", async () => {
    const path = put(zipped({ "a.csv": CSV, "b.csv": "c\n2\n" }));
    expect(await failure(path)).toBe(
      "z.zip: it has 2 data files: a.csv, b.csv. Name one of them with --sheet (in a study, data.sheet).",
    );
    expect(await failure(path, { sheet: "c.csv" })).toBe(
      "z.zip: it has no file “c.csv”, but a.csv, b.csv. Name one of them with --sheet (in a study, data.sheet).",
    );
    expect([...(await readTable(path, { sheet: "b.csv" })).columns.keys()]).toEqual(["c"]);
    expect(await failure(put(zipped({ "x.pdf": "" })))).toBe(
      "z.zip: it has no data file, but x.pdf. Give an archive with a data file.",
    );
  });

  it.each<[string, Record<string, string>, string]>([
    [
      "t.odt",
      { "content.xml": "<document><body><text>x</text></body></document>" },
      "the document has no spreadsheet. Save its table as .ods, .xlsx or CSV.",
    ],
    [
      "w.docx",
      { "word/document.xml": "" },
      "this is a Word document, which is not read. Save it as .xlsx and give that file.",
    ],
    ["x.xlsx", { "a.csv": CSV }, "this is not a workbook, although its name says so. Save it anew in Excel."],
  ])("refuse %s", async (name, parts, message) => {
    expect(await failure(put(zipped(parts), name))).toBe(`${name}: ${message}`);
  });
});

describe("hostile files", () => {
  it("an archive that expands to many times its size is not unpacked", async () => {
    const bomb = zipped({ "bomb.csv": Buffer.alloc(150_000_000) });
    const before = process.memoryUsage().rss;
    expect(await failure(put(bomb))).toMatch(
      /^z\.zip, bomb\.csv: it expands to 150000000 bytes, \d+ times its size\. If the file is to be trusted, unpack it/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(2e8);
    expect(await failure(put(zipped({ "d.csv": CSV })), { maxBytes: 3 })).toMatch(/expands to 8 bytes/);
  });

  it("a size that lies is found out", async () => {
    const bytes = Buffer.from(zipped({ "d.csv": "a\n".repeat(5000) }));
    const central = bytes.indexOf(Buffer.from("PK\x01\x02", "latin1"));
    bytes.writeUInt32LE(10, central + 24);
    expect(await failure(put(bytes))).toMatch(
      /^z\.zip, d\.csv: the zip content is damaged \(it unpacks to another size than the 10 bytes announced\)\./,
    );
  });

  it("an archive within an archive is not opened, nor a password asked for", async () => {
    const inner = zipped({ "d.csv": CSV });
    expect(await failure(put(zipped({ "d.csv": inner })))).toBe(
      "z.zip/d.csv: this is an archive within an archive. Unpack it and give the file inside.",
    );
    const locked = Buffer.from(inner);
    locked.writeUInt16LE(1, locked.indexOf(Buffer.from("PK\x01\x02", "latin1")) + 8);
    expect(await failure(put(locked))).toBe(
      "z.zip, d.csv: it is protected by a password. Unpack it and give the file inside.",
    );
  });

  it("entities, external links, formulas and macros of a workbook do nothing", async () => {
    const cell = (v: string) =>
      `<worksheet><sheetData><row><c t="str"><v>y</v></c></row><row>${v}</row></sheetData></worksheet>`;
    const entity = workbook({
      "xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${cell('<c t="str"><v>&e;</v></c>')}`,
    });
    expect(await failure(put(entity, "e.xlsx"))).toBe(
      "e.xlsx: the workbook content is damaged (it declares a document type, which data files have no use for). Copy or download the file again, or save it anew in the program that made it.",
    );
    const laughs = workbook({ "xl/worksheets/sheet1.xml": cell('<c t="str"><v>&lol;</v></c>') });
    expect((await readTable(put(laughs, "l.xlsx"))).columns.get("y")!.values).toEqual(["&lol;"]);
    const formula = workbook({
      "xl/worksheets/sheet1.xml": cell('<c><f>WEBSERVICE("http://localhost/")</f><v>3</v></c>'),
      "xl/externalLinks/externalLink1.xml": "<!DOCTYPE broken",
      "xl/vbaProject.bin": "macros",
    });
    expect((await readTable(put(formula, "f.xlsx"))).columns.get("y")!.values[0]).toBe(3);
    const outside = zipped({
      "xl/workbook.xml": '<workbook><sheets><sheet name="s" r:id="r1"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels":
        '<Relationships><Relationship Id="r1" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
    });
    expect(await failure(put(outside, "o.xlsx"))).toMatch(/^o\.xlsx: the workbook has no sheet with cells\./);
  });

  it.each([
    ["a cell outside the sheet", '<row><c r="XFE1"><v>1</v></c></row>', "there is no cell XFE1"],
    [
      "rows that go back",
      '<row r="5"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>',
      "row 2 comes after row 5",
    ],
    ["a text that is not there", '<row><c t="s"><v>9</v></c></row>', "text 9 is not among the shared ones"],
    ["a number that is none", "<row><c><v>x</v></c></row>", "“x” is not a number"],
    [
      "overlapping merged cells",
      `<row r="1"><c t="str"><v>h</v></c></row><row r="2"><c><v>1</v></c></row>${'<mergeCell ref="A2:XFD1048576"/>'.repeat(50_000)}`,
      "merged cells overlap",
    ],
  ])("%s", async (_, rows, reason) => {
    const path = put(
      workbook({ "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${rows}</sheetData></worksheet>` }),
      "h.xlsx",
    );
    expect(await failure(path)).toBe(
      `h.xlsx: the workbook content is damaged (${reason}). Copy or download the file again, or save it anew in the program that made it.`,
    );
  });
});
