import { filterError, type Token, tokens } from "./tokens.ts";

export type Operand =
  | { readonly type: "column"; readonly name: string; readonly at: number }
  | { readonly type: "number"; readonly value: number; readonly at: number }
  | { readonly type: "text"; readonly value: string; readonly at: number };

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** A parsed row filter. `at` is a position in the expression. */
export type Condition =
  | { readonly type: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly type: "not"; readonly part: Condition }
  | {
      readonly type: "compare";
      readonly operator: Comparison;
      readonly left: Operand;
      readonly right: Operand;
      readonly at: number;
    }
  | {
      readonly type: "in";
      readonly column: Operand;
      readonly values: readonly Operand[];
      readonly negated: boolean;
    }
  | { readonly type: "missing"; readonly column: Operand; readonly negated: boolean };

const OPERATORS: Readonly<Record<string, Comparison>> = {
  "=": "=",
  "==": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};
const DEEPEST = 200;

/** Parses the language of `filterRows`: or < and < not < comparison. @throws FILTER_SYNTAX */
export function parseFilter(expression: string): Condition {
  const all = tokens(expression);
  let next = 0;
  let depth = 0;
  const peek = () => all[next]!;
  const isWord = (token: Token, word: string) => token.type === "word" && token.text === word;
  const isSign = (token: Token, sign: string) => token.type === "sign" && token.text === sign;

  function fail(token: Token, expected: string): never {
    const found = token.type === "end" ? "the filter ends" : `“${token.text}” stands`;
    throw filterError(
      expression,
      token.at,
      `${found} where ${expected} should be`,
      'Examples: year >= 2016 and province in ("甘肃", "青海"); not (gdp is missing)',
    );
  }

  function joined(type: "and" | "or", part: () => Condition): Condition {
    const parts = [part()];
    while (isWord(peek(), type)) {
      next++;
      parts.push(part());
    }
    return parts.length === 1 ? parts[0]! : { type, parts };
  }

  function disjunction(): Condition {
    if (++depth > DEEPEST)
      throw filterError(
        expression,
        peek().at,
        "the brackets are nested too deeply",
        "Write a simpler filter",
      );
    const found = joined("or", () => joined("and", negation));
    depth--;
    return found;
  }

  function negation(): Condition {
    let negated = false;
    while (isWord(peek(), "not")) {
      next++;
      negated = !negated;
    }
    const part = bracketed();
    return negated ? { type: "not", part } : part;
  }

  function bracketed(): Condition {
    if (!isSign(peek(), "(")) return comparison();
    next++;
    const inside = disjunction();
    if (!isSign(peek(), ")")) fail(peek(), "a closing bracket");
    next++;
    return inside;
  }

  function comparison(): Condition {
    const left = operand("a column name");
    const token = peek();
    if (isWord(token, "is")) return missing(left);
    const negated = isWord(token, "not");
    if (negated || isWord(token, "in")) {
      next += negated ? 2 : 1;
      if (negated && !isWord(all[next - 1]!, "in")) fail(all[next - 1]!, "in");
      return membership(left, negated);
    }
    const operator = token.type === "sign" ? OPERATORS[token.text] : undefined;
    if (!operator) fail(token, "a comparison (=, !=, <, <=, >, >=, in, is missing)");
    next++;
    return { type: "compare", operator, left, right: operand("a value or a column name"), at: token.at };
  }

  function missing(column: Operand): Condition {
    next++;
    const negated = isWord(peek(), "not");
    if (negated) next++;
    if (!isWord(peek(), "missing")) fail(peek(), "missing or not missing");
    next++;
    return { type: "missing", column: mustBeColumn(column), negated };
  }

  function membership(column: Operand, negated: boolean): Condition {
    if (!isSign(peek(), "(")) fail(peek(), "an opening bracket");
    const values: Operand[] = [];
    do {
      next++;
      const value = operand("a number or a quoted text");
      if (value.type === "column") {
        throw filterError(
          expression,
          value.at,
          `“${value.name}” is not a value`,
          `Put text into quotation marks: "${value.name}"`,
        );
      }
      values.push(value);
    } while (isSign(peek(), ","));
    if (!isSign(peek(), ")")) fail(peek(), "a comma or a closing bracket");
    next++;
    return { type: "in", column: mustBeColumn(column), values, negated };
  }

  function operand(expected: string): Operand {
    const token = peek();
    if (token.type === "name") {
      next++;
      return { type: "column", name: token.text, at: token.at };
    }
    if (token.type === "number") {
      next++;
      return { type: "number", value: token.value, at: token.at };
    }
    if (token.type === "text") {
      next++;
      return { type: "text", value: token.text, at: token.at };
    }
    return fail(token, expected);
  }

  function mustBeColumn(found: Operand): Operand {
    if (found.type === "column") return found;
    throw filterError(
      expression,
      found.at,
      `“${found.value}” is a value where a column name should be`,
      "Give a column name, without quotation marks",
    );
  }

  if (peek().type === "end") fail(peek(), "a condition");
  const condition = disjunction();
  if (peek().type !== "end") fail(peek(), "and, or, or the end");
  return condition;
}
