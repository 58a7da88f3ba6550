import { briefNumber, type Estimate, type InfluenceRow, nameSome, type Warning } from "@ceteris/core";

/** Changes below this many standard errors are small whatever their share of the estimate. */
const NOTICEABLE = 0.5;

/** What leaving out single clusters does to an effect, as far as a reader should know of it. */
export function influenceWarnings(
  by: string,
  effect: Estimate,
  leftOut: readonly InfluenceRow[],
  share: number,
  level: number,
): readonly Warning[] {
  return [
    ...decidesSignificance(by, effect, leftOut, level),
    ...movesFar(by, effect, leftOut, share),
    ...notIdentified(by, leftOut),
    ...withoutErrors(by, leftOut),
  ];
}

/** INFLUENCE_SIGNIFICANCE: p is on the other side of 1 − level without a cluster. */
function decidesSignificance(
  by: string,
  { pValue }: Estimate,
  leftOut: readonly InfluenceRow[],
  level: number,
): readonly Warning[] {
  if (pValue === null) return [];
  const size = Number((1 - level).toPrecision(6));
  const isSignificant = (p: number) => p < size;
  const deciding = leftOut
    .filter((row) => row.pValue !== null && isSignificant(row.pValue) !== isSignificant(pValue))
    .sort((a, b) => Math.abs(b.change!) - Math.abs(a.change!));
  const [first] = deciding;
  if (!first) return [];
  const percent = Number((100 * size).toPrecision(6));
  const names = nameSome(deciding.map(({ cluster }) => cluster));
  return [
    {
      code: "INFLUENCE_SIGNIFICANCE",
      message: `Whether the effect is significant at ${percent}% depends on single levels of “${by}”: it ${isSignificant(pValue) ? "is" : "is not"} with all of them (p = ${briefNumber(pValue)}), and ${isSignificant(pValue) ? "is not" : "is"} without ${deciding.length > 1 ? "any one of " : ""}${names} (p = ${briefNumber(first.pValue!)} without ${first.cluster}). Report the estimate with and without, and find out what is special there.`,
      details: {
        by,
        percent,
        significant: isSignificant(pValue),
        pValue,
        clusters: deciding.map(({ cluster }) => cluster),
        pValueWithout: first.pValue,
      },
    },
  ];
}

/** INFLUENCE_LARGE: a cluster moves the effect by more than a share of it, and by half a standard error. */
function movesFar(
  by: string,
  { estimate, stdError }: Estimate,
  leftOut: readonly InfluenceRow[],
  share: number,
): readonly Warning[] {
  const size = Math.abs(estimate!);
  const far = leftOut
    .filter(({ change }) => change !== null && Math.abs(change) > share * size)
    .filter(({ change }) => stdError === null || Math.abs(change!) > NOTICEABLE * stdError)
    .sort((a, b) => Math.abs(b.change!) - Math.abs(a.change!));
  const [first] = far;
  if (!first) return [];
  const percent = Number((100 * share).toPrecision(6));
  const names = nameSome(far.map(({ cluster }) => cluster));
  return [
    {
      code: "INFLUENCE_LARGE",
      message: `Leaving out one level of “${by}” moves the effect by more than ${percent}% of it and more than half a standard error: ${names}. Without ${first.cluster} it is ${briefNumber(first.estimate!)} instead of ${briefNumber(estimate!)}; ${first.cluster} has ${(100 * first.partialLeverage).toFixed(1)}% of the variation in treatment. Report the estimate with and without, and use errors made for uneven clusters (CR3, or the bootstrap of type “both”).`,
      details: {
        by,
        percent,
        clusters: far.map(({ cluster }) => cluster),
        estimate,
        estimateWithout: first.estimate,
        partialLeverage: first.partialLeverage,
      },
    },
  ];
}

/** LEFT_OUT_NOT_IDENTIFIED: a cluster alone identifies the effect. */
function notIdentified(by: string, leftOut: readonly InfluenceRow[]): readonly Warning[] {
  const clusters = leftOut.filter(({ estimate }) => estimate === null).map(({ cluster }) => cluster);
  if (clusters.length === 0) return [];
  return [
    {
      code: "LEFT_OUT_NOT_IDENTIFIED",
      message: `Without ${nameSome(clusters)} of “${by}” the effect is not identified: the comparison rests on ${clusters.length > 1 ? "each of them" : "it alone"}. Its row is empty, and so are the jackknife errors. Leave out finer levels, and test with a placebo.`,
      details: { by, clusters },
    },
  ];
}

/** LEFT_OUT_WITHOUT_ERRORS: only the most influential clusters, or those that could, were estimated without. */
function withoutErrors(by: string, leftOut: readonly InfluenceRow[]): readonly Warning[] {
  const without = leftOut.filter(({ estimate, stdError }) => estimate !== null && stdError === null).length;
  if (without === 0) return [];
  return [
    {
      code: "LEFT_OUT_WITHOUT_ERRORS",
      message: `Standard errors without one level of “${by}” were estimated for ${leftOut.length - without} of ${leftOut.length} levels, those with the largest influence; the effects of the others stand without. Ask for more refits if you need them.`,
      details: { by, withErrors: leftOut.length - without, nClusters: leftOut.length },
    },
  ];
}
