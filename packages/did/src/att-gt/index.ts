export * from "./aggregate-effects.ts";
export * from "./att-gt.ts";
export { ATT_GT_CHOICES, type AttGtOptions, type BasePeriod, type ControlGroup } from "./att-gt-options.ts";
export {
  type EstimatedShare,
  type GroupTimeEffect,
  type GroupTimeEffects,
  groupTimeEffects,
  type Influence,
} from "./group-time-effects.ts";
