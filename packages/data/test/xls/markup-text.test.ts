import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Table } from "@ceteris/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";
import { isMarkupTable, markupText } from "../../src/xls/markup-text.ts";
import { encoded } from "../work/encoded.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "markup-text-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return readTable(join(folder, name));
};
const columns = (table: Table) => Object.fromEntries([...table.columns].map(([k, c]) => [k, [...c.values]]));

describe("tables in markup", () => {
  it("of a page with the ending of a workbook, cells as they stand", async () => {
    const rows =
      "<tr><td colspan=3>表1</td></tr><tr><th>城市</th><th>code</th><th>产值&nbsp;&amp;</th></tr><tr><td>北京</td><td>001</td><td>1,234.5</td></tr><tr><td>天津</td><td>010</td><td>7</td></tr>";
    const table = await read("page.xls", `<html><body><table>${rows}</table></body></html>`);
    expect(columns(table)).toEqual({ 城市: ["北京", "天津"], code: ["001", "010"], "产值 &": [1234.5, 7] });
    expect(table.source.warnings.map((w) => w.code)).toEqual(["HEADER_FOUND", "CELLS_CLEANED"]);
  });

  it("of Excel 2003", async () => {
    const cell = (type: string, text: string) => `<Cell><Data ss:Type="${type}">${text}</Data></Cell>`;
    const xml = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table><Row>${cell("String", "城市")}${cell("String", "y")}</Row><Row>${cell("String", "北京")}${cell("Number", "1.5")}</Row></Table></Worksheet></Workbook>`;
    expect(columns(await read("old.xls", xml))).toEqual({ 城市: ["北京"], y: [1.5] });
  });

  it("are told from other pages, and from markup in a data file", () => {
    const head = (text: string) => Buffer.from(text);
    expect(isMarkupTable(head("\n<HTML><TABLE>"), ".xls")).toBe(true);
    expect(isMarkupTable(Buffer.from("\uFEFF<html><table>", "utf16le"), ".html")).toBe(true);
    expect(isMarkupTable(head("<html><h1>Sign in"), ".xls")).toBe(false);
    expect(isMarkupTable(head("<html><table>"), ".csv")).toBe(false);
    expect(isMarkupTable(head("a,b\n<table>,1\n"), ".xls")).toBe(false);
  });

  it("are decoded as their bytes are, whatever they say, unless we are told", async () => {
    expect(await markupText(Buffer.from("<p>城"))).toBe("<p>城");
    expect(await markupText(Buffer.from([0x3c, 0x70, 0x3e, 0xb3, 0xc7]))).toBe("<p>城");
    expect(await markupText(Buffer.from("\uFEFF<p>城", "utf16le"))).toBe("<p>城");
    const taiwan = encoded("<td>臺北市<td>新竹縣<td>平均薪資", "big5");
    expect(await markupText(taiwan)).toBe("<td>臺北市<td>新竹縣<td>平均薪資");
    expect(await markupText(Buffer.from([0x3c, 0x70, 0x3e, 0xcb]), "windows-1251")).toBe("<p>Л");
  });
});
