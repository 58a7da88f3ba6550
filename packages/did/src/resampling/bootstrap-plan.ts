import { type BootstrapResult, CeterisError, derive, type Panel } from "@ceteris/core";
import { type BootstrapOptions, resolveBootstrap } from "./bootstrap-options.ts";
import { drawCounts, withoutCluster } from "./draw-counts.ts";
import { resampler } from "./resampler.ts";
import type { ResamplingPlan } from "./resampling-plan.ts";
import { actualEstimates, type Draw, type PanelStatistic, tryStatistic } from "./statistic.ts";
import { summariseBootstrap } from "./summarise-bootstrap.ts";

/**
 * `pairsBootstrap` as a plan, whose draws can be taken in any order by any thread: draw k has a random
 * stream of its own. For BCa the first portions leave out one cluster each.
 *
 * @throws as `pairsBootstrap`
 * @example
 * const plan = bootstrapPlan(panel, statistic, { draws: 999 });
 * const draws = Array.from({ length: plan.nPortions }, (_, k) => plan.take(k));
 * plan.summarise(draws); // what pairsBootstrap returns
 */
export function bootstrapPlan(
  panel: Panel,
  statistic: PanelStatistic,
  options: BootstrapOptions = {},
): ResamplingPlan<BootstrapResult> {
  const resolved = resolveBootstrap(panel.unit.name, options);
  const { terms, values: actual } = actualEstimates(statistic, panel);
  const clusters = resampler(panel, resolved);
  const { nClusters, strata } = clusters;
  derive(resolved.seed, 0); // refuses a seed that is none
  const nLeftOut = resolved.interval === "bca" ? nClusters : 0;
  return Object.freeze({
    nPortions: nLeftOut + resolved.draws,
    take(portion: number): Draw {
      const counts =
        portion < nLeftOut
          ? withoutCluster(nClusters, portion)
          : drawCounts(strata, nClusters, derive(resolved.seed, portion - nLeftOut));
      return tryStatistic(statistic, clusters.take(counts), terms);
    },
    summarise(portions: readonly Draw[]): BootstrapResult {
      const draws = portions.slice(nLeftOut);
      if (draws.length < 2) throw interrupted();
      return summariseBootstrap({
        terms,
        actual,
        draws,
        leftOut: nLeftOut > 0 ? portions.slice(0, nLeftOut) : null,
        clusters: { column: clusters.column, n: nClusters },
        options: resolved,
      });
    },
  });
}

function interrupted(): CeterisError {
  return new CeterisError({
    code: "INTERRUPTED",
    where: "bootstrap",
    what: "it was interrupted before there were two draws",
    mend: "Run it again",
  });
}
