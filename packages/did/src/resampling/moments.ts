import type { NamedMatrix } from "@ceteris/core";
import type { Draw } from "./statistic.ts";

/** The estimates of one term in the draws that have it, in the order drawn. */
export function valuesOfTerm(draws: readonly Draw[], term: number): number[] {
  return draws.flatMap(({ values }) => values[term] ?? []);
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Σ (v − centre)^power, around each term's own centre. */
export function powerSum(values: readonly number[], centre: number, power: 2 | 3): number {
  return values.reduce((sum, v) => sum + (v - centre) ** power, 0);
}

/** `scale` times the sums of products around centres, over draws that have all the terms kept. */
export function scatter(
  terms: readonly string[],
  rows: readonly (readonly number[])[],
  centres: readonly number[],
  scale: number,
): NamedMatrix {
  const matrix = terms.map((_, i) =>
    terms.map((_, j) =>
      rows.reduce((sum, row) => sum + scale * (row[i]! - centres[i]!) * (row[j]! - centres[j]!), 0),
    ),
  );
  return { terms, matrix };
}

/** The values of some terms, in the draws that have all of them. */
export function completeRows(draws: readonly Draw[], terms: readonly number[]): number[][] {
  return draws.flatMap(({ values }) => {
    const row = terms.map((t) => values[t]!);
    return row.every((v) => v !== null) ? [row] : [];
  });
}
