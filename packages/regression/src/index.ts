export { type ConnectedLevels, connectedLevels } from "./absorb/connected-levels.ts";
export {
  type Contrast,
  type ContrastFit,
  type ContrastModel,
  fitContrasts,
} from "./contrasts/fit-contrasts.ts";
export * from "./covariance/cluster.ts";
export * from "./covariance/conley.ts";
export * from "./covariance/cr2.ts";
export * from "./covariance/cr3.ts";
export * from "./covariance/driscoll-kraay.ts";
export * from "./covariance/hc1.ts";
export * from "./covariance/hc2.ts";
export * from "./covariance/hc3.ts";
export * from "./covariance/iid.ts";
export * from "./covariance/newey-west.ts";
export { scoreSums } from "./covariance/sandwich.ts";
export { isNested } from "./covariance/small-sample.ts";
export * from "./glm/binary-model.ts";
export type { FamilyFit } from "./glm/fit-family.ts";
export { type OrthogonalDesign, orthogonalDesign } from "./glm/orthogonal-design.ts";
export * from "./glm/poisson-absorbed.ts";
export * from "./glm/poisson-model.ts";
export * from "./jackknife/index.ts";
export * from "./least-squares/convergence-warnings.ts";
export * from "./least-squares/fit-statistics.ts";
export * from "./least-squares/least-squares.ts";
export { crossedFactor } from "./sample/crossed-factor.ts";
export * from "./sample/estimation-sample.ts";
export { effectColumns, isSloped, type SlopedFactor } from "./sloped-factor.ts";
export {
  type TwoWayEffects,
  type TwoWayEquations,
  twoWayEquations,
} from "./two-way/two-way-equations.ts";
export * from "./types.ts";
export * from "./wild/index.ts";
