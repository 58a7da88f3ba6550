import { CeterisError, nameSome, type Panel, type Sample } from "@ceteris/core";

/** The error of a sample that no row is left of, with what dropped the rows. */
export function emptySample(
  panel: Panel,
  dropped: Sample["dropped"],
  listed: readonly string[],
  zeroWeights: number,
): CeterisError {
  const reasons = [
    ...(dropped.filtered > 0 ? [`${dropped.filtered} by the row filter`] : []),
    ...(listed.length > 0 ? [`missing values in ${nameSome(listed, 12)}`] : []),
    ...(zeroWeights > 0 ? [`${zeroWeights} with weight 0`] : []),
    ...(dropped.singleton > 0 ? [`${dropped.singleton} alone in a level of a fixed effect`] : []),
  ];
  const mends = [
    ...(listed.length > 0 ? ["leave out the emptiest columns"] : []),
    ...(zeroWeights > 0 ? ["give rows that should count a positive weight"] : []),
    ...(dropped.singleton > 0 ? ["use coarser fixed effects"] : []),
  ];
  const mend = mends.join(", or ") || "keep more rows";
  return new CeterisError({
    code: "EMPTY_SAMPLE",
    where: panel.table.source.name,
    what: `no row is left of ${panel.table.source.nRowsRead}; dropped: ${reasons.join("; ")}`,
    mend: mend.charAt(0).toUpperCase() + mend.slice(1),
    details: { ...dropped },
  });
}
