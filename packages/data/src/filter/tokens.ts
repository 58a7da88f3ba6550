import { CeterisError, type ErrorCode } from "@ceteris/core";

export type Word = "and" | "or" | "not" | "in" | "is" | "missing";
export type Token =
  | { readonly type: "name"; readonly text: string; readonly at: number }
  | { readonly type: "word"; readonly text: Word; readonly at: number }
  | { readonly type: "number"; readonly value: number; readonly text: string; readonly at: number }
  | { readonly type: "text"; readonly text: string; readonly at: number }
  | { readonly type: "sign"; readonly text: string; readonly at: number }
  | { readonly type: "end"; readonly text: ""; readonly at: number };

/** What tells one small language of expressions from another. */
export interface Grammar {
  readonly code: ErrorCode;
  /** How its expressions are called in messages. */
  readonly noun: string;
  readonly words: ReadonlySet<string>;
  readonly number: RegExp;
  readonly sign: RegExp;
  /** What to write instead of a character that has no meaning. */
  readonly hints: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** What text editors put in place of ASCII. */
export const ASCII_HINTS: Readonly<Record<string, string>> = {
  "“": 'Use straight quotation marks: "text"',
  "”": 'Use straight quotation marks: "text"',
  "‘": "Use straight quotation marks: 'text'",
  "’": "Use straight quotation marks: 'text'",
  "（": "Use ASCII brackets: ( )",
  "）": "Use ASCII brackets: ( )",
  "，": "Use an ASCII comma",
};

const FILTER: Grammar = {
  code: "FILTER_SYNTAX",
  noun: "the row filter",
  words: new Set(["and", "or", "not", "in", "is", "missing"]),
  number: /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_.])/uy,
  sign: /==|!=|<>|<=|>=|[=<>(),]/uy,
  hints: {
    ...ASCII_HINTS,
    "&": "Write and",
    "|": "Write or",
    "!": "Write not, or != for unequal",
    "+": "A filter compares columns with values and does not calculate: make a column of the result first",
    "-": "A filter compares columns with values and does not calculate: make a column of the result first",
    "*": "A filter compares columns with values and does not calculate: make a column of the result first",
    "/": "A filter compares columns with values and does not calculate: make a column of the result first",
    "%": "Write in (…) instead",
  },
  summary:
    'A filter is made of comparisons such as year >= 2016, province in ("甘肃", "青海") or gdp is not missing, joined by and, or and not; names with other characters stand in back-quotes',
};

const BLANK = /\s+/uy;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_.]*/uy;

/** Cuts an expression into tokens. @throws the code of its grammar: FILTER_SYNTAX */
export function tokens(expression: string, grammar: Grammar = FILTER): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    const blank = match(BLANK, expression, at);
    if (blank !== null) {
      at += blank.length;
      continue;
    }
    const quote = expression[at]!;
    if (quote === '"' || quote === "'" || quote === "`") {
      const { text, end } = quotedText(expression, at, quote, grammar);
      found.push({ type: quote === "`" ? "name" : "text", text, at });
      at = end;
      continue;
    }
    const token = plainToken(expression, at, grammar);
    found.push(token);
    at += token.text.length;
  }
  found.push({ type: "end", text: "", at: expression.length });
  return found;
}

function plainToken(expression: string, at: number, grammar: Grammar): Token {
  const number = match(grammar.number, expression, at);
  if (number !== null) return { type: "number", text: number, value: Number(number), at };
  const sign = match(grammar.sign, expression, at);
  if (sign !== null) return { type: "sign", text: sign, at };
  const name = match(NAME, expression, at);
  if (name !== null) {
    const word = name.toLowerCase();
    return grammar.words.has(word)
      ? { type: "word", text: word as Word, at }
      : { type: "name", text: name, at };
  }
  const character = String.fromCodePoint(expression.codePointAt(at)!);
  const hint =
    grammar.hints[character] ??
    (/\d/.test(character) ? "A column name that starts with a digit needs back-quotes: `2018_gdp`" : null);
  throw expressionError(
    grammar,
    expression,
    at,
    `“${character}” has no meaning here`,
    hint ?? grammar.summary,
  );
}

function quotedText(
  expression: string,
  from: number,
  quote: string,
  grammar: Grammar,
): { text: string; end: number } {
  let text = "";
  for (let at = from + 1; at < expression.length; at++) {
    if (expression[at] !== quote) text += expression[at];
    else if (expression[at + 1] === quote) text += expression[++at];
    else return { text, end: at + 1 };
  }
  throw expressionError(
    grammar,
    expression,
    from,
    `the quotation mark ${quote} is never closed`,
    "Close it, or write it twice inside the text",
  );
}

/** An error in a row filter that shows it with a caret under the place. */
export function filterError(expression: string, at: number, what: string, mend: string): CeterisError {
  return expressionError(FILTER, expression, at, what, mend);
}

/** An error in an expression of any grammar. */
export function expressionError(
  { code, noun }: Grammar,
  expression: string,
  at: number,
  what: string,
  mend: string,
): CeterisError {
  return new CeterisError({
    code,
    where: `${noun}, character ${[...expression.slice(0, at)].length + 1}\n  ${expression.replaceAll(/\s/g, " ")}\n  ${caret(expression, at)}`,
    what,
    mend,
    details: { expression, position: at },
  });
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** Wide characters take two places in a terminal. */
function caret(expression: string, at: number): string {
  let indent = "";
  for (const character of expression.slice(0, at)) {
    indent += WIDE.test(character) ? "  " : " ";
  }
  return `${indent}^`;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
