import { expect, test } from "vitest";
import { comparisonSheet, eventStudySheet, regressionSheet, sheetToCsv, weightsSheet } from "../src/index.ts";
import { estimate, estimation, eventStudy, index } from "./factories.ts";
import { hostileSheet } from "./hostile.ts";
import { baseline } from "./sheets.ts";

test("a regression table, with plain hyphens and square brackets", () => {
  expect(sheetToCsv(baseline("en"), { bom: false }).replaceAll("\r\n", "\n")).toMatchInlineSnapshot(`
    "Variable,Public value (1),Public value (2),Public value (3)
    DID,0.008***,0.008***,0.008*
    ,[3.19],[3.19],[1.77]
    Economic growth,,-0.013,-0.013
    ,,[-0.81],[-0.81]
    City fixed effects,Yes,Yes,Yes
    Year fixed effects,Yes,Yes,Yes
    Observations,1542,1542,1542
    Units,257,257,257
    Within R²,0.024,0.024,0.024
    "
  `);
});

test("lines end in CRLF after a byte-order mark", () => {
  const csv = sheetToCsv(baseline("zh"));
  expect(csv.startsWith("\ufeff变量,公共价值创造 (1)")).toBe(true);
  expect(csv.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

test("event times and intervals have plain hyphens and are no formulas", () => {
  const lines = sheetToCsv(eventStudySheet(eventStudy()), { bom: false }).split("\r\n");
  expect(lines[1]).toMatch(/^-2,-0\.0071\*\*\*,0\.0021,-3\.46,<0\.001,"\[-0\.0111, -0\.0031\]"$/);
});

test("a column's number alone is no negative number", () => {
  const column = { result: estimation([estimate("did", 1, 1)], { outcome: null }) };
  expect(sheetToCsv(regressionSheet([column]), { bom: false })).toMatch(/^Variable,\[1\]\r\n/);
});

test("what print leaves out as repeated is written, and text with a comma is quoted", () => {
  const lines = sheetToCsv(weightsSheet(index())).split("\r\n");
  expect(lines[2]).toBe("Better services,services,Library books per head,Positive,0.9626,0.0375,15.17");
  expect(lines[1]).toContain('"Hospitals per 10,000"');
});

test("text is no formula, quotes are doubled, and every line has every field", () => {
  const csv = sheetToCsv(hostileSheet(), { bom: false, framed: true });
  const rows = parse(csv);
  expect(new Set(rows.map((r) => r.length))).toEqual(new Set([2]));
  const texts = rows.flat();
  expect(texts.filter((t) => /^[=+@]/.test(t))).toEqual([]);
  expect(texts.filter((t) => t.startsWith("-"))).toEqual(Array(10).fill("-0.5"));
  expect(texts).toContain("'=HYPERLINK(1)");
  expect(texts).toContain('"><img src=x onerror=alert(1)>');
});

test("a number that is not known is empty", () => {
  const comparison = {
    source: "a",
    counts: { same: 0, near: 0, differs: 0, absent: 1 },
    tables: [
      {
        id: "t",
        title: "T",
        tolerance: null,
        figures: [
          {
            table: "t",
            item: "x",
            printed: "-0.007",
            replicated: null,
            difference: null,
            verdict: "absent" as const,
          },
        ],
      },
    ],
  };
  expect(sheetToCsv(comparisonSheet(comparison), { bom: false })).toContain("x,-0.007,,,not replicated\r\n");
});

/** A reader of RFC 4180 of its own. */
function parse(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === "\r\n") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
