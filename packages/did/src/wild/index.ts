export * from "./wild-bootstrap.ts";
export type { WildOptions } from "./wild-options.ts";
