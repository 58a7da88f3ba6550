export * from "./bacon.ts";
