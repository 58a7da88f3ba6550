import type { Language } from "@ceteris/core";
import { joinNames, type Labels, nameOf } from "../names.ts";
import { specList, specNumber, specText } from "../spec-facts.ts";

type Spec = Readonly<Record<string, unknown>>;
type Names = Readonly<Record<string, Readonly<Record<Language, string>>>>;

const METHODS: Names = {
  radius: { en: "radius matching", zh: "半径匹配" },
  nearest: { en: "nearest-neighbour matching", zh: "最近邻匹配" },
  kernel: { en: "kernel matching", zh: "核匹配" },
  "local-linear": { en: "local linear matching", zh: "局部线性匹配" },
  mahalanobis: { en: "Mahalanobis matching", zh: "马氏距离匹配" },
  cem: { en: "coarsened exact matching", zh: "粗化精确匹配（CEM）" },
};

const KERNELS: Names = {
  epanechnikov: { en: "Epanechnikov kernel", zh: "Epanechnikov核" },
  gaussian: { en: "Gaussian kernel", zh: "高斯核" },
  biweight: { en: "biweight kernel", zh: "双权核" },
  tricube: { en: "tricube kernel", zh: "三次立方核" },
  uniform: { en: "uniform kernel", zh: "均匀核" },
};

const DESIGNS: Names = {
  pooled: { en: "all periods pooled", zh: "混合各期匹配" },
  "by-period": { en: "within each period", zh: "逐期匹配" },
  baseline: { en: "units matched on {baseline}", zh: "以基期（{baseline}）截面匹配个体" },
  "pre-means": { en: "units matched on means before treatment", zh: "以处理前各期均值匹配个体" },
};

/** How rows were matched, from the `spec` of a matched DID; null for any other result. */
export function matchingClause(spec: Spec, labels: Labels | undefined, lang: Language): string | null {
  const method = specText(spec, "match");
  if (method === null) return null;
  const name = METHODS[method]?.[lang] ?? method;
  const link = specText(spec, "link");
  const covariates = specList(spec, "matchOn").map((c) => nameOf(c, labels, lang));
  const listed = joinNames(covariates, lang);
  const score = method === "mahalanobis" || method === "cem" || link === null ? null : link;
  const limits = limitsText(spec, labels, lang);
  const design = specText(spec, "design");
  const how = (design !== null && DESIGNS[design]?.[lang]) || null;
  const period = specText(spec, "baseline") ?? "";
  const where = how?.replace("{baseline}", () => period) ?? null;
  if (lang === "zh") {
    const on = listed === "" ? "" : `协变量为${listed}`;
    return [
      `${score === null ? "" : `${score}倾向得分`}${name}${limits === "" ? "" : `（${limits}）`}`,
      on,
      where,
    ]
      .filter((part) => part !== null && part !== "")
      .join("，");
  }
  const on = [score === null ? "" : ` on a ${score} score`, listed === "" ? "" : ` of ${listed}`].join("");
  return [`${name}${limits === "" ? "" : ` (${limits})`}${on}`, where]
    .filter((part) => part !== null)
    .join(", ");
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(6))}%`;
}

function limitsText(spec: Spec, labels: Labels | undefined, lang: Language): string {
  const zh = lang === "zh";
  const caliper = specNumber(spec, "caliper");
  const caliperSd = specNumber(spec, "caliperSd");
  const bandwidth = specNumber(spec, "bandwidth");
  const kernel = specText(spec, "kernel");
  const trim = specNumber(spec, "trim");
  const trimThin = specNumber(spec, "trimThin");
  const exact = joinNames(
    specList(spec, "exact").map((c) => nameOf(c, labels, lang)),
    lang,
  );
  const ratio = specNumber(spec, "ratio");
  const parts = [
    caliper === null ? "" : zh ? `卡尺${caliper}` : `caliper ${caliper}`,
    caliperSd === null ? "" : zh ? `卡尺${caliperSd}倍标准差` : `caliper ${caliperSd} sd`,
    kernel === null ? "" : (KERNELS[kernel]?.[lang] ?? kernel),
    bandwidth === null ? "" : zh ? `带宽${bandwidth}` : `bandwidth ${bandwidth}`,
    ratio === null ? "" : zh ? `1:${ratio}` : `1 to ${ratio}`,
    spec.replace === false ? (zh ? "不放回" : "without replacement") : "",
    exact === "" ? "" : zh ? `${exact}精确匹配` : `exact on ${exact}`,
    spec.common === true ? (zh ? "共同支撑" : "common support") : "",
    spec.trim === "crump" ? (zh ? "Crump等（2009）截尾" : "trimmed by Crump et al. 2009") : "",
    trim === null ? "" : zh ? `得分截尾${trim}` : `scores trimmed at ${trim}`,
    spec.refit === true ? (zh ? "截尾后重新估计得分" : "score fitted again") : "",
    trimThin === null
      ? ""
      : zh
        ? `剔除控制组最稀疏处${percent(trimThin)}的处理组`
        : `without the ${percent(trimThin)} of the treated where controls are thinnest`,
  ];
  return parts.filter((part) => part !== "").join(zh ? "，" : ", ");
}
