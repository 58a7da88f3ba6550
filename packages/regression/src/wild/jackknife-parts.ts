import { CeterisError, type Factor } from "@ceteris/core";
import type { ScoreBasis } from "../jackknife/score-basis.ts";
import { type WithoutCluster, withoutCluster } from "../jackknife/without-cluster.ts";
import type { ClusterParts } from "./cluster-parts.ts";
import { firstCoordinates } from "./first-coordinates.ts";
import type { WildType } from "./wild-type.ts";

/**
 * The parts where scores, variances or both come from the cluster jackknife: scores are those of the
 * residuals y_g − X_g β₍₋g₎ of a fit without the cluster (with the null imposed, of the restricted fit),
 * and a variance is the sum of squares of β₍₋g₎ − β.
 *
 * @param scale the unscaled variance of the coefficient
 * @throws OPTION_UNSUPPORTED when a fit without a cluster that is needed does not identify the coefficient
 */
export function jackknifeParts(
  { rank, sums, products }: ScoreBasis,
  by: Factor,
  scale: number,
  type: Exclude<WildType, "classic">,
  imposeNull: boolean,
): ClusterParts {
  const nClusters = by.nLevels;
  const root = Math.sqrt(scale);
  const right = sums[0]!.slice();
  const shiftRight = new Float64Array(nClusters * rank);
  const left = new Float64Array(nClusters * rank);
  const own = new Float64Array(nClusters);
  const shiftOwn = new Float64Array(nClusters);
  const first = Float64Array.from({ length: rank }, (_, p) => (p === 0 ? 1 : 0));
  let variance = 0;
  for (let g = 0; g < nClusters; g++) {
    const rows = [g * rank, (g + 1) * rank] as const;
    const c = products!.subarray(g * rank * rank, (g + 1) * rank * rank);
    const classic = right.slice(...rows);
    const score = right.subarray(...rows);
    const shift = shiftRight.subarray(...rows);
    for (let p = 0; p < rank; p++) shift[p] = c[p]! / root;
    const whole = type === "score" && imposeNull ? null : withoutCluster(c, rank, 0);
    if (whole && !whole.identified) throw notIdentified(by, g, type, imposeNull);
    if (type !== "variance") {
      if (imposeNull) {
        const restricted = withoutCluster(c, rank, 1);
        restrictedScore(c, score, restricted);
        restrictedScore(c, shift, restricted);
      } else score.set(whole!.solve(classic));
    }
    const a = type === "score" ? first : whole!.solve(first);
    own[g] = root * product(a, score);
    shiftOwn[g] = root * product(a, shift);
    variance += scale * product(a, classic) ** 2;
    // C a, which is a less the first unit vector when a solves (I − C) a = that vector.
    for (let p = 0; p < rank; p++) left[rows[0] + p] = root * (type === "score" ? c[p]! : a[p]! - first[p]!);
  }
  const each = Int32Array.from({ length: nClusters }, (_, g) => g);
  return {
    nClusters,
    rank,
    variance,
    numerators: firstCoordinates(right, rank, root),
    right,
    shiftNumerators: firstCoordinates(shiftRight, rank, root),
    shiftRight,
    groups: [
      { sign: 1, nGroups: nClusters, left, group: each, cluster: each, sums: own, shiftSums: shiftOwn },
    ],
  };
}

/** Q′(I − Q₁(…)Q₁′)⁻¹ of the residuals behind the scores s, in place: Q₁ leaves the first coordinate out. */
function restrictedScore(c: Float64Array, score: Float64Array, { solve }: WithoutCluster): void {
  const rest = solve(score.slice(1));
  for (let p = 0; p < rest.length; p++) score[0]! += c[p + 1]! * rest[p]!;
  score.set(rest, 1);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function notIdentified(by: Factor, g: number, type: WildType, imposeNull: boolean): CeterisError {
  const restricted = imposeNull ? "" : " with the null imposed";
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "wildType",
    what: `“${type}” leaves out each cluster in turn, and without “${by.labelOf(g)}” of “${by.name}” the effect is not identified`,
    mend: `Choose “classic”, or “score”${restricted}`,
    details: { cluster: by.name, level: by.labelOf(g) },
  });
}
