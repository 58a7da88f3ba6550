import { briefNumber, CeterisError, type Indicator, type Warning } from "@ceteris/core";
import { criticWeights } from "./critic-weights.ts";
import { cvWeights } from "./cv-weights.ts";
import { type ColumnWeights, entropyWeights } from "./entropy-weights.ts";
import { equalWeights } from "./equal-weights.ts";
import { givenWeights } from "./given-weights.ts";
import { extent } from "./moments.ts";
import { pcaWeights } from "./pca-weights.ts";
import { invalid, type ResolvedOptions } from "./resolve-options.ts";

export interface WeighContext {
  readonly options: ResolvedOptions;
  /** Name of the data, for messages. */
  readonly source: string;
  /** " in 2016" and the like. */
  readonly words: string;
  /** The one period that the rows are of; null where they are of several. */
  readonly period: string | null;
  /** The count whose logarithm divides entropy. */
  readonly logCount: number;
}

export type Weighed = ColumnWeights & { readonly warnings: readonly Warning[] };

/**
 * Weights of columns by the method chosen. `names` say what the columns are in messages; `indicators` are
 * null for columns that are scores of dimensions.
 */
export function weighColumns(
  columns: readonly Float64Array[],
  names: readonly string[],
  indicators: readonly Indicator[] | null,
  context: WeighContext,
): Weighed {
  const { method } = context.options;
  if (method === "given") return givenWeights(indicators!);
  if (method === "equal") return { ...equalWeights(columns), warnings: [] };
  if (method === "entropy") return entropy(columns, names, context);
  if (columns.length === 1) return { weights: [1], entropy: [null], divergence: [null], warnings: [] };
  if (method === "pca") return pca(columns, names, indicators, context);
  if (method === "cv") refuseMixedSigns(columns, names);
  const found = method === "cv" ? cvWeights(columns) : criticWeights(columns);
  if (found.weights.every(Number.isFinite)) return { ...found, warnings: [] };
  throw new CeterisError({
    code: "NO_VARIATION",
    where: `${context.source}, ${names.join(", ")}`,
    what: `method “${method}” finds nothing that tells these columns apart${context.words}`,
    mend: 'Use method "equal", or other indicators',
  });
}

function entropy(columns: readonly Float64Array[], names: readonly string[], context: WeighContext): Weighed {
  const { options, logCount, words } = context;
  columns.forEach((z, j) => {
    refuseNegative(z, names[j]!, context);
  });
  const found = entropyWeights(columns, { logCount, zeroColumnsToZero: options.zero === "zero-entropy" });
  const bad = found.divergence.findIndex((d) => d! < 0);
  if (bad >= 0 && !options.negativeDivergence) {
    throw new CeterisError({
      code: "INDICATOR_DIVERGENCE",
      where: `${context.source}, ${names[bad]}`,
      what: `the divergence d = 1 − e is ${briefNumber(found.divergence[bad]!)}${words}: entropy exceeds 1 because it is divided by ln ${logCount} (logBase “${options.logBase}”) while the sum runs over ${columns[bad]!.length} rows, and such weights are upside down`,
      mend: 'Set logBase to "rows", so that entropy is divided by the logarithm of the rows it is summed over',
      details: { name: names[bad], divergence: found.divergence[bad], logCount },
    });
  }
  if (found.weights.every(Number.isFinite)) return { ...found, warnings: [] };
  throw new CeterisError({
    code: "INDICATOR_DIVERGENCE",
    where: `${context.source}, ${names.join(", ")}`,
    what: `the divergences d = 1 − e sum to zero${words}, so they give no weights`,
    mend: 'Use method "equal", or a hierarchy that keeps these columns apart',
  });
}

function pca(
  columns: readonly Float64Array[],
  names: readonly string[],
  indicators: readonly Indicator[] | null,
  context: WeighContext,
): Weighed {
  const { loadings, eigenvalues, ...found } = pcaWeights(columns);
  const isOpposed = (_: unknown, j: number) => loadings[j]! < -1e-8;
  const opposed = names.filter(isOpposed);
  const rows = { weights: context.options.weights, period: context.period };
  const share = eigenvalues[0]! / columns.length;
  const warnings: Warning[] = [];
  if (opposed.length > 0) {
    warnings.push({
      code: "INDEX_PCA_OPPOSED",
      message: `The first principal component${context.words} runs against ${opposed.join(", ")}: their loadings are negative although their direction was already taken into account. Squared loadings still give them weight; check the directions, or do not read the index as that component.`,
      details: {
        opposed,
        columns: indicators?.filter(isOpposed).map((i) => i.name) ?? null,
        loadings,
        ...rows,
      },
    });
  }
  if (eigenvalues[0]! - eigenvalues[1]! < 1e-6) {
    warnings.push({
      code: "INDEX_PCA_TIED",
      message: `The two largest eigenvalues${context.words} are equal (${briefNumber(eigenvalues[0]!, 6)}), so the first principal component is not determined and neither are its weights. Use another method.`,
      details: { eigenvalues, ...rows },
    });
  }
  warnings.push({
    code: "INDEX_PCA_SHARE",
    message: `The first principal component${context.words} carries ${(100 * share).toFixed(1)}% of the variance of ${columns.length} columns; its weights describe that part alone.`,
    details: { share, nColumns: columns.length, eigenvalues, loadings, ...rows },
  });
  return { ...found, warnings };
}

function refuseNegative(z: Float64Array, name: string, context: WeighContext): void {
  const { min } = extent(z);
  if (min >= 0) return;
  const raw = context.options.normalise === "none";
  throw invalid(
    "method",
    `entropy needs values of zero or more, but ${name} goes down to ${briefNumber(min)}${context.words}${raw ? " without normalisation" : " on the scale of the range chosen"}`,
    raw
      ? 'Normalise by "min-max", or set zero to "shift-nonpositive"'
      : `Compute weights from the rows of the range: leave weights out, or set it to "${context.options.range}"`,
  );
}

function refuseMixedSigns(columns: readonly Float64Array[], names: readonly string[]): void {
  const mixed = names.filter((_, j) => {
    const { min, max } = extent(columns[j]!);
    return min < 0 && max > 0;
  });
  if (mixed.length === 0) return;
  throw invalid(
    "method",
    `a coefficient of variation needs values of one sign, but ${mixed.join(", ")} ${mixed.length === 1 ? "has" : "have"} both`,
    'Normalise by "min-max", with weights from the rows of the range',
  );
}
