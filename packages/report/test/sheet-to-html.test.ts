import { expect, test } from "vitest";
import { sheetToHtml, weightsSheet } from "../src/index.ts";
import { index } from "./factories.ts";
import { HOSTILE, hostileSheet } from "./hostile.ts";
import { elements, unescaped } from "./markup.ts";
import { baseline } from "./sheets.ts";

test("a three-line table with caption, scopes, bodies cut at the rules, and notes", () => {
  const html = sheetToHtml(baseline("en"));
  const names = elements(html);
  expect(names.slice(0, 5)).toEqual(["table", "caption", "thead", "tr", "th"]);
  expect(names.filter((n) => n === "tbody")).toHaveLength(2);
  expect(names.at(-1)).toBe("td");
  expect(html).toContain('<th scope="col" class="left" rowspan="2">Variable</th>');
  expect(html).toContain('<th scope="colgroup" class="group" colspan="3">Public value</th>');
  expect(html).toContain('<th scope="row" class="left">DID</th>');
  expect(html).toContain('<td class="decimal"><span class="w3">0</span><span class="r7">.008***</span></td>');
  expect(html).toContain('<tr class="continues"><td class="left"></td>');
  expect(html).toContain('<td colspan="4">Notes: t statistics in brackets');
});

test("what a person copies is the number as printed", () => {
  const html = sheetToHtml(baseline("en"));
  const cell = /<td class="decimal">(.*?)<\/td>/.exec(html)![1]!;
  expect(cell.replace(/<[^>]*>/g, "")).toBe("0.008***");
});

test("a whole document names its language and brings its style", () => {
  const html = sheetToHtml(weightsSheet(index(), { lang: "zh" }), { standalone: true });
  expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
  expect(html).toContain(".sheet {");
  expect(elements(html)[0]).toBe("html");
});

test("text stays text", () => {
  const html = sheetToHtml(hostileSheet(), { standalone: true });
  expect(elements(html).filter((n) => n === "script" || n === "img")).toEqual([]);
  expect(unescaped(html)).toContain(HOSTILE[1]);
});
