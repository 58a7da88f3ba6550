import type { Estimate } from "./results/estimation.ts";

const JUPYTER = Symbol.for("Jupyter.display");
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/**
 * Freezes a result through and through and lets notebooks and the Node console show it as a small table.
 *
 * The two hooks are symbols that do not enumerate: JSON, copies and comparisons see plain data. Typed
 * arrays, which cannot be frozen, are left as they are.
 *
 * @example
 * const result = displayable({ kind: "did", estimates: estimateRows(...) });
 * JSON.stringify(result); // as without
 */
export function displayable<Result extends object>(result: Result): Readonly<Result> {
  if (Object.hasOwn(result, JUPYTER)) return result;
  if (!Object.isExtensible(result)) return displayable({ ...result });
  showAs(result, () => resultShown(result));
  return deepFreeze(result);
}

/** What notebooks and the Node console show of an object: a title, a table, and notes below it. */
export interface Shown {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** Lets notebooks and the Node console show an object that is not frozen yet as `shown`, made when it is asked for. */
export function showAs(object: object, shown: () => Shown): void {
  const hook = (value: unknown) => ({ value, enumerable: false });
  Object.defineProperty(
    object,
    JUPYTER,
    hook(() => ({ "text/plain": asText(shown()), "text/html": asHtml(shown()) })),
  );
  Object.defineProperty(
    object,
    INSPECT,
    hook(() => asText(shown())),
  );
}

/** Freezes an object and all that it holds, except typed arrays. */
export function deepFreeze<Value>(value: Value): Readonly<Value> {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  if (Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const held of Object.values(value)) deepFreeze(held);
  return value;
}

function resultShown(result: object): Shown {
  const { kind, estimates, sample, spec, warnings } = result as {
    readonly kind?: string;
    readonly estimates?: readonly Estimate[];
    readonly sample?: { readonly nObs: number; readonly nUnits: number };
    readonly spec?: { readonly covariance?: { readonly type: string; readonly by?: readonly string[] } };
    readonly warnings?: readonly { readonly code: string; readonly message: string }[];
  };
  const size = sample ? `, ${sample.nObs} observations, ${sample.nUnits} units` : "";
  const { type, by = [] } = spec?.covariance ?? { type: null };
  const errors = type === null ? "" : `, ${type} errors${by.length > 0 ? ` by ${by.join(" and ")}` : ""}`;
  return {
    title: `${kind ?? "result"}${size}${errors}`,
    header: ["term", "estimate", "std. error", "statistic", "p-value", "low", "high"],
    rows: (estimates ?? []).map((row) => [
      row.term,
      digits(row.estimate),
      digits(row.stdError),
      digits(row.statistic),
      digits(row.pValue),
      digits(row.confLow),
      digits(row.confHigh),
    ]),
    notes: (warnings ?? []).map((w) => `${w.code}: ${w.message}`),
  };
}

function digits(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  return value !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(3) : value.toFixed(4);
}

function asText({ title, header, rows, notes }: Shown): string {
  const lines = rows.length > 0 ? [header, ...rows] : [];
  const widths = header.map((_, j) => Math.max(...lines.map((line) => line[j]!.length)));
  const isFigures = header.map((_, j) => rows.every((row) => /^[\d−–-]/.test(row[j]!)));
  const table = lines.map((line) =>
    line
      .map((cell, j) => (j > 0 && isFigures[j] ? cell.padStart(widths[j]!) : cell.padEnd(widths[j]!)))
      .join("  ")
      .trimEnd(),
  );
  return [title, ...table, ...notes].join("\n");
}

function asHtml({ title, header, rows, notes }: Shown): string {
  const line = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const body = rows.map((row) => line("td", row)).join("");
  const table = rows.length > 0 ? `<thead>${line("th", header)}</thead><tbody>${body}</tbody>` : "";
  const list = notes.map((note) => `<p>${escapeHtml(note)}</p>`).join("");
  return `<table><caption>${escapeHtml(title)}</caption>${table}</table>${list}`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (c) => entities[c]!);
}
