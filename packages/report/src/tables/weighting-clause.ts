import type { Language } from "@ceteris/core";
import { joinNames, type Labels, nameOf } from "../names.ts";
import { specList, specNumber, specText } from "../spec-facts.ts";

type Spec = Readonly<Record<string, unknown>>;
type Names = Readonly<Record<string, Readonly<Record<Language, string>>>>;

const METHODS: Names = {
  entropy: { en: "entropy balancing", zh: "熵平衡" },
  cbps: { en: "covariate balancing propensity score", zh: "协变量平衡倾向得分（CBPS）" },
  ipw: { en: "inverse probability weights", zh: "逆概率加权" },
};

const ESTIMANDS: Names = {
  att: { en: "effect on the treated", zh: "处理组平均处理效应" },
  ate: { en: "average effect", zh: "平均处理效应" },
  overlap: { en: "effect in the overlap population", zh: "重叠总体的处理效应" },
};

const MOMENTS = {
  en: ["means", "means and variances", "means, variances and skewness"],
  zh: ["均值", "均值与方差", "均值、方差与偏度"],
} as const;

/** How units were weighted, from the `spec` of a weighted DID; null for any other result. */
export function weightingClause(spec: Spec, labels: Labels | undefined, lang: Language): string | null {
  const method = specText(spec, "method");
  const covariates = specList(spec, "weightOn");
  if (method === null || covariates.length === 0) return null;
  const zh = lang === "zh";
  const estimand = specText(spec, "estimand") ?? "";
  const moments = specNumber(spec, "moments");
  const baseline = specText(spec, "baseline");
  const cap = specNumber(spec, "cap");
  const listed = joinNames(
    covariates.map((name) => nameOf(name, labels, lang)),
    lang,
  );
  const of = moments === null ? "" : MOMENTS[lang][moments - 1]!;
  const when =
    baseline === null
      ? zh
        ? "取政策实施前的均值"
        : "averaged before treatment"
      : zh
        ? `取自基期${baseline}`
        : `in ${baseline}`;
  const parts = zh
    ? [
        `${METHODS[method]?.zh ?? method}，协变量为${listed}${of === "" ? "" : `的${of}`}，${when}`,
        ESTIMANDS[estimand]?.zh ?? estimand,
        cap === null ? "" : `权重在${cap}分位数处截尾`,
      ]
    : [
        `${METHODS[method]?.en ?? method} of ${of === "" ? "" : `${of} of `}${listed} ${when}`,
        ESTIMANDS[estimand]?.en ?? estimand,
        cap === null ? "" : `weights cut at their ${cap} quantile`,
      ];
  return parts.filter((part) => part !== "").join(zh ? "，" : ", ");
}
