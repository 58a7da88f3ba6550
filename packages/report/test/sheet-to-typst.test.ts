import { expect, test } from "vitest";
import { makeSheet, sheetToTypst } from "../src/index.ts";
import { HOSTILE, hostileSheet } from "./hostile.ts";
import { baseline } from "./sheets.ts";

test.each(["en", "zh"] as const)("a regression table in %s", async (lang) => {
  await expect(sheetToTypst(baseline(lang))).toMatchFileSnapshot(`golden/baseline-${lang}.typ`);
});

test("text stands in string literals and nowhere else", () => {
  const code = sheetToTypst(hostileSheet());
  const literals = [...code.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1]!.replace(/\\(.)/g, "$1"));
  for (const text of [HOSTILE[0], HOSTILE[1], HOSTILE[5], HOSTILE[8]]) expect(literals).toContain(text);
  const rest = code.replace(/"(?:[^"\\]|\\.)*"/g, "");
  expect(rest).not.toMatch(/script|input|passwd|cmd|javascript/);
  expect(rest.match(/#\w+/g)).toEqual(["#let", "#figure"]);
  expect(code).toContain("<tab:hostile-sheet>");
});

test("a table longer than a page may break", () => {
  const sheet = baseline("en");
  const long = { ...sheet, rows: Array.from({ length: 60 }, () => sheet.rows[0]!) };
  expect(sheetToTypst(long)).toContain("set block(breakable: true)");
  expect(sheetToTypst(sheet)).not.toContain("breakable");
});

test("a table that would be wider than the page has smaller type, its long headings two lines", () => {
  const columns = Array.from({ length: 12 }, (_, j) => ({
    key: `c${j}`,
    header: "Standardised bias",
    align: "decimal" as const,
  }));
  const cells = columns.map(() => ({ text: "−0.123***", value: -0.123 }));
  const code = sheetToTypst(makeSheet({ ...baseline("en"), columns, rows: [{ kind: "body", cells }] }));
  expect(code).toMatch(/set text\(size: 0\.\d\dem\)/);
  expect(code).toContain('("Standardised", linebreak(), "bias").join(), ');
  expect(sheetToTypst(baseline("en"))).not.toContain("set text");
});
