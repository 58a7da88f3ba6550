import type { z } from "zod";

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "keys with values",
  record: "keys with values",
};

/** What a schema wants in a place, in words: “a whole number from 1 on”. Null where the issue has words of its own. */
export function expectedValue(issue: Issue): string | null {
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? null;
    case "invalid_value":
      return `${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}`;
    case "too_small":
      if (issue.origin === "string") return "a text that is not empty";
      if (issue.origin === "array") return `a list of ${issue.minimum} or more`;
      return `a number ${issue.inclusive ? `from ${issue.minimum} on` : `above ${issue.minimum}`}`;
    case "too_big":
      if (issue.origin === "array") return `a list of no more than ${issue.maximum}`;
      return `a number ${issue.inclusive ? `up to ${issue.maximum}` : `below ${issue.maximum}`}`;
    case "invalid_union":
      return issue.message === "Invalid input" ? alternatives(issue.errors) : null;
    default:
      return null;
  }
}

/** What any of several schemas would take, as far as they say it of the place itself. */
function alternatives(errors: readonly (readonly Issue[])[]): string | null {
  const wanted = errors.map(([first]) => (first?.path.length === 0 ? expectedValue(first) : null));
  return wanted.includes(null) ? null : [...new Set(wanted)].join(", or ");
}
