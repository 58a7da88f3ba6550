import type { EstimationResult, Language } from "@ceteris/core";
import { joinNames, type Labels, nameOf } from "../names.ts";
import { formatCount } from "../numbers.ts";
import { specFacts, specNumber, specText } from "../spec-facts.ts";
import { fill } from "../words.ts";

/** What a clause of a note is made of. */
export type Described = Pick<EstimationResult, "spec" | "fit">;

/** How the standard errors of a result were computed: a clause without a stop, or null when `spec` does not say. */
export function covarianceClause(
  result: Described,
  labels: Labels | undefined,
  lang: Language,
): string | null {
  const facts = specFacts(result.spec);
  const { vcov, smallSample } = facts;
  if (vcov === null) return resampledErrors(result.spec, lang);
  const named = facts.clusters.length > 0 ? facts.clusters : Object.keys(result.fit.nClusters);
  const clause = CLAUSES[vcov] ?? CLAUSES.other!;
  const text = fill(clause[lang], {
    ...clusterSlots(CLUSTERED.has(vcov) ? named : [], result, labels, lang),
    name: vcov.toUpperCase(),
  });
  return smallSample !== null && CORRECTED.has(vcov) ? text + correction(smallSample, lang) : text;
}

const CLUSTERED = new Set(["cluster", "twoway", "cr2", "cr3"]);
const CORRECTED = new Set(["cluster", "twoway"]);

const CLAUSES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  iid: { en: "standard errors assume independent errors of equal variance", zh: "标准误假定误差独立同方差" },
  hc1: { en: "heteroskedasticity-robust standard errors (HC1)", zh: "采用异方差稳健标准误（HC1）" },
  hetero: { en: "heteroskedasticity-robust standard errors (HC1)", zh: "采用异方差稳健标准误（HC1）" },
  hc2: { en: "heteroskedasticity-robust standard errors (HC2)", zh: "采用异方差稳健标准误（HC2）" },
  hc3: { en: "heteroskedasticity-robust standard errors (HC3)", zh: "采用异方差稳健标准误（HC3）" },
  cluster: { en: "standard errors clustered{by}", zh: "采用{level}聚类稳健标准误{count}" },
  twoway: { en: "standard errors clustered two ways{by}", zh: "采用{level}双向聚类稳健标准误{count}" },
  cr2: {
    en: "bias-reduced clustered standard errors (CR2){by}",
    zh: "采用{level}聚类稳健标准误（CR2）{count}",
  },
  cr3: { en: "clustered standard errors (CR3){by}", zh: "采用{level}聚类稳健标准误（CR3）{count}" },
  "driscoll-kraay": { en: "Driscoll–Kraay standard errors", zh: "采用Driscoll–Kraay标准误" },
  conley: { en: "Conley spatial standard errors", zh: "采用Conley空间标准误" },
  other: { en: "standard errors: {name}", zh: "标准误：{name}" },
};

/** " by city (257 clusters)", or its two Chinese parts: the level before the noun, the count after it. */
function clusterSlots(
  columns: readonly string[],
  { fit }: Described,
  labels: Labels | undefined,
  lang: Language,
): { by: string; level: string; count: string } {
  if (columns.length === 0) return { by: "", level: "", count: "" };
  const names = columns.map((c) =>
    nameOf(c, labels, lang).replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase()),
  );
  const counts = columns.map((c) => fit.nClusters[c]);
  const shown = names.map((name, i) =>
    counts[i] === undefined ? name : `${name} (${formatCount(counts[i], lang)} clusters)`,
  );
  const known = counts.filter((n) => n !== undefined).map((n) => formatCount(n, lang));
  return {
    by: ` by ${joinNames(shown, lang)}`,
    level: `${joinNames(names, lang)}层面`,
    count: known.length > 0 ? `（聚类数${known.join("、")}）` : "",
  };
}

function correction(profile: string, lang: Language): string {
  if (profile === "none") return lang === "zh" ? "，不作小样本修正" : ", without small-sample correction";
  return lang === "zh" ? `，小样本修正同${profile}` : `, small-sample correction as in ${profile}`;
}

const VARIANCES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  placebo: {
    en: "standard errors from {draws} placebo assignments",
    zh: "标准误由{draws}次安慰剂分配得到",
  },
  "placebo-all": {
    en: "standard errors from all {draws} placebo assignments",
    zh: "标准误由全部{draws}种安慰剂分配得到",
  },
  bootstrap: { en: "standard errors from {draws} bootstrap samples", zh: "标准误由{draws}次自助抽样得到" },
  jackknife: { en: "standard errors from the jackknife over units", zh: "标准误由逐个剔除个体的刀切法得到" },
};

/** Where the standard errors of synthetic controls come from; null where errors are not. */
function resampledErrors(spec: Described["spec"], lang: Language): string | null {
  const variance = specText(spec, "variance");
  if (variance === null || !Object.hasOwn(VARIANCES, variance)) return null;
  const all = variance === "placebo" && spec.enumerated === true ? "placebo-all" : variance;
  const draws = specNumber(spec, "nDraws") ?? specNumber(spec, "draws");
  return fill(VARIANCES[all]![lang], { draws: draws === null ? "" : formatCount(draws, lang) });
}
