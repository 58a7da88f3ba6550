import { CeterisError, type Panel } from "@ceteris/core";
import { resolveOptions } from "../../model/resolve-options.ts";
import { resolveAggregate, type StaggeredAggregation, type StaggeredOptions } from "../staggered-options.ts";

/** The words that options of `syntheticDid` take, for schemas and flags to list. */
export const SYNTHETIC_DID_CHOICES = {
  variance: ["placebo", "jackknife", "bootstrap", "none"],
} as const;

export type SyntheticDidVariance = (typeof SYNTHETIC_DID_CHOICES.variance)[number];

export interface SyntheticDidOptions extends StaggeredOptions {
  /**
   * Where standard errors come from: `"placebo"`, the effects that never-treated units would have had in
   * place of the treated; `"jackknife"`, leaving out each unit, weights fixed; `"bootstrap"`, units drawn with
   * replacement; or `"none"`. Default: placebo where at least twice as many units are never treated as treated,
   * else jackknife.
   */
  readonly variance?: SyntheticDidVariance | undefined;
  /** Draws of placebo (all assignments are used when there are no more) and bootstrap. Default: 200. */
  readonly draws?: number | undefined;
  /** Of the draws. Default: 1. */
  readonly seed?: number | undefined;
}

/** `SyntheticDidOptions` after the defaults that do not depend on the data. */
export interface ResolvedSyntheticDid {
  readonly outcome: string;
  readonly controls: readonly string[];
  readonly aggregate: StaggeredAggregation;
  readonly variance: SyntheticDidVariance | null;
  readonly draws: number;
  readonly seed: number;
  readonly level: number;
}

/** Fills in the defaults. @throws OPTION_INVALID, OPTION_UNSUPPORTED */
export function resolveSyntheticDid(panel: Panel, options: SyntheticDidOptions): ResolvedSyntheticDid {
  const { outcome, controls, level, variance, draws = 200, seed = 1 } = options;
  const shared = resolveOptions(panel, { outcome, controls, level, covariance: options.covariance });
  if (options.weights != null) {
    throw unsupported(
      "weights",
      `“${options.weights}” is given, but synthetic difference-in-differences finds the weights of units and periods itself`,
      "Leave the weights out, or use another estimator",
    );
  }
  const { type, by } = shared.covariance;
  if (type !== "cluster" || by.length !== 1 || by[0] !== panel.unit.name) {
    throw unsupported(
      "covariance",
      `${type === "cluster" ? `clusters by ${by.join(" and ")} are` : `“${type}” is`} given, but whole units are permuted, left out or drawn`,
      "Leave it out, and choose the variance: placebo, jackknife or bootstrap",
    );
  }
  const choices: readonly string[] = SYNTHETIC_DID_CHOICES.variance;
  if (variance !== undefined && !choices.includes(variance)) {
    throw invalid("variance", `“${variance}” is not known`, `Give one of ${choices.join(", ")}`);
  }
  if (!(Number.isSafeInteger(draws) && draws > 1 && draws < 2 ** 31)) {
    throw invalid("draws", `${draws} is not a whole number from 2 on`, "Give a number such as 200");
  }
  return Object.freeze({
    outcome,
    controls: shared.controls,
    aggregate: resolveAggregate(options.aggregate),
    variance: variance ?? null,
    draws,
    seed,
    level: shared.level,
  });
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}

function unsupported(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_UNSUPPORTED", where, what, mend });
}
