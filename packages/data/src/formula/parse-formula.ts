import { nearestName } from "@ceteris/core";
import { ASCII_HINTS, expressionError, type Grammar, type Token, tokens } from "../filter/tokens.ts";

export type Operator = "+" | "-" | "*" | "/" | "^";

/** A parsed formula. `at` is a position in the expression. */
export type Formula =
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "column"; readonly name: string; readonly at: number }
  | { readonly type: "negative"; readonly of: Formula }
  | {
      readonly type: "operation";
      readonly operator: Operator;
      readonly left: Formula;
      readonly right: Formula;
    }
  | { readonly type: "call"; readonly name: FormulaFunction; readonly given: readonly Formula[] };

/** Functions of the language, with how many values they take. */
export const FORMULA_FUNCTIONS = {
  log: [1, 1],
  exp: [1, 1],
  sqrt: [1, 1],
  abs: [1, 1],
  round: [1, 2],
  min: [2, 9],
  max: [2, 9],
} as const;
export type FormulaFunction = keyof typeof FORMULA_FUNCTIONS;

const FUNCTION_NAMES = Object.keys(FORMULA_FUNCTIONS);
const DEEPEST = 200;

const GRAMMAR: Grammar = {
  code: "FORMULA_SYNTAX",
  noun: "the formula",
  words: new Set(),
  number: /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_.])/uy,
  sign: /[-+*/^(),]/uy,
  hints: {
    ...ASCII_HINTS,
    "×": "Write *",
    "÷": "Write /",
    "%": "Write / 100",
    "=": "A formula is the right-hand side alone: the key before it names the new column",
  },
  summary: `A formula is made of numbers, column names, + - * / ^, brackets and ${FUNCTION_NAMES.join(", ")}; names with other characters stand in back-quotes`,
};

/** Parses arithmetic: + and - < * and / < sign < ^, which binds to the right. @throws FORMULA_SYNTAX */
export function parseFormula(expression: string): Formula {
  const all = tokens(expression, GRAMMAR);
  let next = 0;
  let depth = 0;
  const peek = () => all[next]!;
  const isSign = (...signs: string[]) => peek().type === "sign" && signs.includes(peek().text);

  function fail(token: Token, expected: string): never {
    const found = token.type === "end" ? "the formula ends" : `“${token.text}” stands`;
    throw error(token.at, `${found} where ${expected} should be`, GRAMMAR.summary);
  }

  function error(at: number, what: string, mend: string) {
    return expressionError(GRAMMAR, expression, at, what, mend);
  }

  function joined(part: () => Formula, ...signs: Operator[]): Formula {
    let left = part();
    while (isSign(...signs)) {
      const operator = all[next++]!.text as Operator;
      left = { type: "operation", operator, left, right: part() };
    }
    return left;
  }

  const sum = (): Formula => joined(() => joined(signed, "*", "/"), "+", "-");

  function signed(): Formula {
    if (++depth > DEEPEST) throw error(peek().at, "it is nested too deeply", "Write a simpler formula");
    let negative = false;
    while (isSign("-", "+")) negative = all[next++]!.text === "-" ? !negative : negative;
    const base = operand();
    let found = base;
    if (isSign("^")) {
      next++;
      found = { type: "operation", operator: "^", left: base, right: signed() };
    }
    depth--;
    return negative ? { type: "negative", of: found } : found;
  }

  function operand(): Formula {
    const token = peek();
    if (token.type === "number") {
      next++;
      return { type: "number", value: token.value };
    }
    if (token.type === "name") {
      next++;
      return isSign("(") ? call(token) : { type: "column", name: token.text, at: token.at };
    }
    if (!isSign("(")) return fail(token, "a number, a column name or a bracket");
    next++;
    const inside = sum();
    if (!isSign(")")) fail(peek(), "a closing bracket");
    next++;
    return inside;
  }

  function call(token: Token): Formula {
    const name = token.text;
    if (!Object.hasOwn(FORMULA_FUNCTIONS, name)) {
      const near = nearestName(name, FUNCTION_NAMES);
      throw error(
        token.at,
        `there is no function “${name}”`,
        near ? `Did you mean “${near}”?` : `The functions are ${FUNCTION_NAMES.join(", ")}`,
      );
    }
    const given: Formula[] = [];
    do {
      next++;
      given.push(sum());
    } while (isSign(","));
    if (!isSign(")")) fail(peek(), "a comma or a closing bracket");
    next++;
    const [least, most] = FORMULA_FUNCTIONS[name as FormulaFunction];
    if (given.length < least || given.length > most) {
      throw error(
        token.at,
        `${name} is given ${given.length} ${given.length === 1 ? "value" : "values"}`,
        least === most ? `Give it ${least}` : `Give it ${least} to ${most}`,
      );
    }
    return { type: "call", name: name as FormulaFunction, given };
  }

  const formula = sum();
  if (peek().type !== "end") fail(peek(), "an operator or the end");
  return formula;
}
