export * from "./covariance/cluster.ts";
export * from "./covariance/hc1.ts";
export * from "./covariance/iid.ts";
export * from "./estimation-sample.ts";
export * from "./fit-statistics.ts";
export * from "./glm/index.ts";
export * from "./least-squares.ts";
export * from "./types.ts";
