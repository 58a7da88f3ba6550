import { CeterisError } from "@ceteris/core";
import { type Document, isAlias, LineCounter, parseDocument, visit, type YAMLParseError } from "yaml";
import type { z } from "zod";
import { knownKeys } from "./known-keys.ts";
import { lookalikeIn } from "./lookalike.ts";
import { type ReadYaml, schemaProblems } from "./schema-problems.ts";

/** A checked file, or everything that is wrong with it. */
export type CheckedYaml<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly CeterisError[] };

const STUDY_PAGE = "docs/study-file.md";

/**
 * Reads YAML (or JSON, which is YAML) and checks it against a schema.
 *
 * @param page where the keys are told of, for messages
 * @throws the first of what `checkYaml` finds
 */
export function parseYaml<T>(text: string, name: string, schema: z.ZodType<T>, page = STUDY_PAGE): T {
  const checked = checkYaml(text, name, schema, page);
  if (checked.ok) return checked.value;
  throw checked.problems[0]!;
}

/**
 * The same, collecting every problem: STUDY_SYNTAX, STUDY_KEY (unknown key, with the nearest known
 * one), STUDY_VALUE; each says file, line and column.
 */
export function checkYaml<T>(
  text: string,
  name: string,
  schema: z.ZodType<T>,
  page = STUDY_PAGE,
): CheckedYaml<T> {
  const read = readYaml(text, name, page);
  if (read instanceof CeterisError) return { ok: false, problems: [read] };
  if (read.document.contents === null) return { ok: false, problems: [emptyFile(name, schema)] };
  const checked = schema.safeParse(read.value);
  if (checked.success) return { ok: true, value: checked.data };
  return { ok: false, problems: schemaProblems(checked.error.issues, read, schema) };
}

function readYaml(text: string, name: string, page: string): ReadYaml | CeterisError {
  if (nestsTooDeeply(text)) return tooMuch(name, "it is nested too deeply");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "error", merge: true });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}, line ${line}, column ${col}`;
  };
  const [broken] = document.errors;
  if (broken) return syntaxError(broken, place(broken.pos[0]), text);
  const value = plainValue(document, name, place);
  return value instanceof CeterisError ? value : { text, document, value, page, place };
}

/** Nesting that would exhaust the parser's stack: brackets, indentation or dashes without end. */
export function nestsTooDeeply(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
    if (depth > MOST_NESTED) return true;
  }
  return /^ {400}|([-?:] +){100}/m.test(text);
}

const MOST_NESTED = 100;

/** The values of a document, unless its aliases lead nowhere or would multiply without end. */
function plainValue(document: Document, name: string, place: ReadYaml["place"]): unknown {
  const lost = lostAlias(document);
  if (lost) {
    return new CeterisError({
      code: "STUDY_SYNTAX",
      where: place(lost.offset),
      what: `“*${lost.source}” stands for what is marked “&${lost.source}” further up, and nothing is`,
      mend: "Put a text that begins with * in quotation marks",
    });
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError || error instanceof RangeError)) throw error;
    return tooMuch(name, "its aliases (&, *) expand to too much");
  }
}

function lostAlias(document: Document): { readonly source: string; readonly offset: number } | null {
  let lost: { source: string; offset: number } | null = null;
  visit(document, (_, node) => {
    if (!isAlias(node) || node.resolve(document) !== undefined) return undefined;
    lost = { source: node.source, offset: node.range?.[0] ?? 0 };
    return visit.BREAK;
  });
  return lost;
}

function tooMuch(where: string, what: string): CeterisError {
  return new CeterisError({ code: "STUDY_SYNTAX", where, what, mend: "Write the values out plainly" });
}

function syntaxError(broken: YAMLParseError, where: string, text: string): CeterisError {
  const [offset, end] = broken.pos;
  const error = (what: string, mend: string) => new CeterisError({ code: "STUDY_SYNTAX", where, what, mend });
  switch (broken.code) {
    case "DUPLICATE_KEY": {
      const key = /^[^\s:]+/.exec(text.slice(offset, Math.max(end, offset + 60)))?.[0] ?? "";
      return error(`the key “${key}” is there already`, "Put what belongs together under one of the two");
    }
    case "MULTIPLE_DOCS":
      return error("a second document begins here", "Keep one to a file, and delete the line ---");
    case "TAB_AS_INDENT":
      return error("this line is indented with a tab", "Indent with spaces: YAML takes no tabs for it");
    default: {
      const reason = (broken.message.split(" at line")[0] ?? "").toLowerCase();
      const general = "Check indentation, colons and quotation marks on this line and the one above";
      return error(`this is not valid YAML: ${reason}`, lookalikeIn(text, offset) ?? general);
    }
  }
}

function emptyFile(where: string, schema: z.ZodType): CeterisError {
  const known = knownKeys(schema, []);
  return new CeterisError({
    code: "STUDY_VALUE",
    where,
    what: "there is nothing in this file",
    mend: known.length > 0 ? `The keys it may have are ${known.join(", ")}` : "Check that it was saved",
  });
}
