export {
  TWO_BY_TWO_METHODS,
  type TwoByTwo,
  type TwoByTwoData,
  type TwoByTwoMethod,
  type TwoByTwoOptions,
  twoByTwo,
} from "./two-by-two.ts";
