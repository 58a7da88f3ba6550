import { CeterisError } from "./errors.ts";
import { nearestName } from "./nearest-name.ts";

/** What an option takes: a column, a list of columns, or what its function looks at itself. */
export type OptionKind = "column" | "columns" | "other";

/** Every option of a function; the compiler sees to it that none is left out. */
export type OptionKinds<Options> = { readonly [Name in keyof Options]-?: OptionKind };

export interface OptionCheck {
  /** Options that must be given. Default: none. */
  readonly required?: readonly string[] | undefined;
  /** What the options are called where they are no object at all. Default: options. */
  readonly where?: string | undefined;
  /** How they may look. Default: the required ones. */
  readonly example?: string | undefined;
  /** Names that other programs have for an option, and how it is written here. Default: none. */
  readonly elsewhere?: Readonly<Record<string, string>> | undefined;
}

/**
 * Looks over the options of a function as a caller without a compiler may have written them, so that no
 * misspelt option is passed over in silence. Values that are `undefined` or `null` count as left out; names
 * that resemble no option pass, as those that the `spec` of a result has besides.
 *
 * @throws OPTION_INVALID (no object, a misspelt option, a required one left out, a value that names no column
 *   where a column is wanted, or no list where a list is)
 * @example
 * checkOptions({ outcome: "y", control: ["x"] }, { outcome: "column", controls: "columns" });
 * // CeterisError: control: there is no such option. Did you mean “controls”?
 */
export function checkOptions(
  options: unknown,
  kinds: Readonly<Record<string, OptionKind>>,
  { required = [], where = "options", example, elsewhere = {} }: OptionCheck = {},
): void {
  const names = Object.keys(kinds);
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const least = required.map((name) => `${name}: "…"`).join(", ");
    throw invalid(where, `an object is needed, not ${shown(options)}`, `Give ${example ?? `{ ${least} }`}`);
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  for (const [name, value] of given) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name]! : null;
    if (kind === null) refuseMisspelt(name, names, elsewhere);
    if (kind === "column" && typeof value !== "string") {
      throw invalid(name, `${shown(value)} is not the name of a column`, "Give one name, in quotation marks");
    }
    if (kind === "columns" && !isTexts(value)) {
      const list = typeof value === "string" ? `["${value}"]` : '["a", "b"]';
      throw invalid(name, `${shown(value)} is not a list of columns`, `Give a list, such as ${list}`);
    }
  }
  const missing = required.find((name) => !given.some(([own]) => own === name));
  if (missing !== undefined) throw invalid(missing, "it is not given", "Name a column of the data");
}

function refuseMisspelt(
  name: string,
  names: readonly string[],
  elsewhere: Readonly<Record<string, string>>,
): void {
  const here = Object.hasOwn(elsewhere, name) ? elsewhere[name]! : null;
  if (here !== null && names.includes(/^\w+/.exec(here)![0])) {
    throw invalid(name, "there is no such option", `Write ${here}`);
  }
  const near = nearestName(name, names);
  if (near) throw invalid(name, "there is no such option", `Did you mean “${near}”?`);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function shown(value: unknown): string {
  if (typeof value === "string") return `“${value}”`;
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
