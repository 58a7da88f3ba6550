import type { EstimatorComparison, Language } from "@ceteris/core";
import type { PlotEstimatorsOptions } from "@ceteris/report";
import type { Presentation } from "./presentation.ts";

/** A result in every form, whatever the command and the data. */
export type Forms = Omit<Presentation, "command" | "table">;

/** What several estimators find: their paths or effects by cohort where they have such, and the overall effects. */
export function comparisonForms(
  comparison: EstimatorComparison,
  lang: Language,
  bands?: PlotEstimatorsOptions["bands"],
): Forms {
  return {
    result: comparison,
    sheets: async () => {
      const report = await import("@ceteris/report");
      const overall = report.estimatorComparisonSheet(comparison, { lang });
      const { aggregate } = comparison.spec;
      if (aggregate === "dynamic") return [report.estimatorPathsSheet(comparison, { lang }), overall];
      if (aggregate === "cohort") return [report.estimatorCohortsSheet(comparison, { lang }), overall];
      return [overall];
    },
    chart: async () => (await import("@ceteris/report")).plotEstimators(comparison, { lang, bands }),
  };
}
