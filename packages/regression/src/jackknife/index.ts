export * from "./cluster-jackknife.ts";
