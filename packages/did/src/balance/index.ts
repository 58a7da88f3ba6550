export { balanceRows, type Covariate } from "./balance-rows.ts";
export { distributionRows, type StandardDeviation } from "./distribution-rows.ts";
export { effectiveSize } from "./effective-size.ts";
