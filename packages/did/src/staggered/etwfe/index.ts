export * from "./etwfe.ts";
export * from "./etwfe-options.ts";
