import type { Work } from "@ceteris/core";
import { bootstrapEffects } from "./bootstrap-effects.ts";
import type { EffectModel, ResampledEffects } from "./effect-model.ts";
import type { EffectRow } from "./effect-rows.ts";
import { leftOutEffects } from "./left-out-effects.ts";
import { placeboEffects } from "./placebo-effects.ts";
import type { SyntheticDidVariance } from "./synthetic-did-options.ts";
import type { UnitPaths } from "./unit-paths.ts";

/** Why an effect has no standard error. */
export type NoError = "few-controls" | "one-treated" | "one-control" | "no-variation";

export interface EffectErrors {
  /** By rows; `NaN` where there is none. */
  readonly covariance: Float64Array;
  /** For each row; null where it has an error, or none was wanted. */
  readonly reasons: readonly (NoError | null)[];
  readonly draws: Pick<ResampledEffects, "asked" | "enumerated"> & { readonly done: number };
}

/** Whether treatment can be dealt out among the never-treated with some of them left. */
function canPermute(paths: UnitPaths): boolean {
  return paths.controls.length > countTreated(paths);
}

/**
 * Whether placebo assignments leave at least as many controls as they treat. Their synthetic controls are
 * made of the never-treated that are left, so that with fewer the errors are those of a much smaller sample.
 */
export function placebosHaveControls(paths: UnitPaths): boolean {
  return paths.controls.length >= 2 * countTreated(paths);
}

function countTreated({ groups }: UnitPaths): number {
  return groups.reduce((sum, { units }) => sum + units.length, 0);
}

/** The covariance of effects, from draws or from leaving units out. @throws INTERRUPTED */
export function* effectErrors(
  model: EffectModel,
  variance: SyntheticDidVariance,
  options: { readonly draws: number; readonly seed: number },
): Work<EffectErrors> {
  const { rows, paths } = model;
  const { values, asked, enumerated } = yield* resample();
  const scaleOf = (n: number) => (variance === "jackknife" ? (n - 1) / n : 1 / n);
  const covariance = scatterOf(values, rows.length, scaleOf);
  const reasons = rows.map((row, at): NoError | null => {
    if (variance === "none") return null;
    if (variance === "placebo" && asked === 0) return "few-controls";
    if (variance !== "placebo" && restsOnOne(row, paths)) return "one-treated";
    if (variance === "jackknife" && values.some((own) => Number.isNaN(own[at]!))) return "one-control";
    return covariance[at * rows.length + at]! > 0 ? null : "no-variation";
  });
  return {
    covariance: covariance.map((v, at) =>
      reasons[Math.floor(at / rows.length)] || reasons[at % rows.length] ? Number.NaN : v,
    ),
    reasons,
    draws: { asked, enumerated, done: values.length },
  };

  function* resample(): Work<ResampledEffects> {
    if (variance === "placebo" && canPermute(paths)) return yield* placeboEffects(model, options);
    if (variance === "bootstrap") return yield* bootstrapEffects(model, options);
    const values = variance === "jackknife" ? leftOutEffects(model) : [];
    return { values, asked: values.length, enumerated: variance === "jackknife" };
  }
}

/** Whether one treated unit is all that an effect is seen on. */
function restsOnOne({ cells }: EffectRow, { groups }: UnitPaths): boolean {
  const own = [...new Set(cells.map(({ group }) => group))];
  return own.reduce((sum, group) => sum + groups[group]!.units.length, 0) === 1;
}

/**
 * Σ (v − v̄)(v − v̄)′ over draws by rows, scaled for their number; of two effects over the draws that have
 * both, `NaN` where fewer than two have.
 */
function scatterOf(draws: readonly Float64Array[], k: number, scaleOf: (n: number) => number): Float64Array {
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = i; j < k; j++) {
      const both = draws.filter((v) => !Number.isNaN(v[i]!) && !Number.isNaN(v[j]!));
      const n = both.length;
      let [a, b, sum] = [0, 0, 0];
      for (const v of both) {
        a += v[i]! / n;
        b += v[j]! / n;
      }
      for (const v of both) sum += (v[i]! - a) * (v[j]! - b);
      const own = n > 1 ? scaleOf(n) * sum : Number.NaN;
      out[i * k + j] = own;
      out[j * k + i] = own;
    }
  }
  return out;
}
