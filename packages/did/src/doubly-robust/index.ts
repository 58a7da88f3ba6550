export {
  TWO_BY_TWO_METHODS,
  type TwoByTwoMethod,
  type TwoByTwoOptions,
  twoByTwo,
} from "./two-by-two.ts";
export type { TwoByTwo, TwoByTwoData } from "./two-by-two-data.ts";
