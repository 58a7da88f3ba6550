import { expect, test } from "vitest";
import { makeSheet, sheetsToDocx } from "../src/index.ts";
import { HOSTILE, hostileSheet } from "./hostile.ts";
import { elements, unescaped } from "./markup.ts";
import { baseline } from "./sheets.ts";
import { broken, unzipped } from "./unzipped.ts";

const DOCUMENT = "word/document.xml";

test.each(["en", "zh"] as const)("a regression table in %s", async (lang) => {
  const parts = unzipped(await sheetsToDocx([baseline(lang)]));
  await expect(broken(parts[DOCUMENT]!)).toMatchFileSnapshot(`golden/baseline-${lang}.document.xml`);
  await expect(broken(parts["word/styles.xml"]!)).toMatchFileSnapshot(`golden/${lang}.styles.xml`);
});

test("three lines: 1.5 pt above and below, 0.75 pt under the head and between parts", async () => {
  const xml = unzipped(await sheetsToDocx([baseline("en")]))[DOCUMENT]!;
  const rows = xml.match(/<w:tr>.*?<\/w:tr>/gs)!;
  const lines = (row: string, side: string) =>
    new Set(
      [...row.matchAll(new RegExp(`<w:${side} w:val="single" w:color="000000" w:sz="(\\d+)"`, "g"))].map(
        (m) => m[1],
      ),
    );
  expect(lines(rows[0]!, "top")).toEqual(new Set(["12"]));
  expect(lines(rows[1]!, "bottom")).toEqual(new Set(["6"]));
  expect(lines(rows.at(-1)!, "bottom")).toEqual(new Set(["12"]));
  expect(rows.slice(2, -1).filter((row) => lines(row, "top").size > 0)).toHaveLength(1);
  expect(rows.filter((row) => row.includes("<w:tblHeader/>"))).toEqual(rows.slice(0, 2));
  expect(rows.every((row) => row.includes("<w:cantSplit/>"))).toBe(true);
});

test("decimal points stand under one another: right end plus decimals are the same", async () => {
  const xml = unzipped(await sheetsToDocx([baseline("en")]))[DOCUMENT]!;
  const indent = (text: string) => {
    const before = xml.slice(0, xml.indexOf(`>${text}<`));
    return Number(/.*<w:ind [^>]*w:right="(\d+)"/s.exec(before)![1]);
  };
  // Times New Roman at 10.5 pt: a figure or an asterisk 105 twips, a point 52.5, a bracket 70.
  expect(indent("(3.19)") - indent("0.008***")).toBeCloseTo(52.5 + 6 * 105 - (52.5 + 2 * 105 + 70), -1);
});

test("the table's type is told in styles: Times New Roman and 宋体, headings 黑体", async () => {
  const styles = unzipped(await sheetsToDocx([baseline("zh")]))["word/styles.xml"]!;
  expect(styles).toMatch(/<w:docDefaults>.*w:ascii="Times New Roman"[^>]*w:eastAsia="宋体"/s);
  expect(styles).toMatch(/w:styleId="Caption".*?w:eastAsia="黑体"/s);
});

test("many columns make the type smaller, then turn the page", async () => {
  const wide = (n: number) =>
    makeSheet({
      id: "wide",
      title: "Wide",
      lang: "en",
      columns: Array.from({ length: n }, (_, j) => ({ key: `c${j}`, header: `(${j})`, align: "decimal" })),
      rows: [
        { kind: "body", cells: Array.from({ length: n }, () => ({ text: "−0.123***", value: -0.123 })) },
      ],
      notes: [],
    });
  const look = async (n: number) => {
    const xml = unzipped(await sheetsToDocx([wide(n)]))[DOCUMENT]!;
    return [/<w:sz w:val="(\d+)"/.exec(xml)![1], xml.includes('w:orient="landscape"')];
  };
  expect(await look(5)).toEqual(["21", false]);
  expect(await look(9)).toEqual(["18", false]);
  expect(await look(10)).toEqual(["16", false]);
  expect(await look(13)).toEqual(["18", true]);
  expect(await look(15)).toEqual(["15", true]);
  expect(await look(40)).toEqual(["13", true]);
});

test("an upright table after one that lies across starts a section of its own", async () => {
  const columns = Array.from({ length: 15 }, (_, j) => ({
    key: `c${j}`,
    header: "x",
    align: "decimal" as const,
  }));
  const cells = columns.map(() => ({ text: "−0.123***", value: -0.123 }));
  const across = makeSheet({ ...baseline("en"), columns, rows: [{ kind: "body", cells }], notes: [] });
  const xml = unzipped(await sheetsToDocx([baseline("en"), across, baseline("en")]))[DOCUMENT]!;
  expect([...xml.matchAll(/<w:pgSz[^>]*?(?:w:orient="(\w+)")[^>]*>/g)].map((m) => m[1])).toEqual([
    "portrait",
    "landscape",
    "portrait",
  ]);
});

test("text stays text, and the parts are whole XML", async () => {
  const parts = unzipped(await sheetsToDocx([hostileSheet()]));
  for (const [name, xml] of Object.entries(parts)) {
    if (name.endsWith(".xml")) elements(xml.replace(/<\?xml[^>]*>/, ""));
  }
  expect(unescaped(parts[DOCUMENT]!)).toContain(HOSTILE[0]);
  expect(elements(parts[DOCUMENT]!.replace(/<\?xml[^>]*>/, ""))).not.toContain("script");
  expect(parts[DOCUMENT]).not.toContain("w:instrText");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold them
  expect(parts[DOCUMENT]).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
});

test("half a character becomes the sign of replacement", async () => {
  const sheet = makeSheet({ ...baseline("en"), title: "a\ud800b" });
  const xml = unzipped(await sheetsToDocx([sheet]))[DOCUMENT]!;
  expect(xml).toContain("a\ufffdb");
});

test("the same tables give the same bytes, and tell no date", async () => {
  const first = await sheetsToDocx([baseline("zh"), baseline("en")]);
  expect(Buffer.compare(await sheetsToDocx([baseline("zh"), baseline("en")]), first)).toBe(0);
  const core = unzipped(first)["docProps/core.xml"]!;
  expect(core.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)).toEqual(["2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z"]);
});
