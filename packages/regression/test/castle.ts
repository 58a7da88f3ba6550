import { readFileSync } from "node:fs";
import { definePanel, type Factor, fromColumns, makeFactor, type Panel } from "@ceteris/core";
import { estimationSample, type LinearFit, leastSquares } from "../src/index.ts";

const here = new URL("./fixtures/", import.meta.url);

export interface FixtureCase {
  readonly nObs: number;
  readonly terms: readonly string[];
  readonly coefficients: readonly number[];
  readonly r2: number;
  readonly r2Within: number | null;
  readonly rmse: number;
  readonly covariances: Readonly<Record<string, { readonly vcov: readonly number[]; readonly dof: number }>>;
}

/** Results of R packages, see castle.R. */
export function castleFixture() {
  return JSON.parse(readFileSync(new URL("castle.json", here), "utf8")) as Record<string, FixtureCase> &
    Record<
      "club" | "clubUnbalanced" | "clubWeighted",
      Record<string, { readonly se: readonly number[]; readonly dof: readonly number[] }>
    >;
}

/** The castle-doctrine panel with the groups that castle.R adds, as plain columns. */
export function castleColumns(): Record<string, number[]> {
  const [header, ...lines] = readFileSync(new URL("castle.csv", here), "utf8").trim().split("\n");
  const rows = lines.map((line) => line.split(",").map(Number));
  return Object.fromEntries(
    header!.split(",").map((name, j) => [name.replaceAll('"', ""), rows.map((r) => r[j]!)]),
  );
}

/** Rows of the columns for which `keep` holds. */
export function filterColumns(
  columns: Record<string, number[]>,
  keep: (row: Record<string, number>) => boolean,
): Record<string, number[]> {
  const names = Object.keys(columns);
  const kept = columns[names[0]!]!.flatMap((_, i) =>
    keep(Object.fromEntries(names.map((n) => [n, columns[n]![i]!]))) ? [i] : [],
  );
  return Object.fromEntries(names.map((n) => [n, kept.map((i) => columns[n]![i]!)]));
}

/** The rule by which castle.R makes the panel unbalanced. */
export const unbalancedRule = (row: Record<string, number>) => (row.sid! * 31 + row.year! * 17) % 10 !== 0;

export function castlePanel(columns = castleColumns()): Panel {
  return definePanel(fromColumns(columns, "castle.csv"), {
    unit: "sid",
    time: "year",
    treatment: { treat: "post" },
  });
}

export const castleControls = ["unemployrt", "poverty", "l_income"];

/** The fit of l_homicide on treatment and controls, and factors of the columns asked for. */
export function fitCastle(
  panel: Panel,
  fixedEffects: readonly string[],
  options: { controls?: readonly string[]; weights?: string; clusters?: readonly string[] } = {},
): { fit: LinearFit; factor: (name: string) => Factor; column: (name: string) => Float64Array } {
  const controls = options.controls ?? castleControls;
  const clusters = ["sid", "year", "region", "wave"];
  const sample = estimationSample(panel, {
    numeric: ["l_homicide", ...controls, "lat", "lng"],
    fixedEffects,
    clusters,
    weights: options.weights,
    extra: [panel.treatment!.status],
  });
  const fit = leastSquares({
    outcome: { name: "l_homicide", values: sample.columns.get("l_homicide")! },
    regressors: [
      { name: "did", values: sample.extra[0]!, role: "treatment" },
      ...controls.map((name) => ({ name, values: sample.columns.get(name)!, role: "control" as const })),
    ],
    fixedEffects: fixedEffects.map((name) => sample.factors.get(name)!),
    weights: sample.weights ?? undefined,
  });
  return {
    fit,
    factor: (name) => sample.factors.get(name)!,
    column: (name) => sample.columns.get(name)!,
  };
}

export { makeFactor };
