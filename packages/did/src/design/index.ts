export * from "./adoption.ts";
export * from "./assignment-level.ts";
export * from "./group-means.ts";
export * from "./review-design.ts";
