import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cleanNumber,
  FOOTNOTE,
  FULL_WIDTH,
  type NumberRules,
  PERCENT,
  SEPARATORS,
  YEAR,
} from "../../src/clean/clean-number.ts";

const POINT: NumberRules = { decimal: ".", thousands: true, identifiers: false };
const COMMA: NumberRules = { ...POINT, decimal: "," };
const value = (cell: string, rules = POINT) => {
  const found = cleanNumber(cell, rules);
  return found.kind === "number" ? found.value : found.kind;
};
const marks = (cell: string) => {
  const found = cleanNumber(cell, POINT);
  return found.kind === "number" ? found.marks : found.kind;
};

describe("cleanNumber", () => {
  it.each<[string, number, number]>([
    ["1,234.5", 1234.5, SEPARATORS],
    ["-12,345,678", -12345678, SEPARATORS],
    ["1 234", 1234, SEPARATORS],
    ["1\u202f234", 1234, SEPARATORS],
    ["12.5%", 0.125, PERCENT],
    ["12.3%", 0.123, PERCENT],
    ["1e3%", 10, PERCENT],
    ["2018年", 2018, YEAR],
    ["2018年度", 2018, YEAR],
    ["二〇一八年", 2018, YEAR],
    ["一九九零", 1990, YEAR],
    ["２０１８年", 2018, YEAR | FULL_WIDTH],
    ["3‰", 0.003, PERCENT],
    ["１２．５％", 0.125, PERCENT | FULL_WIDTH],
    ["－７", -7, FULL_WIDTH],
    ["99①", 99, FOOTNOTE],
    ["3.2***", 3.2, FOOTNOTE],
    ["5²", 5, FOOTNOTE],
    ["17 [3]", 17, FOOTNOTE],
    ["8〔注1〕", 8, FOOTNOTE],
    ["#12", 12, FOOTNOTE],
    ["1,234① ", 1234, FOOTNOTE | SEPARATORS],
    ["−3.5", -3.5, 0],
    ["1e-3", 0.001, 0],
    [".5", 0.5, 0],
    ["-Inf", Number.NEGATIVE_INFINITY, 0],
    ["0", 0, 0],
    ["0.5", 0.5, 0],
  ])("reads %s as %d", (cell, number, mark) => {
    expect([value(cell.trim()), marks(cell.trim())]).toEqual([number, mark]);
  });

  it.each(["—", "——", "-", "－", "…", "……", "...", "N/A", "缺失", "暂无数据", "#DIV/0!", "—①"])(
    "takes %s as missing",
    (cell) => expect(value(cell)).toBe("missing"),
  );

  it.each([
    "1,23",
    "12,34,567",
    "0,123",
    "1,234 567",
    "约7",
    "7亿",
    "3年",
    "二十年",
    "三〇一八年",
    "0018年",
    "2018年末",
    "2018-03",
    "12a",
    "0x1f",
    "1e",
    "%",
    "",
    "1 2",
  ])("leaves %s as text", (cell) => expect(value(cell)).toBe("text"));

  it("keeps identifiers, unless they are declared numbers", () => {
    for (const id of ["001", "００１", "110101199001011234", "-0123"]) expect(value(id)).toBe("identifier");
    expect(value("001", { ...POINT, identifiers: true })).toBe(1);
    expect(value("9007199254740991")).toBe(2 ** 53 - 1);
    expect(value("9007199254740992")).toBe("identifier");
  });

  it("reads decimal commas only when told, and then no decimal points", () => {
    expect(value("3,14")).toBe("text");
    expect(value("3,14", COMMA)).toBe(3.14);
    expect(value("1.234,5", COMMA)).toBe(1234.5);
    expect(value("1 234,5", COMMA)).toBe(1234.5);
    expect(value("1.5", COMMA)).toBe("text");
    expect(value("1,234", COMMA)).toBe(1.234);
    expect(value("1,234", { ...POINT, thousands: false })).toBe("text");
  });

  it("reads what a locale writes", () => {
    const written = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(written, (x) => {
        const digits = { minimumFractionDigits: 3, maximumFractionDigits: 3 };
        const shown = (locale: string) => x.toLocaleString(locale, digits);
        // Not toFixed, which rounds the binary number where a locale rounds its shortest decimal form.
        const expected = Number(x.toLocaleString("en-US", { ...digits, useGrouping: false })) + 0;
        expect(value(shown("en-US"))).toBe(expected);
        expect(value(shown("de-DE"), COMMA)).toBe(expected);
        expect(value(shown("fr-FR"), COMMA)).toBe(expected);
        expect(value(shown("sv-SE"), COMMA)).toBe(expected);
      }),
    );
  });
});
