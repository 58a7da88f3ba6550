export * from "./parse-delimited.ts";
export * from "./read-table.ts";
