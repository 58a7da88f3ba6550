export * from "./compare/compare-published.ts";
export * from "./compare/look-up.ts";
export * from "./file/parse-yaml.ts";
export * from "./file/schema.ts";
