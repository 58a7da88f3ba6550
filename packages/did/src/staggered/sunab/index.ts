export * from "./sunab.ts";
