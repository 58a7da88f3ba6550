import { type EstimationResult, type Language, labelText } from "@ceteris/core";
import type { StudyContext } from "../context.ts";
import { clustersOf } from "./estimate-text.ts";

/** What the errors of a result are clustered by, inside a sentence; empty where they are not. */
export function clusterName({ labels }: StudyContext, result: EstimationResult, lang: Language): string {
  const names = clustersOf(result).map((c) => labelText(labels[c] ?? c, lang));
  const joined = names.join(lang === "zh" ? "、" : " and ");
  return lang === "en" ? joined.toLowerCase() : joined;
}
