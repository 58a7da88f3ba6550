export * from "./check-study.ts";
export * from "./compare/compare-published.ts";
export * from "./compare/look-up.ts";
export * from "./context.ts";
export * from "./file/parse-yaml.ts";
export * from "./file/read-index-spec.ts";
export * from "./file/read-study.ts";
export * from "./file/schema.ts";
export * from "./panel/panel-schema.ts";
export * from "./panel/read-panel-recipe.ts";
export * from "./results.ts";

export * from "./run-study.ts";
export * from "./starter/write-starter.ts";
