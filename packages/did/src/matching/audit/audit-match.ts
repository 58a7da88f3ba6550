import type { MatchAudit, OverlapBin, Panel, ScoreRange } from "@ceteris/core";
import type { MatchingDesign } from "../options/psm-options.ts";
import { type JoinedStrata, matchesUnits } from "../strata/join-strata.ts";
import type { MatchedStratum } from "../strata/match-stratum.ts";
import { lostTreated } from "./lost-treated.ts";
import { partnerStability } from "./partner-stability.ts";
import { weightBins } from "./weight-bins.ts";

export interface AuditSubject {
  readonly panel: Panel;
  readonly strata: readonly MatchedStratum[];
  readonly joined: JoinedStrata;
  readonly overlap: readonly OverlapBin[];
  readonly design: MatchingDesign;
  /** Rows that the regression can use. */
  readonly complete: Int32Array;
  /** Match weights on the rows of the panel. */
  readonly weights: Float64Array;
  readonly ever: Uint8Array;
}

/** What a reader should know of a match beside its balance: who is lost, who carries it, does it last. */
export function auditMatch(subject: AuditSubject): MatchAudit {
  const { panel, strata, joined, overlap, design } = subject;
  const { treated, scores } = joined;
  const gaps = unitsWithGaps(subject);
  const trimmed = (group: 0 | 1) =>
    strata.reduce(
      (sum, s) => sum + s.fates.filter((fate, i) => fate === "trimmed" && s.treated[i] === group).length,
      0,
    );
  return {
    partnerStability: matchesUnits(design) ? null : partnerStability(panel, strata),
    treatedWithGaps: gaps[1],
    controlsWithGaps: gaps[0],
    ...concentration(subject),
    scores: { treated: range(scores, treated, 1), controls: range(scores, treated, 0) },
    overlapBefore: common(overlap, (bin) => [bin.treatedBefore, bin.controlsBefore]),
    overlapAfter: common(overlap, (bin) => [bin.treatedAfter, bin.controlsAfter]),
    trimmedTreated: trimmed(1),
    trimmedControls: trimmed(0),
    cutoffs: strata.flatMap(({ cutoff, period }) => (cutoff === null ? [] : [{ time: period, cutoff }])),
    lost: lostTreated(panel, strata),
  };
}

function concentration({ panel, strata, joined }: AuditSubject) {
  const { treated, weights } = joined;
  const matched = Array.from(weights.filter((w, i) => treated[i] === 0 && w > 0)).sort((a, b) => b - a);
  const total = matched.reduce((sum, w) => sum + w, 0);
  const squares = matched.reduce((sum, w) => sum + w * w, 0);
  const top = matched.slice(0, Math.ceil(matched.length / 10)).reduce((sum, w) => sum + w, 0);
  const heaviest = heaviestControl(strata);
  return {
    effectiveControls: (total * total) / squares,
    largestWeight: heaviest.weight,
    largestWeightUnit: panel.unit.labels[panel.unit.codes[heaviest.row]!]!,
    topTenthShare: top / total,
    weightBins: weightBins(matched),
  };
}

/** The row of the panel with the largest weight among the controls; of equal ones the first. */
function heaviestControl(strata: readonly MatchedStratum[]): { row: number; weight: number } {
  let row = -1;
  let weight = 0;
  for (const { rows, treated, weights } of strata) {
    for (let at = 0; at < rows.length; at++) {
      if (treated[at] === 1 || weights[at]! <= weight) continue;
      row = rows[at]!;
      weight = weights[at]!;
    }
  }
  return { row, weight };
}

/** Controls and treated units that keep some but not all of their complete rows. */
function unitsWithGaps({ panel, complete, weights, ever }: AuditSubject): readonly [number, number] {
  const { codes, nLevels } = panel.unit;
  const rows = new Int32Array(nLevels);
  const kept = new Int32Array(nLevels);
  for (const i of complete) {
    rows[codes[i]!]!++;
    if (weights[i]! > 0) kept[codes[i]!]!++;
  }
  const counts: [number, number] = [0, 0];
  kept.forEach((count, unit) => {
    if (count > 0 && count < rows[unit]!) counts[ever[unit] as 0 | 1]++;
  });
  return counts;
}

function range(scores: Float64Array, treated: Float64Array, group: 0 | 1): ScoreRange {
  const own = scores.filter((_, i) => treated[i] === group);
  if (own.length === 0) return { min: null, max: null };
  return { min: own.reduce((a, b) => Math.min(a, b)), max: own.reduce((a, b) => Math.max(a, b)) };
}

function common(
  overlap: readonly OverlapBin[],
  pair: (bin: OverlapBin) => readonly [number, number],
): number {
  return overlap.reduce((sum, bin) => sum + Math.min(...pair(bin)), 0);
}
