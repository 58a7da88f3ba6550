export * from "./did-result.ts";
export * from "./stepwise.ts";
export * from "./twfe.ts";
