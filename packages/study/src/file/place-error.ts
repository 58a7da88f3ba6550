import { CeterisError } from "@ceteris/core";
import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument, visit } from "yaml";

/**
 * An error about a column or an option that a study file names, with the line that names it; any other as it is.
 */
export function placeError(error: unknown, study: { readonly name: string; readonly text: string }): unknown {
  if (!(error instanceof CeterisError)) return error;
  const lines = new LineCounter();
  const document = parseDocument(study.text, { lineCounter: lines, logLevel: "silent", merge: true });
  const { code, where, what, mend, details } = error;
  const filter = code === "FILTER_SYNTAX";
  const offset =
    code === "UNKNOWN_COLUMN"
      ? valueOffset(document, String(details.column))
      : keyOffset(document, filter ? "data.where" : where);
  if (offset === null) return error;
  const { line, col } = lines.linePos(offset);
  const place = `${study.name}, line ${line}, column ${col}`;
  // The filter is drawn on a line of its own, with its mistake marked.
  return new CeterisError({
    code,
    where: filter ? `${place}, ${where}` : `${place} (${where})`,
    what,
    mend,
    details,
  });
}

type Document = ReturnType<typeof parseDocument>;

/** The first value that is a name, or an expression that has it in it. */
function valueOffset(document: Document, name: string): number | null {
  let within: number | null = null;
  let exact: number | null = null;
  visit(document, {
    Scalar(key, { value, range }) {
      if (key === "key" || !range) return undefined;
      if (String(value) === name) {
        exact = range[0];
        return visit.BREAK;
      }
      if (typeof value === "string" && words(value).includes(name)) within ??= range[0];
      return undefined;
    },
  });
  return exact ?? within;
}

/** Names in a filter, or in fixed effects such as `a^b` and `city[year]`. */
const words = (text: string) => text.split(/[^\p{L}\p{N}_.]+/u);

/** The value of an option, told by its path or, where there is but one, by its key. */
function keyOffset(document: Document, where: string): number | null {
  if (!/^\w+(\.\w+)*$/.test(where)) return null;
  const path = where.split(".");
  if (path.length > 1) return (document.getIn(path, true) as Node | undefined)?.range?.[0] ?? null;
  const found: number[] = [];
  visit(document, {
    Pair(_, { key, value }) {
      // A step of this name, with settings or without, is not the option.
      if (!isScalar(key) || String(key.value) !== where || isMap(value)) return;
      if (isNode(value) && value.range && !(isScalar(value) && value.value === null)) {
        found.push(value.range[0]);
      }
    },
  });
  return found.length === 1 ? found[0]! : null;
}
