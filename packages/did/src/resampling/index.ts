export {
  type BootstrapIntervalType,
  type BootstrapOptions,
  type JackknifeCentre,
  RESAMPLING_CHOICES,
} from "./bootstrap-options.ts";
export * from "./bootstrap-plan.ts";
export * from "./jackknife.ts";
export { type JackknifeOptions, jackknifePlan } from "./jackknife-plan.ts";
export * from "./joint-estimates.ts";
export * from "./pairs-bootstrap.ts";
export type { ResamplingPlan } from "./resampling-plan.ts";
export type { Draw, PanelStatistic, StatisticValue } from "./statistic.ts";
