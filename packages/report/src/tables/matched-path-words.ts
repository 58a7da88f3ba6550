import type { SheetOptions } from "./sheet-options.ts";

/** Title of the effects by event time of units matched on paths. */
export const MATCHED_PATH_WORDS: Required<Pick<SheetOptions, "id" | "title">> = Object.freeze({
  id: "panel-match",
  title: Object.freeze({ en: "Event study of units matched on paths", zh: "处理前路径匹配后的动态效应" }),
});
