/** Words of composite indices. */
export const INDEX_WORDS = {
  dimension: { en: "Dimension", zh: "维度" },
  group: { en: "Group", zh: "一级指标" },
  indicator: { en: "Indicator", zh: "指标" },
  direction: { en: "Direction", zh: "属性" },
  positive: { en: "Positive", zh: "正向" },
  negative: { en: "Negative", zh: "负向" },
  entropy: { en: "Entropy", zh: "信息熵" },
  divergence: { en: "Divergence", zh: "差异系数" },
  weight: { en: "Weight", zh: "权重" },
  weightPct: { en: "Weight (%)", zh: "权重（%）" },
  total: { en: "Total", zh: "合计" },
  titleWeights: { en: "Indicator weights", zh: "指标体系与权重" },
} as const;
