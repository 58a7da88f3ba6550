/** What a result's `spec` says about how it was estimated, in the few shapes that estimators write it. */
export interface SpecFacts {
  readonly outcome: string | null;
  /** Name of the covariance estimator in lower case. */
  readonly vcov: string | null;
  readonly clusters: readonly string[];
  /** Small-sample profile. */
  readonly smallSample: string | null;
  readonly level: number | null;
  readonly fixedEffects: readonly string[];
  readonly controls: readonly string[];
  readonly weights: string | null;
}

type Spec = Readonly<Record<string, unknown>>;

/**
 * Reads `spec`: `outcome`, `covariance` as `{ type, by }` (or a name, beside `cluster`), `smallSample`,
 * `level`, `fixedEffects`, `controls`, `weights`; also the names the command line gives them. What is
 * not said is null or empty, and nothing is printed about it.
 */
export function specFacts(spec: Spec): SpecFacts {
  const vcov = spec.covariance ?? spec.vcov;
  const inner: Spec = isRecord(vcov) ? vcov : {};
  return {
    outcome: text(spec.outcome),
    vcov: (text(vcov) ?? text(inner.type) ?? text(inner.name))?.toLowerCase() ?? null,
    clusters: list(inner.by ?? spec.cluster),
    smallSample: text(spec.smallSample ?? spec.ssc),
    level: typeof spec.level === "number" ? spec.level : null,
    fixedEffects: list(spec.fixedEffects ?? spec.fe),
    controls: list(spec.controls),
    weights: text(spec.weights),
  };
}

/** A number of `spec`, or null. */
export function specNumber(spec: Spec, key: string): number | null {
  const value = spec[key];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A text of `spec`, or null. */
export function specText(spec: Spec, key: string): string | null {
  return text(spec[key]);
}

/** A list of texts in `spec`; empty when there is none. */
export function specList(spec: Spec, key: string): readonly string[] {
  return list(spec[key]);
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function list(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function isRecord(value: unknown): value is Spec {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
