import { CeterisError, derive, type Work } from "@ceteris/core";
import { type Assignment, drawAssignment, everyAssignment } from "./assignments.ts";
import type { PlaceboDesign } from "./design.ts";
import type { Drawn, Kernel } from "./kernel.ts";

export interface Draws {
  readonly values: readonly number[];
  /** The draws' own t statistics and p-values, `NaN` where one has none; empty where all have none. */
  readonly statistics: readonly number[];
  readonly pValues: readonly number[];
  /** Every assignment was used. */
  readonly enumerated: boolean;
  /** Assignments under which the effect is not identified: left out, or drawn again. */
  readonly unidentified: number;
  /** What an estimator that is run anew said at the first of them. */
  readonly refusal: string | null;
  /** Draws asked for; more than there are where the work was stopped. */
  readonly asked: number;
  /** How far the whole blocks among the draws reach, for the work to go on from there. */
  readonly reached: Reached;
}

/** The state of the draws at the end of a block. */
export interface Reached {
  readonly blocks: number;
  /** Draws kept, and assignments not identified, in these blocks. */
  readonly kept: number;
  readonly unidentified: number;
}

/** Draws of the same test that were done before it was stopped. */
export type DrawsBefore = Pick<Draws, "values" | "statistics" | "pValues" | "refusal" | "reached">;

/** What blocks reach in which every assignment is identified. */
export function reachedWith(nDraws: number): Reached {
  const blocks = Math.floor(nDraws / BLOCK);
  return { blocks, kept: blocks * BLOCK, unidentified: 0 };
}

/** Draws share a random stream in blocks, so that blocks could run anywhere in any order. */
const BLOCK = 256;
/** Give up when fewer than one draw in this many is identified. */
const PATIENCE = 50;

/**
 * The placebo estimates: all of them when there are no more than `draws`, otherwise a random sample.
 *
 * @param before whole blocks of these are taken over, and the sample goes on from there
 * @throws PLACEBO_IMPOSSIBLE; INTERRUPTED when stopped before the first draw, or in an enumeration, of
 *   which a part is no random sample
 */
export function drawWork(
  design: PlaceboDesign,
  draws: number,
  seed: number,
  before: DrawsBefore | null = null,
): Work<Draws> {
  const { assignments, kernels, permutes } = design;
  const size = kernels.length * (permutes ? assignments.size : 1);
  return !permutes || size <= draws ? enumerate(design, size) : sample(design, draws, seed, before);
}

function* enumerate({ assignments, kernels, permutes }: PlaceboDesign, size: number): Work<Draws> {
  const found = collect();
  for (const kernel of kernels) {
    const all: Iterable<Assignment> = permutes ? everyAssignment(assignments) : [assignments.actual];
    for (const assignment of all) {
      found.add(kernel(assignment));
      if (yield { done: found.seen(), total: size }) throw interrupted(found.seen(), size);
    }
  }
  if (found.kept() === 0) throw hopeless(found.all().refusal);
  return { ...found.all(), enumerated: true, asked: found.seen(), reached: reachedWith(0) };
}

function* sample(
  { assignments, kernels }: PlaceboDesign,
  draws: number,
  seed: number,
  before: DrawsBefore | null,
): Work<Draws> {
  const found = collect();
  let reached = reachedWith(0);
  if (before && before.reached.kept <= draws) {
    reached = before.reached;
    found.takeOver(before);
  }
  for (let block = reached.blocks; found.kept() < draws; block++) {
    const stream = derive(seed, block);
    // Uneven by less than n / 2^53, and twice as fast as the exact way.
    const below = (n: number) => Math.floor(stream.uniform() * n);
    const draw = drawAssignment(assignments, below);
    for (let i = 0; i < BLOCK && found.kept() < draws; i++) {
      const kernel: Kernel = kernels.length === 1 ? kernels[0]! : kernels[below(kernels.length)]!;
      found.add(kernel(draw()));
      if (i === BLOCK - 1) {
        reached = { blocks: block + 1, kept: found.kept(), unidentified: found.unidentified() };
      }
      if (!(yield { done: found.kept(), total: draws })) continue;
      if (found.kept() === 0) throw interrupted(0, draws);
      return { ...found.all(), enumerated: false, asked: draws, reached };
    }
    if (found.unidentified() > PATIENCE * Math.max(found.kept(), BLOCK)) throw hopeless(found.all().refusal);
  }
  return { ...found.all(), enumerated: false, asked: draws, reached };
}

/** Lists that grow with the draws. */
function collect() {
  const values: number[] = [];
  const statistics: number[] = [];
  const pValues: number[] = [];
  let unidentified = 0;
  let refusal: string | null = null;
  const add = ({ estimate, statistic, pValue, refusal: why }: Drawn) => {
    if (Number.isNaN(estimate)) {
      unidentified++;
      refusal ??= why ?? null;
      return;
    }
    values.push(estimate);
    const known = Number.isFinite(statistic);
    if (statistics.length === 0 && !known) return;
    while (statistics.length + 1 < values.length) {
      statistics.push(Number.NaN);
      pValues.push(Number.NaN);
    }
    statistics.push(known ? statistic : Number.NaN);
    pValues.push(known ? pValue : Number.NaN);
  };
  return {
    add,
    takeOver: (before: DrawsBefore) => {
      for (let i = 0; i < before.reached.kept; i++) {
        const [statistic, pValue] = [before.statistics[i] ?? Number.NaN, before.pValues[i] ?? Number.NaN];
        add({ estimate: before.values[i]!, statistic, pValue });
      }
      unidentified = before.reached.unidentified;
      refusal = unidentified > 0 ? before.refusal : null;
    },
    kept: () => values.length,
    unidentified: () => unidentified,
    seen: () => values.length + unidentified,
    all: () => ({ values, statistics, pValues, unidentified, refusal }),
  };
}

function hopeless(refusal: string | null): CeterisError {
  return new CeterisError({
    code: "PLACEBO_IMPOSSIBLE",
    ...(refusal === null
      ? {
          where: "fixed effects",
          what: "under hardly any other assignment is the effect identified, because the fixed effects absorb it",
          mend: "Use coarser fixed effects, or permute at the level at which treatment was assigned",
        }
      : {
          where: "estimator",
          what: `under hardly any other assignment does it give an estimate (${refusal})`,
          mend: "Choose options under which it can be estimated whoever is treated, or permute at the level at which treatment was assigned",
        }),
  });
}

function interrupted(done: number, total: number): CeterisError {
  const enumerating = done > 0;
  return new CeterisError({
    code: "INTERRUPTED",
    where: "placebo",
    what: enumerating
      ? `stopped after ${done} of ${total} assignments, which are no random sample of them all`
      : "stopped before the first draw",
    mend: enumerating
      ? "Ask for fewer draws than there are assignments, so that they are drawn at random"
      : "Run it again",
  });
}
