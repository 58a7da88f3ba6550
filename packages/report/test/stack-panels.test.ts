import { expect, test } from "vitest";
import { regressionSheet, sheetToMarkdown, stackPanels } from "../src/index.ts";
import { estimate, estimation } from "./factories.ts";
import { baseline } from "./sheets.ts";

const sheet = (more: Record<string, unknown> = {}) =>
  regressionSheet([{ result: estimation([estimate("did", 0.0083, 0.0026)], more) }]);

test("panels stand under their headings, with what they share said once", () => {
  const stacked = stackPanels(
    [
      { title: { en: "Panel A. All", zh: "A组" }, sheet: sheet() },
      { title: { en: "Panel B. Some", zh: "B组" }, sheet: sheet() },
    ],
    { id: "two", title: "Two samples" },
  );
  expect([stacked.id, stacked.title]).toEqual(["two", "Two samples"]);
  expect(stacked.rows.filter((row) => row.kind === "panel").map((row) => row.title)).toEqual([
    "Panel A. All",
    "Panel B. Some",
  ]);
  expect(stacked.rows.length).toBe(2 * sheet().rows.length + 3);
  expect(stacked.notes).toEqual(sheet().notes);
  expect(sheetToMarkdown(stacked)).toContain("Panel B. Some");
});

test("a note of one panel says which", () => {
  const iid = sheet({ covariance: { type: "iid", by: [] } });
  const { notes } = stackPanels([
    { title: "Panel A", sheet: sheet() },
    { title: "Panel B", sheet: iid },
  ]);
  expect(notes).toEqual([
    ...sheet().notes.map((n) => `Panel A: ${n}`),
    ...iid.notes.map((n) => `Panel B: ${n}`),
  ]);
});

test("other columns are refused", () => {
  expect(() =>
    stackPanels([
      { title: "Panel A", sheet: sheet() },
      { title: "Panel B", sheet: baseline("en") },
    ]),
  ).toThrow(
    "panels: “Panel B” has other columns than “Panel A”. Give every panel the same columns, groups and language, or print separate tables.",
  );
});
