import type { Language } from "@ceteris/core";
import { joinNames, type Labels, nameOf } from "../names.ts";
import { specList, specNumber, specText } from "../spec-facts.ts";

type Spec = Readonly<Record<string, unknown>>;
type Names = Readonly<Record<string, Readonly<Record<Language, string>>>>;

const METHODS: Names = {
  radius: { en: "radius matching", zh: "半径匹配" },
  nearest: { en: "nearest-neighbour matching", zh: "最近邻匹配" },
  kernel: { en: "kernel matching", zh: "核匹配" },
  mahalanobis: { en: "Mahalanobis matching", zh: "马氏距离匹配" },
};

const DESIGNS: Names = {
  pooled: { en: "all periods pooled", zh: "混合各期匹配" },
  "by-period": { en: "within each period", zh: "逐期匹配" },
  baseline: { en: "units matched on {baseline}", zh: "以基期（{baseline}）截面匹配个体" },
};

/** How rows were matched, from the `spec` of a matched DID; null for any other result. */
export function matchingClause(spec: Spec, labels: Labels | undefined, lang: Language): string | null {
  const method = specText(spec, "match");
  if (method === null) return null;
  const name = METHODS[method]?.[lang] ?? method;
  const link = specText(spec, "link");
  const covariates = specList(spec, "matchOn").map((c) => nameOf(c, labels, lang));
  const listed = joinNames(covariates, lang);
  const score = method === "mahalanobis" || link === null ? null : link;
  const limits = limitsText(spec, lang);
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

function limitsText(spec: Spec, lang: Language): string {
  const zh = lang === "zh";
  const caliper = specNumber(spec, "caliper");
  const caliperSd = specNumber(spec, "caliperSd");
  const bandwidth = specNumber(spec, "bandwidth");
  const ratio = specNumber(spec, "ratio");
  const parts = [
    caliper === null ? "" : zh ? `卡尺${caliper}` : `caliper ${caliper}`,
    caliperSd === null ? "" : zh ? `卡尺${caliperSd}倍标准差` : `caliper ${caliperSd} sd`,
    bandwidth === null ? "" : zh ? `带宽${bandwidth}` : `bandwidth ${bandwidth}`,
    ratio === null ? "" : zh ? `1:${ratio}` : `1 to ${ratio}`,
    spec.replace === false ? (zh ? "不放回" : "without replacement") : "",
  ];
  return parts.filter((part) => part !== "").join(zh ? "，" : ", ");
}
