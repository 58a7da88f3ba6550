import { pretrendPower } from "ceteris";
import { eventStudyOf, withTrueCovariance } from "./event-study-of.ts";
import { EVENT_TIMES } from "./trend-designs.ts";

/** What the pre-test makes of a straight line away from parallel trends: as computed, and as simulated. */
export interface PretestRow {
  readonly design: string;
  readonly draws: number;
  readonly slope: number;
  /** Probability that some lead differs from zero at 5%. */
  readonly power: number;
  readonly found: number;
  readonly foundError: number;
  /** Mean effect after treatment in the draws whose leads pass; the true effect is zero. */
  readonly biasAfterPassing: number;
  readonly biasFound: number;
  readonly biasError: number;
}

/** Powers with which the simulated lines are found. */
export const PRETEST_POWERS = [0.5, 0.8];

export function pretestName(power: number): string {
  return `pretest-${Math.round(100 * power)}`;
}

/** The straight line that the pre-test finds with a power, as reckoned from the true covariance. */
export function simulatePretest(power: number, draws: number, seed: number): PretestRow {
  const flat = EVENT_TIMES.map(() => 0);
  const { violations, criticalValue } = pretrendPower(withTrueCovariance(eventStudyOf(flat, seed, 0)), {
    power: [power],
  })!;
  const { slope, average } = violations[0]!;
  const line = EVENT_TIMES.map((time) => slope! * (time + 1));
  let found = 0;
  const biases: number[] = [];
  for (let d = 0; d < draws; d++) {
    const rows = eventStudyOf(line, seed, d).estimates.filter((row) => !row.reference);
    const leads = rows.filter((row) => row.eventTime < 0);
    if (leads.some((row) => Math.abs(row.statistic!) > criticalValue)) found++;
    else biases.push(mean(rows.filter((row) => row.eventTime >= 0).map((row) => row.estimate!)));
  }
  const share = found / draws;
  const biasFound = mean(biases);
  const spread = Math.sqrt(mean(biases.map((bias) => (bias - biasFound) ** 2)));
  return {
    design: pretestName(power),
    draws,
    slope: slope!,
    power,
    found: share,
    foundError: Math.sqrt((share * (1 - share)) / draws),
    biasAfterPassing: average!.biasAfterPassing!,
    biasFound,
    biasError: spread / Math.sqrt(biases.length),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}
