import {
  CeterisError,
  deepFreeze,
  type EventStudyResult,
  type LinearViolation,
  type PretrendPower,
} from "@ceteris/core";
import { truncatedShift } from "../distributions/truncated-shift.ts";
import { checkLevel, type LeadBlock, leadBlock } from "../event-study/lead-block.ts";
import { jointPower, type LinePrecision, linePrecision } from "./joint-power.ts";
import { type LeadTest, leadTest } from "./lead-test.ts";

export interface PretrendPowerOptions {
  /** Powers to find the slope for. Default: 0.5 and 0.8. */
  readonly power?: readonly number[] | undefined;
  /** Slopes to find the power for, in units of the outcome per period. Default: none. */
  readonly slopes?: readonly number[] | undefined;
  /** Confidence level of the pre-test. Default: that of the study. */
  readonly level?: number | undefined;
}

/**
 * How large a violation of parallel trends the usual pre-test of an event study lets pass (Roth 2022).
 *
 * The violation is a straight line through the base, bias = slope × (event time − base). The pre-test
 * passes when no lead differs from zero at the level, one by one; `joint` gives the same for the Wald
 * test of all leads. For each power asked for: the slope found with it, what that slope leaves in the
 * effects after treatment and in their plain mean, the same on average over the studies that pass the
 * test (the mean of a truncated normal, which is usually larger), how much likelier passing is than under
 * parallel trends, and the likelihood of the leads as they came out.
 *
 * Coefficients are taken as normal with the study's covariance, and the critical value is the normal
 * one. Binned leads and lags count as their nearest event time. Without a base the line passes through −1.
 *
 * @returns null where no lead has a standard error
 * @throws OPTION_INVALID; OPTION_UNSUPPORTED when the base is a treated period
 * @see R pretrends (`slope_for_power` and `pretrends`), whose critical value is 1.96
 * @example
 * const power = pretrendPower(eventStudy(panel, { outcome: "index" }));
 * power?.violations[0]?.average?.bias; // what a slope missed half of the time would leave
 */
export function pretrendPower(
  study: EventStudyResult,
  options: PretrendPowerOptions = {},
): PretrendPower | null {
  const level = checkLevel(options.level ?? (study.spec.level as number));
  const powers = options.power ?? [0.5, 0.8];
  const slopes = options.slopes ?? [];
  checkOptions(powers, slopes);
  const block = leadBlock(study);
  if (!block) return null;
  const base = block.base ?? -1;
  const test = leadTest(block, base, level);
  const precision = linePrecision(block, base);
  const context = { block, base, test, precision };
  const distance = averageDistance(block, base);
  return deepFreeze({
    kind: "pretrend-power" as const,
    nLeads: block.leads.length,
    criticalValue: test.criticalValue,
    size: test.size,
    violations: [
      ...powers.map((power) => violation(context, power, test.slopeFor(power))),
      ...slopes.map((slope) => violation(context, test.power(slope), slope)),
    ],
    joint: precision && jointPower(precision, block.leads.length, level, powers, distance),
    spec: { base, level, power: [...powers], slopes: [...slopes] },
  });
}

interface Context {
  readonly block: LeadBlock;
  readonly base: number;
  readonly test: LeadTest;
  readonly precision: LinePrecision | null;
}

function violation(context: Context, power: number, slope: number | null): LinearViolation {
  if (slope === null) {
    return { power, slope, bayesFactor: null, likelihoodRatio: null, post: [], average: null };
  }
  const { block, base, test } = context;
  const shift = truncatedShift(test.box(slope), 1 - power);
  const post = block.post.map(({ eventTime, withLeads }) => {
    const bias = slope * (eventTime - base);
    const moved = shift && withLeads.reduce((sum, c, j) => sum + c * shift[j]!, 0);
    return { eventTime, bias, biasAfterPassing: moved === null ? null : bias + moved };
  });
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const average = post.length > 0 && {
    bias: mean(post.map((row) => row.bias)),
    biasAfterPassing: shift && mean(post.map((row) => row.biasAfterPassing!)),
  };
  return {
    power,
    slope,
    bayesFactor: (1 - power) / (1 - test.size),
    likelihoodRatio: likelihoodRatio(context.precision, slope),
    post,
    average: average || null,
  };
}

/** exp(δ′V⁻¹b − δ′V⁻¹δ/2) for δ = ±slope · d. */
function likelihoodRatio(precision: LinePrecision | null, slope: number) {
  if (!precision) return null;
  const own = (slope * slope * precision.slope) / 2;
  const most = Number.MAX_VALUE;
  return {
    rising: Math.min(Math.exp(slope * precision.withLeads - own), most),
    falling: Math.min(Math.exp(-slope * precision.withLeads - own), most),
  };
}

function averageDistance({ post }: LeadBlock, base: number): number | null {
  if (post.length === 0) return null;
  return post.reduce((sum, { eventTime }) => sum + eventTime - base, 0) / post.length;
}

function checkOptions(powers: readonly number[], slopes: readonly number[]): void {
  const power = powers.find((p) => !(p > 0 && p < 1));
  if (power !== undefined) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "power",
      what: `${power} is not between 0 and 1`,
      mend: "Give powers such as 0.5 and 0.8",
    });
  }
  const slope = slopes.find((s) => !(s > 0 && Number.isFinite(s)));
  if (slope !== undefined) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "slopes",
      what: `${slope} is not a positive number`,
      mend: "Give slopes as positive numbers of the outcome per period; a falling line has the same power",
    });
  }
}
