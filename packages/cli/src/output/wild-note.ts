import { type Language, labelText, type WildBootstrap } from "@ceteris/core";
import type { Labels } from "@ceteris/report";

const WEIGHTS = {
  rademacher: "Rademacher",
  webb: "Webb",
  mammen: "Mammen",
} as const;

/** The bootstrap's name in MacKinnon, Nielsen and Webb (2023). */
const VARIANTS = { classic: "C", score: "S", variance: "V", both: "B" } as const;

/** A sentence under a table: the wild cluster bootstrap's p-value and interval, and how it was done. */
export async function wildNote(
  wild: WildBootstrap,
  lang: Language,
  digits: number,
  labels?: Labels,
): Promise<string> {
  const { formatCount, formatNumber, formatP, formatPercent, MINUS } = await import("@ceteris/report");
  const name = (column: string) =>
    labelText(labels && Object.hasOwn(labels, column) ? labels[column]! : column, lang);
  const errors = Object.keys(wild.errorClusters);
  const low = wild.confLow === null ? `${MINUS}∞` : formatNumber(wild.confLow, digits);
  const high = wild.confHigh === null ? "∞" : formatNumber(wild.confHigh, digits);
  const level = formatPercent(wild.level);
  const p = wild.pValue === null ? "= —" : formatP(wild.pValue).replace("<", "< ");
  const equals = wild.pValue === null || p.startsWith("<") ? "" : "= ";
  const weights = WEIGHTS[wild.weights];
  const draws = formatCount(wild.nDraws, lang);
  const variant = `${wild.imposeNull ? "WCR" : "WCU"}-${VARIANTS[wild.type]}`;
  const apart = errors.length > 1 || errors[0] !== wild.cluster;
  if (lang === "zh") {
    const drawn = wild.enumerated ? `穷举全部${draws}种组合` : `抽样${draws}次`;
    const method = wild.type === "classic" ? "" : `，${variant}（刀切法）`;
    const by = apart
      ? `权重按${name(wild.cluster)}抽取，标准误聚类到${errors.map(name).join("与")}层面`
      : `聚类到${name(wild.cluster)}层面`;
    return `DID的野聚类自助法（wild cluster bootstrap）：p ${equals}${p}，${level}置信区间[${low}, ${high}]；${weights}权重，${drawn}，${wild.imposeNull ? "施加" : "未施加"}原假设${method}，${by}。`;
  }
  const drawn = wild.enumerated ? `all ${draws} of them` : `${draws} draws`;
  const method = wild.type === "classic" ? "" : `, ${variant} (jackknife)`;
  const by = apart
    ? `weights by ${name(wild.cluster)}, errors clustered by ${errors.map(name).join(" and ")}`
    : `clustered by ${name(wild.cluster)}`;
  return `Wild cluster bootstrap of DID: p ${equals}${p}, ${level} confidence interval [${low}, ${high}]; ${weights} weights, ${drawn}, null ${wild.imposeNull ? "imposed" : "not imposed"}${method}, ${by}.`;
}
