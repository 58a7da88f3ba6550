export { twoStage } from "./two-stage.ts";
