import { CeterisError, nearestName } from "@ceteris/core";
import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLParseError,
} from "yaml";
import type { z } from "zod";

/** A checked file, or everything that is wrong with it. */
export type CheckedYaml<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly CeterisError[] };

/**
 * Reads YAML (or JSON, which is YAML) and checks it against a schema.
 *
 * @throws the first of what `checkYaml` finds
 */
export function parseYaml<T>(text: string, name: string, schema: z.ZodType<T>): T {
  const checked = checkYaml(text, name, schema);
  if (checked.ok) return checked.value;
  throw checked.problems[0]!;
}

/**
 * The same, collecting every problem: STUDY_SYNTAX, STUDY_KEY (unknown key, with the nearest known
 * one), STUDY_VALUE; each says file, line and column.
 */
export function checkYaml<T>(text: string, name: string, schema: z.ZodType<T>): CheckedYaml<T> {
  const lines = new LineCounter();
  const document = parsed(text, name, lines);
  if (document instanceof CeterisError) return { ok: false, problems: [document] };
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}, line ${line}, column ${col}`;
  };
  const broken = document.errors[0];
  if (broken) return { ok: false, problems: [syntaxError(broken, place(broken.pos[0]))] };
  if (document.contents === null) return { ok: false, problems: [emptyFile(name, schema)] };
  const value = plainValue(document, name);
  if (value instanceof CeterisError) return { ok: false, problems: [value] };
  const checked = schema.safeParse(value);
  if (checked.success) return { ok: true, value: checked.data };
  const problems = checked.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => toError({ ...issue, keys: [key] }, document, place, schema))
      : [toError(issue, document, place, schema)],
  );
  return { ok: false, problems };
}

function parsed(text: string, name: string, lineCounter: LineCounter): Document | CeterisError {
  return nestsTooDeeply(text)
    ? tooMuch(name, "it is nested too deeply")
    : parseDocument(text, { lineCounter, logLevel: "error" });
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

/** The values of a document, unless its aliases would multiply without end. */
function plainValue(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError || error instanceof RangeError)) throw error;
    return tooMuch(name, "its aliases (&, *) expand to too much");
  }
}

function tooMuch(where: string, what: string): CeterisError {
  return new CeterisError({ code: "STUDY_SYNTAX", where, what, mend: "Write the values out plainly" });
}

function syntaxError(broken: YAMLParseError, where: string): CeterisError {
  const twice = broken.code === "DUPLICATE_KEY";
  return new CeterisError({
    code: "STUDY_SYNTAX",
    where,
    what: twice
      ? "this key is there already"
      : broken.code === "MULTIPLE_DOCS"
        ? "a second document begins here"
        : `this is not valid YAML: ${(broken.message.split(" at line")[0] ?? "").toLowerCase()}`,
    mend: twice
      ? "Put what belongs together under one of the two"
      : "Check indentation, colons and quotation marks on this line and the one above",
  });
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

function toError(
  issue: z.core.$ZodIssue,
  document: Document,
  place: (offset: number) => string,
  schema: z.ZodType,
): CeterisError {
  const path = issue.path.map((p) => (typeof p === "symbol" ? String(p) : p));
  const shown = path.length === 0 ? "the file" : `“${path.join(".")}”`;
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    const known = knownKeys(schema, path);
    const near = nearestName(key, known);
    return new CeterisError({
      code: "STUDY_KEY",
      where: place(keyOffset(document, path, key)),
      what: `unknown key “${key}”${path.length > 0 ? ` under ${shown}` : ""}`,
      mend: near ? `Did you mean “${near}”?` : `The keys here are ${known.join(", ")}`,
      details: { key, nearest: near },
    });
  }
  const missing = issue.code === "invalid_type" && document.getIn(path) === undefined;
  return new CeterisError({
    code: "STUDY_VALUE",
    where: place(nodeOffset(document, missing ? path.slice(0, -1) : path)),
    what: missing ? `${shown} is missing` : `${shown}: ${reason(issue)}`,
    mend: missing ? "Add it" : "Correct this value; docs/study-file.md lists what each key takes",
    details: { path: path.join(".") },
  });
}

function reason(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value") return `expected one of ${issue.values.map(String).join(", ")}`;
  const message = issue.message.replace(/^Invalid input: /, "").replace(/^Invalid option: /, "");
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function nodeOffset(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = (
      length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    ) as Node | null;
    if (node?.range) return node.range[0];
  }
  return 0;
}

function keyOffset(document: Document, path: readonly (string | number)[], key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isMap(map)) {
    const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
  }
  return nodeOffset(document, path);
}

/** The keys an object schema takes at a path, looking through optional wrappers and arrays. */
function knownKeys(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let here: unknown = unwrap(schema);
  for (const part of path) {
    const object = here as { shape?: Record<string, z.ZodType>; element?: z.ZodType; valueType?: z.ZodType };
    const own = object.shape && Object.hasOwn(object.shape, part) ? object.shape[part] : undefined;
    const next = own ?? object.element ?? object.valueType;
    if (!next) return [];
    here = unwrap(next);
  }
  return Object.keys((here as { shape?: object }).shape ?? {});
}

function unwrap(schema: z.ZodType): unknown {
  let here = schema as { def?: { innerType?: z.ZodType } };
  while (here.def?.innerType) here = here.def.innerType as unknown as typeof here;
  return here;
}
