import type { Warning } from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";

/** SAMPLE_DIFFERS: columns of one table rest on different numbers of rows. */
export function sampleDiffers({ models }: DesignContext): readonly Warning[] {
  const nObs = models.map(({ sample }) => sample.nObs);
  const least = Math.min(...nObs);
  const most = Math.max(...nObs);
  if (nObs.length < 2 || least === most) return [];
  return [
    {
      code: "SAMPLE_DIFFERS",
      message: `The ${nObs.length} columns of the table rest on different samples, of ${least} to ${most} rows (${nObs.join(", ")}). What changes from one column to the next is then not the work of the controls alone: estimate every column on the rows complete in all of them (sample: common). See Gelbach (2016).`,
      details: { nObs, least, most },
    },
  ];
}
