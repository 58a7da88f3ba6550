import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeSheet, sheetsToXlsx } from "../src/index.ts";
import { formatCount, formatNumber } from "../src/numbers.ts";
import { excelFormat } from "../src/writers/excel-format.ts";
import { hostileSheet } from "./hostile.ts";
import { elements } from "./markup.ts";
import { baseline } from "./sheets.ts";
import { broken, unzipped } from "./unzipped.ts";

test.each(["en", "zh"] as const)("a regression table in %s", async (lang) => {
  const parts = unzipped(await sheetsToXlsx([baseline(lang)]));
  await expect(broken(parts["xl/worksheets/sheet1.xml"]!)).toMatchFileSnapshot(
    `golden/baseline-${lang}.sheet.xml`,
  );
  await expect(broken(parts["xl/styles.xml"]!)).toMatchFileSnapshot(
    `golden/baseline-${lang}.excel-styles.xml`,
  );
});

test("numbers are numbers in full precision", async () => {
  const sheet = baseline("en");
  const xml = unzipped(await sheetsToXlsx([sheet]))["xl/worksheets/sheet1.xml"]!;
  const written = [...xml.matchAll(/<c r="\w+" s="\d+"><v>([^<]*)<\/v>/g)].map(([, value]) => Number(value));
  const values = sheet.rows.flatMap((row) =>
    row.kind === "body" ? row.cells.map((c) => c.value).filter((v) => typeof v === "number") : [],
  );
  expect(written).toEqual(values);
});

test("text is never a formula, and the parts are whole XML", async () => {
  const parts = unzipped(await sheetsToXlsx([hostileSheet()]));
  for (const [name, xml] of Object.entries(parts)) {
    if (name.endsWith(".xml")) elements(xml.replace(/<\?xml[^>]*>/, ""));
  }
  expect(parts["xl/worksheets/sheet1.xml"]).not.toMatch(/<f[ >]/);
  expect(parts["xl/sharedStrings.xml"]).toContain("=HYPERLINK(1)");
});

test("worksheets are called by their titles, cut and told apart", async () => {
  const named = (title: string) => makeSheet({ ...baseline("en"), title });
  const long = "A title that is longer than a worksheet may be called";
  const xml = unzipped(await sheetsToXlsx(["A/B: [c]?", long, long, "'", long.toUpperCase()].map(named)))[
    "xl/workbook.xml"
  ]!;
  expect([...xml.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map((m) => m[1])).toEqual([
    "A B   c",
    "A title that is longer than a w",
    "A title that is longer than 2",
    "Table",
    "A TITLE THAT IS LONGER THAN 3",
  ]);
});

test("the same tables give the same bytes; none give an empty workbook", async () => {
  const first = await sheetsToXlsx([baseline("zh")]);
  expect(Buffer.compare(await sheetsToXlsx([baseline("zh")]), first)).toBe(0);
  expect(unzipped(await sheetsToXlsx([]))["xl/workbook.xml"]).toContain("<sheet ");
});

describe("the format of a number shows it as print does", () => {
  test.each([
    ["0.008***", 0.00829, '0.000"***";"−"0.000"***"'],
    ["(−0.81)", -0.8125, '"("0.00")";"(−"0.00")"'],
    ["1,542", 1542, '#,##0;"−"#,##0'],
    ["12.3%", 12.34, '0.0"%";"−"0.0"%"'],
    ["<0.001", 0.00004, '"<0.001";"<0.001";"<0.001"'],
    ["−0.000", -0.00001, '0.000;"−"0.000'],
  ])("%s", (text, value, format) => {
    expect(excelFormat(text, value)).toBe(format);
  });

  test("blanks as wide as figures make up for decimals that are not there", () => {
    expect(excelFormat("(3.19)", 3.19, 3)).toBe('"("0.00")"_0_0_0;"(−"0.00")"_0_0_0');
  });

  test("whatever is printed is recognised", () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 6 }), (value, digits) => {
        const places = digits > 0 ? `0.${"0".repeat(digits)}` : "0";
        expect(excelFormat(formatNumber(value, digits), value)).toBe(`${places};"−"${places}`);
      }),
    );
    expect(excelFormat(formatCount(123456, "en"), 123456)).toBe('#,##0;"−"#,##0');
  });
});
