import { expect, it } from "vitest";
import { makeSheet, sheetsToHtml } from "../src/index.ts";

const sheet = (title: string) =>
  makeSheet({
    id: "t",
    title,
    lang: "zh",
    columns: [{ key: "a", header: "A", align: "left" }],
    rows: [{ kind: "body", cells: [{ text: title }] }],
    notes: [],
  });

it("several tables are one document with the title and the language of the first", () => {
  const html = sheetsToHtml([sheet("甲<b>"), sheet("乙")]);
  expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
  expect(html).toContain("<title>甲&lt;b&gt;</title>");
  expect(html.match(/<table /g)).toHaveLength(2);
  expect(html.match(/<caption>[^<]*/g)).toEqual(["<caption>甲&lt;b&gt;", "<caption>乙"]);
});
