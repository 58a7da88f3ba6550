export { briefNumber } from "@ceteris/core";
