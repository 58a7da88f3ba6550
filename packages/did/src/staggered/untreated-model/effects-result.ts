import { type EventEstimate, type Sample, uniqueWarnings, type Warning } from "@ceteris/core";
import { cluster, convergenceWarnings } from "@ceteris/regression";
import { jointLeads } from "../../event-study/joint-leads.ts";
import { estimateTable, warnCollinear } from "../../model/estimate-table.ts";
import { modelSpec } from "../../model/fit-model.ts";
import { warnMissingErrors } from "../../model/unusable-errors.ts";
import { type StaggeredResult, staggeredResult } from "../staggered-result.ts";
import type { AdoptionRows } from "./adoption-rows.ts";
import type { EffectRows } from "./effect-rows.ts";
import type { FittedUntreated } from "./fit-untreated.ts";
import { type ScoredEstimate, scoredRows } from "./scored-estimates.ts";
import { warnUnidentifiedRows } from "./unidentified-rows.ts";
import type { UntreatedModel } from "./untreated-model.ts";

/** An estimate under its name and key. */
export interface NamedEffect extends Omit<EffectRows, "rows"> {
  /** null where it is not identified, and for a base. */
  readonly effect: ScoredEstimate | null;
  /** The event time that has a row of 0. */
  readonly isBase?: boolean;
}

export interface EffectParts {
  /** In order of their keys. */
  readonly effects: readonly NamedEffect[];
  /** Degrees of freedom in the denominator of the leads' joint test; null for χ². */
  readonly leadsDof?: number | null;
  /** Over all treated rows. */
  readonly overall: ScoredEstimate | null;
  /** The name of the estimator and its own options. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}

/**
 * Effects by a model of untreated rows in the shape of their aggregation.
 *
 * @throws NO_UNTREATED, and the codes of `cluster` with controls
 */
export function effectsResult(fitted: FittedUntreated, parts: EffectParts): StaggeredResult {
  const { panel, aggregate, options, data, model } = fitted;
  const { fit, untreated } = model;
  const used = usedRows(data, model);
  const { rows, vcov } = scoredRows(parts.effects, options.level);
  const [overall] = scoredRows([{ term: "att", effect: parts.overall }], options.level).rows;
  const by = [untreated.clusters];
  const covariance = fit && cluster({ by, smallSample: options.smallSample }).estimate(fit);
  const { fixedEffects: _, smallSample: __, ...spec } = modelSpec(panel, options, fit);
  const shared = {
    sample: used.sample,
    vcov,
    fit: {
      r2: null,
      r2Within: null,
      rmse: null,
      dofResidual: used.nClusters - 1,
      nClusters: { [data.clusters.column]: used.nClusters },
    },
    controls: fit ? estimateTable(options.controls, fit, covariance!, options.level) : [],
    overall: overall!,
    spec: { ...spec, ...parts.spec },
    warnings: uniqueWarnings(
      panel.warnings,
      data.sample.warnings,
      warnUnidentifiedRows(panel, data, model),
      fit && warnCollinear(fit),
      fit && convergenceWarnings(fit),
      covariance?.warnings,
      parts.warnings,
      warnMissingErrors(rows.filter((row) => vcov.terms.includes(row.term))),
    ),
  };
  const keyed = rows.map((row, j) => ({ ...row, ...parts.effects[j]!.key }));
  if (aggregate !== "dynamic") return staggeredResult({ aggregate, estimates: keyed }, shared);
  const estimates = keyed.map((row, j): EventEstimate => {
    const { isBase = false } = parts.effects[j]!;
    return { ...row, ...(isBase ? { estimate: 0 } : {}), eventTime: row.eventTime!, reference: isBase };
  });
  const pretrend = jointLeads(estimates, vcov, parts.leadsDof ?? null);
  return staggeredResult({ aggregate, estimates, pretrend }, shared);
}

/** The sample and the clusters without the treated rows whose outcome without treatment is not known. */
function usedRows(
  { sample, treated, clusters }: AdoptionRows,
  { residuals }: UntreatedModel,
): { readonly sample: Sample; readonly nClusters: number } {
  const { unit, time } = sample;
  const units = new Uint8Array(unit.nLevels);
  const periods = new Uint8Array(time.nLevels);
  const treatedUnits = new Uint8Array(unit.nLevels);
  let nObs = 0;
  for (let i = 0; i < residuals.length; i++) {
    if (Number.isNaN(residuals[i]!)) continue;
    nObs++;
    units[unit.codes[i]!] = 1;
    periods[time.codes[i]!] = 1;
    if (treated[i] === 1) treatedUnits[unit.codes[i]!] = 1;
  }
  const count = (marks: Uint8Array) => marks.reduce((sum, mark) => sum + mark, 0);
  return {
    sample: {
      ...sample.sample,
      nObs,
      nUnits: count(units),
      nPeriods: count(periods),
      nTreatedUnits: count(treatedUnits),
    },
    nClusters: new Set(clusters.codes.filter((_, u) => units[u] === 1)).size,
  };
}
