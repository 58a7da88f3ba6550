import { CeterisError, checkOptions, type OptionKind, type OptionKinds, type Panel } from "@ceteris/core";
import type { CovarianceChoice, DidOptions } from "./options.ts";

/** Options shared by all estimators, for `checkCall`. */
export const DID_OPTIONS: OptionKinds<DidOptions> = {
  outcome: "column",
  controls: "columns",
  fixedEffects: "columns",
  weights: "column",
  covariance: "other",
  smallSample: "other",
  level: "other",
};

const COVARIANCE: OptionKinds<CovarianceChoice> = {
  type: "other",
  by: "columns",
  lags: "other",
  latitude: "column",
  longitude: "column",
  cutoff: "other",
};

const CLUSTER = 'covariance: { type: "cluster", by: ["…"] }';

/** What fixest, reghdfe and others call these options. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  vcov: 'covariance: { type: "hc1" }',
  se: 'covariance: { type: "hc1" }',
  cluster: CLUSTER,
  clusters: CLUSTER,
  fe: "fixedEffects: […]",
  absorb: "fixedEffects: […]",
  ssc: 'smallSample: "…"',
  covariates: "controls: […]",
  y: 'outcome: "…"',
  conf: "level: 0.95",
  alpha: "level: 0.95",
};

/**
 * Looks over what an estimator is called with, before anything is computed.
 *
 * @throws OPTION_INVALID
 */
export function checkCall(
  panel: Panel,
  options: object,
  kinds: Readonly<Record<string, OptionKind>>,
  required: readonly string[] = ["outcome"],
): void {
  const kind = (panel as Partial<Panel> | undefined)?.kind as string | undefined;
  if (kind !== "panel") {
    const isPromise = panel instanceof Promise;
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "panel",
      what: `a panel is needed, not ${kind === "table" ? "a table" : isPromise ? "a promise" : "something else"}`,
      mend: isPromise
        ? "Write await before what it comes from"
        : "Make one: definePanel(table, { unit, time, treatment })",
    });
  }
  checkOptions(options, kinds, { required, elsewhere: ELSEWHERE });
  const { covariance } = options as Partial<DidOptions>;
  if (covariance === undefined || covariance === null) return;
  checkOptions(covariance, COVARIANCE, {
    where: "covariance",
    example: typeof covariance === "string" ? `{ type: "${covariance}" }` : '{ type: "cluster" }',
    elsewhere: { cluster: 'by: ["…"]', clusters: 'by: ["…"]' },
  });
}

/** The options shared by all estimators among those of one. */
export function didOptionsOf(options: DidOptions): DidOptions {
  const { outcome, controls, fixedEffects, weights, covariance, smallSample, level } = options;
  return { outcome, controls, fixedEffects, weights, covariance, smallSample, level };
}
