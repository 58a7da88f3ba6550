import { type EventEstimate, type Panel, uniqueWarnings, type Warning } from "@ceteris/core";
import {
  convergenceWarnings,
  type EstimationSample,
  fitStatistics,
  type Regressor,
} from "@ceteris/regression";
import { periodName } from "../../att-gt/period-name.ts";
import { eventTerm } from "../../event-study/event-time.ts";
import { jointLeads } from "../../event-study/joint-leads.ts";
import { estimateTable, namedCovariance, nullRow, warnCollinear } from "../../model/estimate-table.ts";
import { modelSpec, refuseReservedNames } from "../../model/fit-model.ts";
import { warnUnusableErrors } from "../../model/unusable-errors.ts";
import type { StaggeredAggregation } from "../staggered-options.ts";
import { type StaggeredResult, type StaggeredRows, staggeredResult } from "../staggered-result.ts";
import { cellMeans } from "./cell-means.ts";
import { type Cells, warnUnidentifiedCells } from "./cells.ts";
import { fitSaturated, type SaturatedRegression } from "./fit-saturated.ts";

/** A saturated regression, and how its coefficients are to be read. */
export interface SaturatedModel extends SaturatedRegression {
  /** Cells of the overall effect, where the others are of another regression. */
  readonly overallCells?: Cells;
  /** Names of the controls whose coefficients are reported. */
  readonly reported: readonly string[];
  readonly aggregate: StaggeredAggregation;
  /** Event time whose row of zero is part of a path; null for none. */
  readonly base: number | null;
  /** The estimator, and its options beside the shared ones. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** What was found on the way to the sample. */
  readonly warnings: readonly Warning[];
}

/** Controls as they are. */
export function controlColumns(sample: EstimationSample, names: readonly string[]): readonly Regressor[] {
  return names.map((name) => ({ name, values: sample.columns.get(name)!, role: "control" }));
}

/** Estimates the regression and the means of its cells' effects that the aggregation has rows for. */
export function saturatedResult(panel: Panel, model: SaturatedModel): StaggeredResult {
  const { sample, overallCells, options, reported, aggregate } = model;
  const name = periodName(panel);
  refuseReservedNames(reported, [
    "att",
    ...cellMeans(model.cells.list, aggregate, name).map(({ term }) => term),
  ]);
  const { cells, read } = fitSaturated(model);
  const means = cellMeans(cells.list, aggregate, name);
  const { fit, covariance, choice } = read(means);
  const terms = means.map(({ term }) => term);
  const table = estimateTable([...terms, ...reported], fit, covariance, options.level);
  const estimates = table.slice(0, terms.length);
  const isMean = new Set([...terms, ...reported]);
  const vcov = namedCovariance(fit, covariance, (term) => isMean.has(term));
  const all = overallCells ? fitSaturated({ ...model, cells: overallCells }) : { cells, read };
  const whole = all.read(cellMeans(all.cells.list, "simple", name));
  const [overall] = estimateTable(["att"], whole.fit, whole.covariance, options.level);

  return staggeredResult(withKeys(), {
    sample: sample.sample,
    vcov,
    overall: { ...overall!, term: aggregate === "simple" ? "att" : "overall" },
    controls: table.slice(terms.length),
    fit: fitStatistics(fit, covariance),
    spec: { ...modelSpec(panel, { ...options, covariance: choice }, fit), ...model.spec },
    warnings: uniqueWarnings(
      panel.warnings,
      model.warnings,
      warnUnidentifiedCells(cells, name),
      warnCollinear(fit).filter(({ details }) => reported.includes(details!.term as string)),
      convergenceWarnings(fit),
      warnUnusableErrors(fit, sample.columns.get(options.outcome)!, estimates),
      covariance.warnings,
    ),
  });

  function withKeys(): StaggeredRows {
    if (aggregate === "simple") return { aggregate, estimates };
    if (aggregate === "cohort")
      return { aggregate, estimates: estimates.map((row, i) => ({ ...row, cohort: name(means[i]!.key!) })) };
    const path = estimates.map(
      (row, i): EventEstimate => ({ ...row, eventTime: means[i]!.key!, reference: false }),
    );
    if (model.base !== null)
      path.push({ ...nullRow(eventTerm(model.base)), estimate: 0, eventTime: model.base, reference: true });
    path.sort((a, b) => a.eventTime - b.eventTime);
    return { aggregate, estimates: path, pretrend: jointLeads(path, vcov) };
  }
}
