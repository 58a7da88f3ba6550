import { briefNumber, CeterisError, type ErrorCode, type Warning } from "@ceteris/core";
import { type EstimationSample, estimationSample, leastSquares } from "@ceteris/regression";
import type { DesignContext } from "./design-context.ts";
import { fewTreatedClusters } from "./few-treated-clusters.ts";

/** Fewer clusters than this, of equal leverage, would carry as much, while one has so many times the mean; rules of thumb. */
const FEW_EFFECTIVE = 10;
const MUCH = 3;
const NOT_ESTIMABLE: readonly ErrorCode[] = ["EMPTY_SAMPLE", "TOO_FEW_ROWS", "TREATMENT_ABSORBED"];

/** UNEQUAL_LEVERAGE: many clusters, but the estimate rests on few of them. */
export function unequalLeverage(context: DesignContext): readonly Warning[] {
  const { panel, covariance } = context;
  if (covariance.by.length === 0) return [];
  // Few treated clusters have unequal leverage by themselves, and are said already.
  const said = fewTreatedClusters(context)
    .filter(({ code }) => code === "FEW_TREATED_CLUSTERS")
    .map(({ details }) => details!.cluster);
  const open = covariance.by.filter((name) => !said.includes(name));
  const treatment = open.length > 0 ? treatmentResidual(context) : null;
  if (!treatment) return [];
  return open.flatMap((name) => {
    const { codes, labels, nLevels: nClusters } = treatment.sample.factors.get(name)!;
    const sums = new Float64Array(nClusters);
    treatment.residuals.forEach((d, i) => {
      sums[codes[i]!]! += d * d;
    });
    const total = sums.reduce((a, b) => a + b, 0);
    if (!(total > 1e-10 * panel.nRows)) return [];
    const shares = sums.map((s) => s / total);
    const largest = shares.indexOf(shares.reduce((a, b) => Math.max(a, b)));
    const effective = 1 / shares.reduce((sum, s) => sum + s * s, 0);
    const overMean = shares[largest]! * nClusters;
    if (effective >= FEW_EFFECTIVE || overMean <= MUCH) return [];
    return [
      {
        code: "UNEQUAL_LEVERAGE",
        message: `The ${nClusters} clusters of “${name}” have very unequal leverage on the effect: “${labels[largest]}” has ${(100 * shares[largest]!).toFixed(1)}% of it, ${briefNumber(overMean)} times the mean, and all of them carry as much as ${briefNumber(effective)} clusters of equal leverage. Clustered standard errors tend to be too small then: use CR2 with Satterthwaite degrees of freedom or CR3, and repeat the estimate without that cluster. See MacKinnon, Nielsen and Webb (2023).`,
        details: {
          cluster: name,
          nClusters,
          largest: labels[largest],
          share: shares[largest],
          overMean,
          effective,
        },
      },
    ];
  });
}

/** What unit effects, time effects and controls leave of treatment. */
function treatmentResidual({
  panel,
  controls,
  covariance,
}: DesignContext): { readonly sample: EstimationSample; readonly residuals: Float64Array } | null {
  const effects = [panel.unit.name, panel.time.name];
  try {
    const sample = estimationSample(panel, {
      numeric: controls,
      fixedEffects: effects,
      clusters: covariance.by,
      extra: [panel.treatment!.status],
    });
    const { residuals } = leastSquares({
      outcome: { name: "treatment", values: sample.extra[0]! },
      regressors: controls.map((name) => ({
        name,
        values: sample.columns.get(name)!,
        role: "control" as const,
      })),
      fixedEffects: effects.map((name) => sample.factors.get(name)!),
    });
    return { sample, residuals };
  } catch (error) {
    if (error instanceof CeterisError && NOT_ESTIMABLE.includes(error.code)) return null;
    throw error;
  }
}
