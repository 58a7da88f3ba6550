import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CeterisError, type Table } from "@ceteris/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";
import { zipped } from "../work/zipped.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "read-ods-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const columns = (table: Table) => Object.fromEntries([...table.columns].map(([k, c]) => [k, [...c.values]]));
const codes = (table: Table) => table.source.warnings.map((w) => w.code);
const text = (words: string) =>
  `<table:table-cell office:value-type="string"><text:p>${words}</text:p></table:table-cell>`;
const cell = (attributes: string, shown = "") =>
  `<table:table-cell ${attributes}><text:p>${shown}</text:p></table:table-cell>`;
const number = (value: number, shown = String(value)) =>
  cell(`office:value-type="float" office:value="${value}"`, shown);
const row = (...cells: string[]) => `<table:table-row>${cells.join("")}</table:table-row>`;
const sheet = (name: string, rows: string, style = "ta1") =>
  `<table:table table:name="${name}" table:style-name="${style}">${rows}</table:table>`;
const STYLES =
  '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>';

/** An .ods file of sheets in XML. */
function put(sheets: string, others: Record<string, string> = {}): string {
  const path = join(folder, "t.ods");
  const content = `<office:document-content>${STYLES}<office:body><office:spreadsheet>${sheets}</office:spreadsheet></office:body></office:document-content>`;
  writeFileSync(
    path,
    zipped({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content, ...others }),
  );
  return path;
}
const failure = (path: string) =>
  readTable(path).then(
    () => expect.fail("no error"),
    (e) => {
      expect(e).toBeInstanceOf(CeterisError);
      return e.message;
    },
  );

describe("OpenDocument spreadsheets", () => {
  it("have rows, columns and blanks that stand for several", async () => {
    const rows = [
      row(text("city"), text("x"), text("y")),
      `<table:table-row table:number-rows-repeated="2">${text('A<text:s text:c="2"/>b')}<table:table-cell office:value-type="float" office:value="1.5" table:number-columns-repeated="2"><text:p>1.5</text:p></table:table-cell></table:table-row>`,
      `<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`,
    ];
    const table = await readTable(put(sheet("s", rows.join(""))));
    expect(columns(table)).toEqual({ city: ["A  b", "A  b"], x: [1.5, 1.5], y: [1.5, 1.5] });
    expect(codes(table)).toEqual([]);
  });

  it("show dates, years, codes with zeros, per cent, truth values and errors", async () => {
    const kinds = [
      ["day", cell('office:value-type="date" office:date-value="2018-03-01"', "01.03.18")],
      ["moment", cell('office:value-type="date" office:date-value="2018-03-01T12:30:00"', "x")],
      ["year", cell('office:value-type="date" office:date-value="2018-01-01"', "2018")],
      ["code", number(22, "000022")],
      ["share", cell('office:value-type="percentage" office:value="0.125"', "12.5%")],
      ["flag", cell('office:value-type="boolean" office:boolean-value="true"', "WAHR")],
      [
        "sum",
        cell('table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', "#DIV/0!"),
      ],
    ] as const;
    const rows = row(...kinds.map(([name]) => text(name))) + row(...kinds.map(([, content]) => content));
    const table = await readTable(put(sheet("s", rows)), { number: [] });
    expect(columns(table)).toEqual({
      day: ["2018-03-01"],
      moment: ["2018-03-01T12:30:00"],
      year: [2018],
      code: ["000022"],
      share: [0.125],
      flag: [1],
      sum: [Number.NaN],
    });
    expect(codes(table)).toEqual(["CELL_ERRORS"]);
    const counts = await readTable(put(sheet("s", rows)), { number: ["day"], columns: ["day"] });
    expect(columns(counts)).toEqual({ day: [43160] });
  });

  it("keep notes out of their cells, and take spans, links and paragraphs into them", async () => {
    const noted = `<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>北<text:span>京</text:span></text:p><text:p><text:a xlink:href="http://x">市</text:a></text:p></table:table-cell>`;
    const table = await readTable(put(sheet("s", row(text("city"), text("y")) + row(noted, number(1)))));
    expect(columns(table)).toEqual({ city: ["北京\n市"], y: [1] });
  });

  it("pass over hidden sheets, and sheets within cells", async () => {
    const inner = `<table:table-cell office:value-type="string">${sheet("inner", row(text("no")))}<text:p>A</text:p></table:table-cell>`;
    const rows = row(text("city"), text("y")) + row(inner, number(1));
    const path = put(
      sheet("旧", row(text("a"), text("b")) + row(number(1), number(2)), "ta2") + sheet("新", rows),
    );
    const table = await readTable(path);
    expect(columns(table)).toEqual({ city: ["A"], y: [1] });
    expect(columns(await readTable(path, { sheet: "旧" }))).toEqual({ a: [1], b: [2] });
  });

  it("are refused when protected, or larger than a sheet can be", async () => {
    const manifest = "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    expect(await failure(put("", { "META-INF/manifest.xml": manifest }))).toBe(
      "t.ods: the workbook is protected by a password. Open it in LibreOffice and save it without.",
    );
    const wide = `<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="20000"/>`;
    expect(await failure(put(sheet("s", row(wide))))).toContain("a row has more than 16384 columns");
    const bomb = `<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/></table:table-row>`;
    expect(await failure(put(sheet("s", bomb)))).toMatch(
      /\d+ bytes stand for more than 1048576 cells; save it as CSV/,
    );
    const entity = put('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>');
    expect(await failure(entity)).toContain("it declares a document type");
  });
});
