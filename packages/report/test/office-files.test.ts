// What Word, Excel and WPS ask of a file, as far as it can be checked without them. scripts/docs/pages.mjs
// also puts the files through the validator of the Open XML SDK.
import { describe, expect, test } from "vitest";
import {
  eventStudySheet,
  makeSheet,
  openFonts,
  plotEventStudy,
  renderSvg,
  reportToDocx,
  type Sheet,
  sheetsToXlsx,
} from "../src/index.ts";
import { eventStudy, LABELS } from "./factories.ts";
import { hostileSheet } from "./hostile.ts";
import { baseline } from "./sheets.ts";
import { unzipped } from "./unzipped.ts";
import { outOfOrder, tableFaults } from "./word-rules.ts";
import { allOf, childOf, type XmlElement, xmlTree } from "./xml-tree.ts";

const fonts = await openFonts({ system: false });

function wide(lang: "en" | "zh" = "en"): Sheet {
  const columns = Array.from({ length: 15 }, (_, j) => ({
    key: `c${j}`,
    header: "x",
    align: "decimal" as const,
  }));
  const cells = columns.map(() => ({ text: "−0.123***", value: -0.123 }));
  return makeSheet({ ...baseline(lang), columns, rows: [{ kind: "body", cells }], notes: [] });
}

async function report(lang: "en" | "zh") {
  const spec = plotEventStudy(eventStudy(), { lang, labels: LABELS, title: null });
  const figure = { caption: "Effects", svg: await renderSvg(spec), spec };
  const warnings = [{ code: "A", message: "One." }];
  const hostile = makeSheet({ ...hostileSheet(), lang });
  const sheets = [baseline(lang), wide(lang), hostile, eventStudySheet(eventStudy(), { lang })];
  const section = { title: "One", paragraphs: ["Text."], warnings, sheets, figures: [figure, figure] };
  return unzipped(
    await reportToDocx(
      {
        title: "Study",
        lang,
        sections: [{ ...section, sheets: [], figures: [] }, section],
        provenance: ["Data"],
        specification: { model: { outcome: "y" } },
      },
      { fonts },
    ),
  );
}

describe.each(["en", "zh"] as const)("a Word report in %s", async (lang) => {
  const parts = await report(lang);
  const part = (name: string) => xmlTree(parts[`word/${name}.xml`]!);
  const body = part("document");

  test("has the parts of each element in the order of the schema", () => {
    for (const name of ["document", "styles", "numbering", "footer1"])
      expect(outOfOrder(part(name))).toEqual([]);
    expect(outOfOrder(xmlTree("<w:pPr><w:jc/><w:pStyle/></w:pPr>"))).toEqual(["w:pPr: w:jc w:pStyle"]);
  });

  test("has tables whose cells fill their columns, in twips, with a head that is repeated", () => {
    const tables = allOf(body, "w:tbl");
    expect(tables).toHaveLength(5);
    expect(tables.flatMap(tableFaults)).toEqual([]);
    for (const table of tables) expect(allOf(table.children[2]!, "w:tblHeader")).toHaveLength(1);
  });

  test("has pictures with ids of their own", () => {
    const ids = allOf(body, "wp:docPr").map((e) => e.attributes.id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("has a title, headings for the navigation pane, and captions that Word can list", () => {
    const style = (id: string) =>
      allOf(part("styles"), "w:style").find((e) => e.attributes["w:styleId"] === id)!;
    expect(childOf(childOf(style("Heading1"), "w:pPr")!, "w:outlineLvl")?.attributes["w:val"]).toBe("0");
    const styles = allOf(body, "w:pStyle").map((e) => e.attributes["w:val"]!);
    expect(styles.filter((id) => id === "Heading1")).toHaveLength(3);
    for (const id of new Set(styles)) expect(style(id), id).toBeDefined();
    const sequences = allOf(body, "w:fldSimple").map((e) => e.attributes["w:instr"]);
    const [table, figure] = lang === "zh" ? ["表", "图"] : ["Table", "Figure"];
    expect(new Set(sequences)).toEqual(new Set([`SEQ ${table} \\* ARABIC`, `SEQ ${figure} \\* ARABIC`]));
    expect(allOf(part("footer1"), "w:instrText").map((e) => e.text)).toEqual(["PAGE"]);
  });

  test("asks for Times New Roman and 宋体, and says which languages it is in", () => {
    const [defaults] = allOf(part("styles"), "w:rPrDefault");
    const [face] = allOf(defaults!, "w:rFonts").map((e) => e.attributes);
    expect(face).toMatchObject({ "w:ascii": "Times New Roman", "w:eastAsia": "宋体" });
    expect(allOf(defaults!, "w:lang")[0]!.attributes["w:eastAsia"]).toBe("zh-CN");
  });

  test("numbers its remarks anew in each section", () => {
    const lists = allOf(body, "w:numId").map((e) => e.attributes["w:val"]);
    expect(new Set(lists).size).toBe(2);
    const known = allOf(part("numbering"), "w:num").map((e) => e.attributes["w:numId"]);
    expect(known).toEqual(expect.arrayContaining(lists));
  });
});

test("every part that a file refers to is in it, and every part has a type", async () => {
  for (const parts of [await report("en"), unzipped(await sheetsToXlsx([baseline("en"), hostileSheet()]))]) {
    for (const [name, xml] of Object.entries(parts).filter(([path]) => path.endsWith(".rels"))) {
      const folder = name.replace(/_rels\/[^/]*$/, "");
      const targets = allOf(xmlTree(xml), "Relationship").map((e) => e.attributes.Target!);
      for (const target of targets) expect(Object.keys(parts)).toContain(partName(folder, target));
    }
    const types = allOf(xmlTree(parts["[Content_Types].xml"]!)).map(({ attributes }) => attributes);
    const endings = new Set(types.map(({ Extension }) => Extension));
    for (const name of Object.keys(parts).filter((path) => path !== "[Content_Types].xml")) {
      expect(endings.has(name.split(".").at(-1)!) || types.some((t) => t.PartName === `/${name}`), name).toBe(
        true,
      );
    }
  }
});

function partName(folder: string, target: string): string {
  return target.startsWith("/") ? target.slice(1) : folder + target;
}

describe("a workbook", async () => {
  const long = makeSheet({
    ...baseline("en"),
    rows: Array.from({ length: 60 }, () => baseline("en").rows[0]!),
  });
  const parts = unzipped(await sheetsToXlsx([baseline("zh"), hostileSheet(), wide(), long]));
  const sheets = [1, 2, 3, 4].map((n) => xmlTree(parts[`xl/worksheets/sheet${n}.xml`]!));
  const styles = xmlTree(parts["xl/styles.xml"]!);

  test("has the parts of fonts and of worksheets in the order of the schema", () => {
    const order = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme";
    for (const font of allOf(styles, "font")) {
      const places = font.children.map((child) => order.split(" ").indexOf(child.name));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places).not.toContain(-1);
    }
    const known =
      "sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter mergeCells pageMargins pageSetup";
    for (const sheet of sheets) {
      const places = sheet.children.map((child) => known.split(" ").indexOf(child.name));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places).not.toContain(-1);
    }
  });

  test("has cells in order, whose styles and texts are there, and no formula", () => {
    const texts = allOf(xmlTree(parts["xl/sharedStrings.xml"]!), "si").length;
    const looks = childOf(styles, "cellXfs")!.children.length;
    for (const sheet of sheets) {
      expect(allOf(sheet, "f")).toEqual([]);
      for (const row of allOf(sheet, "row")) {
        const columns = row.children.map((cell) => columnNumber(cell.attributes.r!));
        expect(columns).toEqual([...columns].sort((a, b) => a - b));
        for (const cell of row.children) {
          expect(Number(cell.attributes.s ?? 0)).toBeLessThan(looks);
          const value = childOf(cell, "v")?.text;
          if (cell.attributes.t === "s") expect(Number(value)).toBeLessThan(texts);
          else if (value !== undefined) expect(Number.isFinite(Number(value))).toBe(true);
        }
      }
    }
  });

  test("has columns of a width, merged cells apart from one another, and a long table's head in view", () => {
    for (const sheet of sheets) {
      for (const column of allOf(sheet, "col")) {
        expect(Number(column.attributes.width)).toBeGreaterThan(5);
        expect(Number(column.attributes.width)).toBeLessThan(70);
      }
      const merged = allOf(sheet, "mergeCell").flatMap((e) => cellsOf(e));
      expect(new Set(merged).size).toBe(merged.length);
    }
    const panes = sheets.map((sheet) => allOf(sheet, "pane")[0]?.attributes);
    expect(panes.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(panes[3]).toMatchObject({ state: "frozen", ySplit: "3" });
  });
});

function columnNumber(reference: string): number {
  return [...reference.replace(/\d+/, "")].reduce((n, c) => 26 * n + c.charCodeAt(0) - 64, 0);
}

function cellsOf({ attributes }: XmlElement): string[] {
  const [from, to] = attributes.ref!.split(":") as [string, string];
  const row = (reference: string) => Number(reference.replace(/\D+/, ""));
  const cells: string[] = [];
  for (let r = row(from); r <= row(to); r++)
    for (let c = columnNumber(from); c <= columnNumber(to); c++) cells.push(`${r},${c}`);
  return cells;
}

test("a worksheet prints as wide as the paper, and a heading of two lines has room for them", async () => {
  const columns = ["Standardised bias (%)", "p"].map((header, j) => ({
    key: `c${j}`,
    header,
    align: "decimal" as const,
  }));
  const cells = columns.map(() => ({ text: "0.1", value: 0.1 }));
  const sheet = makeSheet({ ...baseline("en"), columns, rows: [{ kind: "body", cells }] });
  const worksheet = xmlTree(unzipped(await sheetsToXlsx([sheet]))["xl/worksheets/sheet1.xml"]!);
  expect(allOf(worksheet, "pageSetUpPr")[0]?.attributes.fitToPage).toBe("1");
  expect(allOf(worksheet, "pageSetup")[0]?.attributes).toMatchObject({ fitToWidth: "1", fitToHeight: "0" });
  const [, head] = allOf(worksheet, "row");
  expect(head!.attributes).toMatchObject({ ht: "28", customHeight: "1" });
});
