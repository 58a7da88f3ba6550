import { CeterisError, nameSome, type Panel } from "@ceteris/core";
import type { SmallSample } from "@ceteris/regression";
import {
  COVARIANCE_CHOICES,
  type CovarianceChoice,
  type CovarianceType,
  type DidOptions,
  type ResolvedCovariance,
  type ResolvedOptions,
} from "./options.ts";

const CLUSTERED: readonly CovarianceType[] = ["cluster", "cr2", "cr3", "twoway"];
const TYPES: readonly CovarianceType[] = COVARIANCE_CHOICES.type;
const PROFILES: readonly SmallSample[] = COVARIANCE_CHOICES.smallSample;

/**
 * Fills in the defaults of the options shared by all estimators.
 *
 * @throws OPTION_INVALID (unknown covariance or profile, level outside 0 to 1, a column named twice or
 *   used as outcome and control)
 */
export function resolveOptions(panel: Panel, options: DidOptions): ResolvedOptions {
  const controls = options.controls ?? [];
  const level = options.level ?? 0.95;
  const smallSample = options.smallSample ?? "fixest";
  if (!(level > 0 && level < 1)) {
    throw invalid("level", `${level} is not between 0 and 1`, "Give a confidence level such as 0.95");
  }
  if (!PROFILES.includes(smallSample)) {
    throw invalid("smallSample", `“${smallSample}” is not known`, `Give one of ${PROFILES.join(", ")}`);
  }
  const twice = controls.filter((c, i) => controls.indexOf(c) !== i);
  if (twice.length > 0) {
    throw invalid("controls", `${nameSome(twice)} is named more than once`, "Name each control once");
  }
  if (controls.includes(options.outcome)) {
    throw invalid(
      "controls",
      `the outcome “${options.outcome}” is also a control`,
      "Take it out of the controls",
    );
  }
  return Object.freeze({
    outcome: options.outcome,
    controls: [...controls],
    fixedEffects: [...(options.fixedEffects ?? [panel.unit.name, panel.time.name])],
    weights: options.weights ?? null,
    covariance: resolveCovariance(panel, options.covariance),
    smallSample,
    level,
  });
}

/** A covariance choice with its cluster columns filled in. @throws OPTION_INVALID */
export function resolveCovariance(
  panel: Panel,
  choice: CovarianceChoice = { type: "cluster" },
): ResolvedCovariance {
  const { type } = choice;
  if (!TYPES.includes(type)) {
    throw invalid("covariance", `“${type}” is not known`, `Give one of ${TYPES.join(", ")}`);
  }
  const by = choice.by ?? [];
  if (by.length > 0 && !CLUSTERED.includes(type)) {
    throw invalid(
      "covariance",
      `“${type}” does not cluster, but ${nameSome(by)} is given to cluster by`,
      "Choose “cluster”, “twoway”, “cr2” or “cr3”, or leave the cluster columns out",
    );
  }
  if (by.length > 1 && (type === "cr2" || type === "cr3")) {
    throw invalid(
      "covariance",
      `“${type}” clusters by one column, but ${nameSome(by)} are given`,
      "Give one column, or choose “cluster”",
    );
  }
  if (type === "conley") return Object.freeze({ type, by: [], ...conleyOptions(choice) });
  if (type === "driscoll-kraay") {
    const { lags } = choice;
    return Object.freeze({ type, by: [], ...(lags === undefined ? {} : { lags: wholeLags(lags) }) });
  }
  const usual = type === "twoway" ? [panel.unit.name, panel.time.name] : [panel.unit.name];
  return Object.freeze({ type, by: CLUSTERED.includes(type) ? (by.length > 0 ? [...by] : usual) : [] });
}

function conleyOptions({ latitude, longitude, cutoff }: CovarianceChoice) {
  if (latitude !== undefined && longitude !== undefined && cutoff !== undefined) {
    return { latitude, longitude, cutoff };
  }
  throw invalid(
    "covariance",
    "“conley” needs to know where units are and how far errors reach",
    "Give the columns latitude and longitude in degrees, and the cutoff in km",
  );
}

function wholeLags(lags: number): number {
  if (Number.isSafeInteger(lags) && lags >= 0) return lags;
  throw invalid("covariance", `${lags} is not a number of lags`, "Give a whole number from 0 on");
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
