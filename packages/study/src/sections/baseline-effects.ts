import type { EstimationResult, Language } from "@ceteris/core";
import { nameOf, plotModels } from "@ceteris/report";
import type { StudyContext } from "../context.ts";
import type { BaselineResults } from "../results.ts";
import { clusterName } from "./cluster-name.ts";
import { say } from "./say.ts";
import type { Figure } from "./section.ts";

/** The effect in every model of the baseline, controls added one by one, then other cluster levels; null for one model. */
export function baselineEffects(
  context: StudyContext,
  { models, alsoClustered }: BaselineResults,
  lang: Language,
): Figure | null {
  if (models.length + alsoClustered.length < 2) return null;
  const { labels } = context;
  const isStepwise = models.length > 1;
  const clustered = (result: EstimationResult) => {
    const by = clusterName(context, result, lang);
    return by === ""
      ? say(lang, "not clustered", "未聚类")
      : say(lang, `clustered by ${by}`, `聚类到${by}层面`);
  };
  const added = ({ spec }: EstimationResult) => {
    const last = (spec.controls as readonly string[]).at(-1);
    return last === undefined ? say(lang, "no controls", "无控制变量") : `+ ${nameOf(last, labels, lang)}`;
  };
  return {
    id: "baseline-effects",
    caption: isStepwise
      ? say(lang, "The effect as controls are added", "逐步加入控制变量的政策效应")
      : say(lang, "The effect under other cluster levels", "不同聚类层面的政策效应"),
    spec: plotModels(
      [
        ...models.map((result, i) => ({
          result,
          label: isStepwise ? `(${i + 1}) ${added(result)}` : clustered(result),
        })),
        ...alsoClustered.map((result) => ({
          result,
          label: isStepwise ? `(${models.length}) ${clustered(result)}` : clustered(result),
        })),
      ],
      { lang, labels, title: null },
    ),
  };
}
