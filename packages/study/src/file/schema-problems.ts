import { CeterisError, nearestName } from "@ceteris/core";
import { type Document, isMap, isScalar, type Node } from "yaml";
import type { z } from "zod";
import { expectedValue } from "./expected-value.ts";
import { knownKeys } from "./known-keys.ts";
import { lookalikeIn } from "./lookalike.ts";

type Path = readonly (string | number)[];

/** A file that was read, with all that tells where in it something stands. */
export interface ReadYaml {
  readonly text: string;
  readonly document: Document;
  /** What it holds. */
  readonly value: unknown;
  /** The page that tells of its keys. */
  readonly page: string;
  /** How a place in the text is named in messages. */
  place(offset: number): string;
}

/**
 * What a schema complains of, in the user's terms and in the order to mend it: unknown keys first, and a key that is
 * missing not at all where a misspelt one must be it.
 */
export function schemaProblems(
  found: readonly z.core.$ZodIssue[],
  read: ReadYaml,
  schema: z.ZodType,
): readonly CeterisError[] {
  const issues = found.flatMap(opened);
  const unknown: CeterisError[] = [];
  const others: CeterisError[] = [];
  const misspelt = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const path = pathOf(issue);
    for (const key of issue.keys) {
      const known = knownKeys(schema, path);
      const near = nearestName(key, known) ?? known.find((name) => beginsWith(key, name)) ?? null;
      if (near) misspelt.add([...path, near].join("."));
      unknown.push(unknownKey(key, near, known, path, read));
    }
  }
  for (const issue of issues) {
    const path = pathOf(issue);
    if (issue.code === "unrecognized_keys" || misspelt.has(path.join("."))) continue;
    others.push(wrongValue(issue, path, read));
  }
  return [...unknown, ...others];
}

/** Of a value that fits the kind of one alternative alone, what that one complains of. */
function opened(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const fitting = issue.errors.filter((own) =>
    own.every(({ code, path }) => path.length > 0 || code === "unrecognized_keys" || code === "custom"),
  );
  if (fitting.length !== 1) return [issue];
  return fitting[0]!.flatMap((own) => opened({ ...own, path: [...issue.path, ...own.path] }));
}

const pathOf = ({ path }: z.core.$ZodIssue): Path => path.map((p) => (typeof p === "symbol" ? String(p) : p));

/** A key that runs into its value, as where the colon is of another width. */
function beginsWith(key: string, name: string): boolean {
  return key.startsWith(name) && !/[\w-]/.test(key.charAt(name.length));
}

function unknownKey(
  key: string,
  near: string | null,
  known: readonly string[],
  path: Path,
  { document, place, text }: ReadYaml,
): CeterisError {
  const offset = keyOffset(document, path, key);
  const strange = lookalikeIn(text, offset);
  return new CeterisError({
    code: "STUDY_KEY",
    where: place(offset),
    what: `unknown key “${key}”${path.length > 0 ? ` under “${path.join(".")}”` : ""}`,
    mend: strange ?? (near ? `Did you mean “${near}”?` : `The keys here are ${known.join(", ")}`),
    details: { key, nearest: near },
  });
}

function wrongValue(issue: z.core.$ZodIssue, path: Path, read: ReadYaml): CeterisError {
  const { document, place, value } = read;
  const missing = issue.code !== "custom" && path.length > 0 && valueAt(value, path) === undefined;
  const shown = path.length === 0 ? "the file" : `“${path.join(".")}”`;
  const details = { path: path.join(".") };
  if (missing) {
    const where = place(nodeOffset(document, path.slice(0, -1)));
    return new CeterisError({
      code: "STUDY_VALUE",
      where,
      what: `${shown} is missing`,
      mend: "Add it",
      details,
    });
  }
  const expected = expectedValue(issue);
  const found = foundText(read, path);
  return new CeterisError({
    code: "STUDY_VALUE",
    where: place(nodeOffset(document, path)),
    what:
      expected === null
        ? `${shown}: ${issue.message}`
        : `${shown}: expected ${expected}, found ${found === null ? "nothing" : `“${found}”`}`,
    mend: mendOf(issue, found) ?? `Correct this value; ${read.page} lists what each key takes`,
    details,
  });
}

/** What to write instead, where that can be told from what stands there. */
function mendOf(issue: z.core.$ZodIssue, found: string | null): string | null {
  if (found === null) {
    if (issue.code !== "invalid_type") return null;
    return issue.expected === "object" ? "Write keys and values below it" : "Give a value, or delete the key";
  }
  if (issue.code === "invalid_value") {
    const near = nearestName(found, issue.values.map(String));
    return near && `Did you mean “${near}”?`;
  }
  if (issue.code !== "invalid_type") return null;
  const bare = found.replace(/^(["'])(.*)\1$/, "$2");
  const plain = /^[^[{]/.test(found);
  switch (issue.expected) {
    case "array":
      return plain ? `Write a list in brackets: [${found}]` : null;
    case "string":
      return plain ? `Put it in quotation marks: "${bare}"` : null;
    case "boolean":
      return "Write true or false";
    case "number":
      return /^[\d_ ]+$/.test(bare) ? `Write it as a number: ${bare.replace(/[_ ]/g, "")}` : null;
    case "object":
      return "Write keys and values below it, or leave it empty; to do without it, delete the key";
    default:
      return null;
  }
}

/** What stands in a place, as it is written, or the beginning of it; null for nothing. */
function foundText({ text, document, value }: ReadYaml, path: Path): string | null {
  const found = valueAt(value, path);
  if (found === null || found === undefined) return null;
  const range = (nodeAt(document, path) as Node | null)?.range;
  const written = range ? text.slice(range[0], range[1]).trim() : String(found);
  const [line = ""] = written.split("\n");
  return line.length > 40 || line.length < written.length ? `${line.slice(0, 40).trim()} …` : line;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce(
    (here, part) => (here === null || here === undefined ? undefined : (here as never)[part]),
    value,
  );
}

function nodeAt(document: Document, path: Path): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

/** Where a value stands, or what is nearest above it. */
function nodeOffset(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(document, path.slice(0, length)) as Node | null;
    if (node?.range) return node.range[0];
  }
  return 0;
}

function keyOffset(document: Document, path: Path, key: string): number {
  const map = nodeAt(document, path);
  const pair = isMap(map)
    ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
    : undefined;
  return pair && isScalar(pair.key) && pair.key.range ? pair.key.range[0] : nodeOffset(document, path);
}
