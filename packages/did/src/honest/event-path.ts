import { CeterisError, type EventStudyResult, nameSome } from "@ceteris/core";
import { rebaseEventStudy } from "../event-study/rebase-event-study.ts";

/** The coefficients of an event study from elsewhere, in order of time, without the base period. */
export interface EventCoefficients {
  /** Equally spaced once the base, the period between the last lead and the first lag, is put in. */
  readonly eventTimes: readonly number[];
  readonly estimates: readonly number[];
  /** Covariance of the estimates, a row each. */
  readonly vcov: readonly (readonly number[])[];
  /** How many of them come before the base. */
  readonly nPre: number;
}

/** Leads and lags around a base whose effect is zero, the covariance by rows. */
export interface EventPath {
  readonly nPre: number;
  readonly nPost: number;
  readonly eventTimes: readonly number[];
  readonly base: number;
  readonly beta: Float64Array;
  readonly vcov: Float64Array;
}

/** @throws OPTION_INVALID, TOO_FEW_ROWS, NOT_FINITE, BASE_NOT_OBSERVED, OPTION_UNSUPPORTED */
export function eventPath(data: EventStudyResult | EventCoefficients): EventPath {
  const given = "kind" in data ? coefficientsOf(data) : data;
  const { eventTimes, estimates, vcov, nPre } = given;
  const k = estimates.length;
  requireShape(given, k);
  const nPost = k - nPre;
  const flat = Float64Array.from({ length: k * k }, (_, at) => vcov[Math.floor(at / k)]![at % k]!);
  requireCovariance(flat, k);
  const base = requireSpacing(eventTimes, nPre);
  return { nPre, nPost, eventTimes, base, beta: Float64Array.from(estimates), vcov: flat };
}

/** An event study measured from the last period before treatment. */
function coefficientsOf(result: EventStudyResult): EventCoefficients {
  const before = result.estimates.filter((row) => row.eventTime < 0);
  const last = before.at(-1);
  if (last === undefined) throw tooFew("no period before treatment");
  const rebased = rebaseEventStudy(result, last.eventTime);
  const rows = rebased.estimates.filter((row) => !row.reference);
  const lost = rows.filter((row) => row.estimate === null || row.stdError === null);
  if (lost.length > 0) {
    throw invalid(
      "event study",
      `the effects at ${nameSome(lost.map((row) => row.eventTime))} are not identified`,
      "Join them with their neighbours by leads and lags",
    );
  }
  const { terms, matrix } = rebased.vcov;
  const at = rows.map((row) => terms.indexOf(row.term));
  return {
    eventTimes: rows.map((row) => row.eventTime),
    estimates: rows.map((row) => row.estimate!),
    vcov: at.map((i) => at.map((j) => matrix[i]![j]!)),
    nPre: before.length - 1,
  };
}

function requireShape({ eventTimes, estimates, vcov, nPre }: EventCoefficients, k: number): void {
  if (eventTimes.length !== k) {
    throw invalid("event times", `${eventTimes.length} for ${k} estimates`, "Give one for each estimate");
  }
  if (vcov.length !== k || vcov.some((row) => row.length !== k)) {
    const ragged = vcov.find((row) => row.length !== k)?.length ?? k;
    throw invalid(
      "covariance",
      `it has ${vcov.length} rows and ${ragged} columns for ${k} estimates`,
      "Give the square covariance matrix of the estimates, without the base period",
    );
  }
  if (![...estimates, ...eventTimes, ...vcov.flat()].every(Number.isFinite)) {
    throw new CeterisError({
      code: "NOT_FINITE",
      where: "event study",
      what: "an estimate, event time or covariance is not a finite number",
      mend: "Give numbers only",
    });
  }
  if (!Number.isInteger(nPre) || nPre < 1) throw tooFew("no coefficient before the base period");
  if (k - nPre < 1) throw tooFew("no coefficient after the base period");
}

function requireCovariance(vcov: Float64Array, k: number): void {
  for (let i = 0; i < k; i++) {
    if (!(vcov[i * k + i]! > 0)) {
      throw invalid(
        "covariance",
        `the variance in row ${i + 1} is ${vcov[i * k + i]}`,
        "Give the covariance matrix of the estimates, not their correlations, without the base period",
      );
    }
    for (let j = 0; j < i; j++) {
      const [a, b] = [vcov[i * k + j]!, vcov[j * k + i]!];
      const scale = Math.sqrt(vcov[i * k + i]! * vcov[j * k + j]!);
      if (Math.abs(a - b) > 1e-6 * scale) {
        throw invalid(
          "covariance",
          `it is not symmetric: rows ${i + 1} and ${j + 1} hold ${a} and ${b}`,
          "Give the whole symmetric matrix",
        );
      }
      if (Math.abs(a) > scale * (1 + 1e-6)) {
        throw invalid(
          "covariance",
          `the correlation of estimates ${j + 1} and ${i + 1} is beyond 1`,
          "Give the covariance matrix of the estimates",
        );
      }
    }
  }
}

/** The base period, at equal distance between the leads and the lags. */
function requireSpacing(times: readonly number[], nPre: number): number {
  const k = times.length;
  const step = (times[k - 1]! - times[0]!) / k;
  for (let i = 0; i < k; i++) {
    const wanted = times[0]! + step * (i < nPre ? i : i + 1);
    if (!(step > 0) || Math.abs(times[i]! - wanted) > 1e-6 * step) {
      throw invalid(
        "event times",
        `${nameSome(times, 12)} with ${nPre} before the base are not equally spaced around it`,
        "Give every period between the first and the last in order of time, or join the distant ones by leads and lags",
      );
    }
  }
  return times[nPre - 1]! + step;
}

function tooFew(what: string): CeterisError {
  return new CeterisError({
    code: "TOO_FEW_ROWS",
    where: "event study",
    what,
    mend: "The analysis needs at least one estimate before the base period and one after it",
  });
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
