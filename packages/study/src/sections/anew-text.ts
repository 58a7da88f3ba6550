import type { Language } from "@ceteris/core";
import type { StudyContext } from "../context.ts";
import { splitTransforms } from "../split-transforms.ts";
import { say } from "./say.ts";

/** What each sample of the units does anew, as a clause; empty where it is the estimate alone. */
export function anewText({ study, index }: Pick<StudyContext, "study" | "index">, lang: Language): string {
  const transforms = splitTransforms(study).anew.length > 0;
  if (transforms && index) {
    return say(
      lang,
      ", columns transformed and the index built anew each time",
      "，每次均重新变换变量并构建指数",
    );
  }
  if (transforms) return say(lang, ", columns transformed anew each time", "，每次均重新变换变量");
  return index ? say(lang, ", the index built anew each time", "，每次均重新构建指数") : "";
}
