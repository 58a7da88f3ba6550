import type { IndexOptions } from "@ceteris/index";
import type { Study } from "./file/schema/study-schema.ts";

/** What `compositeIndex` is told of a study's index: all but how the scores are named. */
export function indexOptions(index: NonNullable<Study["index"]>): IndexOptions {
  const { name: _name, label: _label, ...options } = index;
  return options;
}
