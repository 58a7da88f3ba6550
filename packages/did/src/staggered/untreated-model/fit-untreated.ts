import type { Panel } from "@ceteris/core";
import type { ResolvedOptions } from "../../model/options.ts";
import { resolveOptions } from "../../model/resolve-options.ts";
import { resolveAggregate, type StaggeredAggregation, type StaggeredOptions } from "../staggered-options.ts";
import { type AdoptionRows, adoptionRows } from "./adoption-rows.ts";
import { type UntreatedModel, untreatedModel } from "./untreated-model.ts";

/** A panel with the model that its untreated rows were fitted by. */
export interface FittedUntreated {
  readonly panel: Panel;
  readonly aggregate: StaggeredAggregation;
  readonly options: ResolvedOptions;
  readonly data: AdoptionRows;
  readonly model: UntreatedModel;
}

/** @throws OPTION_INVALID and the codes of `adoptionRows` and `untreatedModel` */
export function fitUntreated(panel: Panel, given: StaggeredOptions): FittedUntreated {
  const { outcome, controls, weights, covariance, level } = given;
  const aggregate = resolveAggregate(given.aggregate);
  const options = resolveOptions(panel, { outcome, controls, weights, covariance, level });
  const data = adoptionRows(panel, options);
  return { panel, aggregate, options, data, model: untreatedModel(data, options) };
}
