import type { Warning } from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";

const SIZE = 0.05;

/** SIGNIFICANT_LEADS: treated and untreated units moved apart before treatment, one by one or jointly. */
export function significantLeads({ eventStudy }: DesignContext): readonly Warning[] {
  if (!eventStudy) return [];
  const leads = eventStudy.estimates.filter((row) => row.eventTime < 0 && !row.reference);
  const significant = leads.filter((row) => row.pValue !== null && row.pValue < SIZE);
  const joint = eventStudy.pretrend;
  const jointly = joint !== null && joint.pValue < SIZE;
  if (significant.length === 0 && !jointly) return [];
  const each = significant
    .map((row) => `${row.eventTime} (${row.estimate!.toPrecision(3)}, p = ${row.pValue!.toPrecision(2)})`)
    .join(", ");
  const parts = [
    ...(each
      ? [`${significant.length} of ${leads.length} leads differ from zero at 5%: event time ${each}`]
      : []),
    ...(joint ? [`the joint test of all leads gives p = ${joint.pValue.toPrecision(2)}`] : []),
  ];
  const base = eventStudy.estimates.find((row) => row.reference)?.eventTime ?? -1;
  return [
    {
      code: "SIGNIFICANT_LEADS",
      message: `With event time ${base} as base, ${parts.join("; ")}. Parallel trends do not hold in the data before treatment: look at group-specific trends, at anticipation, and at how large a violation the finding survives. See Roth (2022), Rambachan and Roth (2023).`,
      details: {
        base,
        leads: significant.map(({ eventTime, estimate, pValue }) => ({ eventTime, estimate, pValue })),
        nLeads: leads.length,
        pretrend: joint,
      },
    },
  ];
}
