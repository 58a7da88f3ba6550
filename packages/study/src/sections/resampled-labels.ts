import { type Labels, nameOf } from "@ceteris/report";
import { RESAMPLED_TERMS } from "../resampling/study-statistic.ts";

/** The terms of a study done over, named after the effect. */
export function resampledLabels(labels: Labels): Labels {
  const effect = (lang: "en" | "zh") => nameOf("did", labels, lang);
  return {
    ...labels,
    [RESAMPLED_TERMS.indexHeld]: {
      en: `${effect("en")}, index held`,
      zh: `${effect("zh")}（指数固定）`,
    },
    [RESAMPLED_TERMS.psmDid]: { en: `${effect("en")}, after matching`, zh: `${effect("zh")}（匹配后）` },
    [RESAMPLED_TERMS.weighting]: { en: `${effect("en")}, weighted`, zh: `${effect("zh")}（加权后）` },
  };
}
