export * from "@ceteris/core";
