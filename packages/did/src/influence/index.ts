export * from "./leave-one-out.ts";
