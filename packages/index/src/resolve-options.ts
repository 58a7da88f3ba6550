import { CeterisError, checkOptions, nearestName, type OptionKinds, type Panel } from "@ceteris/core";
import {
  INDEX_CHOICES,
  type IndexMethod,
  type IndexOptions,
  type IndexPreset,
  type NormaliseOptions,
} from "./options.ts";

export interface ResolvedNormalise {
  readonly normalise: "min-max" | "none";
  /** null without normalisation. */
  readonly range: "pooled" | "per-year" | "base-year" | "controls" | null;
  /** Label of the base period; null where none is used. */
  readonly baseYear: string | null;
}

export interface ResolvedOptions extends ResolvedNormalise {
  readonly preset: IndexPreset;
  readonly method: Exclude<IndexMethod, "topsis">;
  readonly zero: "limit" | "shift-nonpositive" | "zero-entropy" | { readonly shift: number };
  readonly weights: "pooled" | "per-year" | "base-year" | "controls";
  readonly logBase: "rows" | "units" | "periods";
  readonly hierarchy: "flat" | "nested" | "equal-dimensions";
  readonly aggregate: "sum" | "topsis";
  /** Only the preset made for it lets divergences be negative. */
  readonly negativeDivergence: boolean;
}

const PRESETS: Readonly<Record<IndexPreset, Partial<ResolvedOptions>>> = {
  canonical: {},
  spssau: { normalise: "none", zero: "shift-nonpositive" },
  "mistake-log-periods": { logBase: "periods", negativeDivergence: true },
  "mistake-zero-column": { zero: "zero-entropy" },
};

/** Options of normalisation after defaults. @throws OPTION_INVALID, BASE_NOT_OBSERVED */
export function resolveNormalise(panel: Panel, options: NormaliseOptions): ResolvedNormalise {
  const normalise = oneOf("normalise", options.normalise) ?? "min-max";
  const asked = oneOf("range", options.range);
  if (normalise === "none" && asked) {
    throw invalid(
      "range",
      `“${asked}” has no effect on values that are not normalised`,
      'Leave it out, or set normalise to "min-max"',
    );
  }
  return {
    normalise,
    range: normalise === "none" ? null : (asked ?? "pooled"),
    baseYear: options.baseYear === undefined ? null : basePeriod(panel, options.baseYear),
  };
}

const OPTIONS: OptionKinds<IndexOptions> = {
  indicators: "other",
  normalise: "other",
  range: "other",
  baseYear: "other",
  method: "other",
  preset: "other",
  zero: "other",
  weights: "other",
  logBase: "other",
  hierarchy: "other",
  aggregate: "other",
};

/** All options after preset and defaults. @throws OPTION_INVALID, BASE_NOT_OBSERVED */
export function resolveOptions(panel: Panel, options: IndexOptions): ResolvedOptions {
  checkOptions(options, OPTIONS, { example: "{ indicators: […] }" });
  const preset = oneOf("preset", options.preset) ?? "canonical";
  const set = PRESETS[preset];
  const method = oneOf("method", options.method) ?? "entropy";
  const normal = resolveNormalise(panel, { ...options, normalise: options.normalise ?? set.normalise });
  const rowsOfRange = normal.range === "base-year" || normal.range === "controls" ? normal.range : "pooled";
  const weights = oneOf("weights", options.weights) ?? rowsOfRange;
  if ((normal.range === "base-year" || weights === "base-year") !== (normal.baseYear !== null)) {
    throw normal.baseYear === null
      ? invalid(
          "baseYear",
          'missing, while range or weights is "base-year"',
          `Give a period before treatment, such as ${panel.time.labels[0]}`,
        )
      : invalid(
          "baseYear",
          `“${normal.baseYear}” is given, but neither range nor weights is "base-year"`,
          'Set range to "base-year", or leave baseYear out',
        );
  }
  return Object.freeze({
    ...normal,
    preset,
    method: method === "topsis" ? "entropy" : method,
    zero: zeroRule(options.zero) ?? set.zero ?? "limit",
    weights,
    logBase: oneOf("logBase", options.logBase) ?? set.logBase ?? "rows",
    hierarchy: oneOf("hierarchy", options.hierarchy) ?? "flat",
    aggregate: oneOf("aggregate", options.aggregate) ?? (method === "topsis" ? "topsis" : "sum"),
    negativeDivergence: set.negativeDivergence ?? false,
  });
}

export function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}

function zeroRule(zero: IndexOptions["zero"]): IndexOptions["zero"] {
  if (typeof zero !== "object") return oneOf("zero", zero);
  if (zero !== null && Number.isFinite(zero.shift) && zero.shift > 0) return { shift: zero.shift };
  throw invalid(
    "zero",
    `a shift of ${zero?.shift} is not a positive number`,
    'Give a small positive shift such as { shift: 0.0001 }, or "limit" to shift nothing',
  );
}

function basePeriod(panel: Panel, period: number | string): string {
  const label = String(period);
  if (panel.time.labels.includes(label)) return label;
  throw new CeterisError({
    code: "BASE_NOT_OBSERVED",
    where: "baseYear",
    what: `“${label}” is not a period of ${panel.table.source.name} (${panel.time.labels[0]} to ${panel.time.labels.at(-1)})`,
    mend: "Give a period that the data hold",
  });
}

/** The word given to an option, or undefined when none is. @throws OPTION_INVALID with the nearest word */
function oneOf<Option extends keyof typeof INDEX_CHOICES>(
  option: Option,
  given: unknown,
): (typeof INDEX_CHOICES)[Option][number] | undefined {
  if (given === undefined) return undefined;
  const known: readonly (typeof INDEX_CHOICES)[Option][number][] = INDEX_CHOICES[option];
  const found = known.find((k) => k === given);
  if (found) return found;
  const near = typeof given === "string" ? nearestName(given, known) : null;
  throw invalid(
    option,
    `“${typeof given === "string" ? given : JSON.stringify(given)}” is not known`,
    near
      ? `Did you mean “${near}”? The choices are ${known.join(", ")}`
      : `The choices are ${known.join(", ")}`,
  );
}
