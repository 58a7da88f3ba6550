import { type Language, labelText, type WildBootstrap } from "@ceteris/core";
import type { Labels } from "@ceteris/report";

const WEIGHTS = {
  rademacher: "Rademacher",
  webb: "Webb",
  mammen: "Mammen",
} as const;

/** A sentence under a table: the wild cluster bootstrap's p-value and interval, and how it was done. */
export async function wildNote(
  wild: WildBootstrap,
  lang: Language,
  digits: number,
  labels?: Labels,
): Promise<string> {
  const { formatCount, formatNumber, formatP, formatPercent, MINUS } = await import("@ceteris/report");
  const label = labels && Object.hasOwn(labels, wild.cluster) ? labels[wild.cluster]! : wild.cluster;
  const cluster = labelText(label, lang);
  const low = wild.confLow === null ? `${MINUS}∞` : formatNumber(wild.confLow, digits);
  const high = wild.confHigh === null ? "∞" : formatNumber(wild.confHigh, digits);
  const level = formatPercent(wild.level);
  const p = formatP(wild.pValue).replace("<", "< ");
  const equals = p.startsWith("<") ? "" : "= ";
  const weights = WEIGHTS[wild.weights];
  const draws = formatCount(wild.nDraws, lang);
  return lang === "zh"
    ? `DID的野聚类自助法（wild cluster bootstrap）：p ${equals}${p}，${level}置信区间[${low}, ${high}]；${weights}权重，${wild.enumerated ? `穷举全部${draws}种组合` : `抽样${draws}次`}，${wild.imposeNull ? "施加" : "未施加"}原假设，聚类到${cluster}层面。`
    : `Wild cluster bootstrap of DID: p ${equals}${p}, ${level} confidence interval [${low}, ${high}]; ${weights} weights, ${wild.enumerated ? `all ${draws} of them` : `${draws} draws`}, null ${wild.imposeNull ? "imposed" : "not imposed"}, clustered by ${cluster}.`;
}
