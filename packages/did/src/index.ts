export * from "./assignment-level.ts";
export * from "./did-result.ts";
export * from "./group-means.ts";
export * from "./options.ts";
export * from "./resolve-options.ts";
export * from "./review-design.ts";
export * from "./stepwise.ts";
export * from "./twfe.ts";
