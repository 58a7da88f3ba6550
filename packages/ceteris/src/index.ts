export * from "@ceteris/core";
export * from "@ceteris/data";
export * from "@ceteris/did";
export * from "@ceteris/index";
export * from "@ceteris/regression";
export * from "@ceteris/report";
export * from "@ceteris/study";
