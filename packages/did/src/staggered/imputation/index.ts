export { imputation } from "./imputation.ts";
export type { ImputationOptions } from "./imputation-options.ts";
