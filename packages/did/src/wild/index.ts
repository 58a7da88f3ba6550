export * from "./wild-bootstrap.ts";
export { WILD_CHOICES, type WildOptions } from "./wild-options.ts";
