/** What was taken off a cell to see its number. */
export const SEPARATORS = 1;
export const PERCENT = 2;
export const FOOTNOTE = 4;
export const FULL_WIDTH = 8;
export const YEAR = 16;

export interface NumberRules {
  readonly decimal: "." | ",";
  /** Take `1,234` for 1234 (with a decimal comma, `1.234`). */
  readonly thousands: boolean;
  /** Take `001` and integers beyond ±(2⁵³ − 1) for numbers too. */
  readonly identifiers: boolean;
}

/** A number and the marks around it; what marks a missing value; or why it is neither. */
export type CleanedCell =
  | { readonly kind: "number"; readonly value: number; readonly marks: number }
  | { readonly kind: "missing" }
  | { readonly kind: "identifier" }
  | { readonly kind: "text" };

/**
 * Reads a cell of a yearbook: full-width digits, thousands separators, percent and per mille signs (the
 * number is divided), footnote marks (`*`, `†`, `①`, `¹`, `[1]`), years (`2018年`, `二〇一八年度`), and the marks of a missing
 * value.
 * The cell is trimmed and not empty.
 */
export function cleanNumber(cell: string, rules: NumberRules): CleanedCell {
  if (MISSING_MARKS.has(cell)) return MISSING;
  let marks = 0;
  let text = cell;
  if (/[\u3000\uff01-\uff5e]/.test(text)) {
    text = text
      .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
      .replaceAll("\u3000", " ");
    marks |= FULL_WIDTH;
  }
  const bare = text.replace(FOOTNOTE_AFTER, "").replace(FOOTNOTE_BEFORE, "");
  if (bare !== text) marks |= FOOTNOTE;
  text = bare.trim();
  let exponent = "";
  const sign = text.at(-1);
  if (sign === "%" || sign === "‰") {
    exponent = sign === "%" ? "e-2" : "e-3";
    marks |= PERCENT;
    text = text.slice(0, -1).trimEnd();
  } else if (YEAR_NAME.test(text)) {
    marks |= YEAR;
    text = text
      .slice(0, 4)
      .replace(/[零○]/g, "〇")
      .replace(/\D/g, (c) => String(NUMERALS.indexOf(c)));
  }
  text = text.replace(/^[−–]/, "-");
  if (MISSING_MARKS.has(text)) return MISSING;
  const { decimal } = rules;
  const grouped = decimal === "." ? GROUPED_POINT : GROUPED_COMMA;
  if (grouped.test(text)) {
    if (!rules.thousands) return TEXT;
    marks |= SEPARATORS;
    text = text.replace(decimal === "." ? /[, '’\u00a0\u2009\u202f]/g : /[. '’\u00a0\u2009\u202f]/g, "");
  } else if (decimal === "," && text.includes(".")) return TEXT;
  if (decimal === ",") text = text.replace(",", ".");
  if (!PLAIN.test(text)) return INFINITE.test(text) ? infinite(text) : TEXT;
  const value = Number(text);
  const loses = /^[+-]?0\d/.test(text) || (/^[+-]?\d+$/.test(text) && !Number.isSafeInteger(value));
  if (loses && !rules.identifiers) return AN_IDENTIFIER;
  // As one number, so that 12.3% is 0.123 and not 12.3 / 100.
  const scaled = /e/i.test(text) ? value * Number(`1${exponent}`) : Number(text + exponent);
  return { kind: "number", value: scaled + 0, marks };
}

const MISSING = { kind: "missing" } as const;
const TEXT = { kind: "text" } as const;
const AN_IDENTIFIER = { kind: "identifier" } as const;

/** Beside the empty cell, `NA`, `N/A`, `NaN`, `.`, `null` and `NULL`, which are missing in text too. */
const MISSING_MARKS: ReadonlySet<string> = new Set([
  ...["-", "--", "---", "—", "——", "–", "−", "－", "―", "…", "……", "...", "..", "…..", "⋯"],
  ...["NA", "N/A", "n/a", "n.a.", "N.A.", "NaN", "nan", "null", "NULL", ".", "NONE", "None"],
  // As Stata writes its extended missing values.
  ...Array.from({ length: 26 }, (_, k) => `.${String.fromCharCode(97 + k)}`),
  ...["缺失", "缺", "无", "无数据", "暂无", "暂无数据", "不详"],
  ...["#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NUM!", "#NAME?", "#NULL!"],
]);

const NUMERALS = "〇一二三四五六七八九";
const YEAR_NAME = /^(?:[12]\d{3}年度?|[一二][〇零○一二三四五六七八九]{3}(?:年度?)?)$/;
const MARK = "[*†‡§¶]+|[\\u2460-\\u2473]+|[\\u2070\\u00b9\\u00b2\\u00b3\\u2074-\\u2079]+";
const FOOTNOTE_AFTER = new RegExp(`(?:\\s*(?:${MARK}|[\\[〔【]注?\\s?\\d{1,2}[\\]〕】]))+$`);
const FOOTNOTE_BEFORE = /^[*#\u2460-\u2473]+\s*(?=[-+−–]?[\d.])/;
const GROUPED_POINT = /^[+-]?[1-9]\d{0,2}([, '’\u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?:\.\d+)?$/;
const GROUPED_COMMA = /^[+-]?[1-9]\d{0,2}([. '’\u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?:,\d+)?$/;
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;

function infinite(text: string): CleanedCell {
  return {
    kind: "number",
    value: text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
    marks: 0,
  };
}
