import {
  briefNumber,
  type EventEstimate,
  type EventStudyResult,
  type WaldTest,
  type Warning,
} from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";

const SIZE = 0.05;

/** SIGNIFICANT_LEADS: treated and untreated units moved apart before treatment, one by one or jointly. */
export function significantLeads({ eventStudy }: DesignContext): readonly Warning[] {
  if (!eventStudy) return [];
  const { significant, nLeads } = significantAmongLeads(eventStudy);
  const joint = eventStudy.pretrend;
  if (significant.length === 0 && !(joint && joint.pValue < SIZE)) return [];
  const each = significant
    .map(
      (row) =>
        `${briefNumber(row.eventTime)} (${briefNumber(row.estimate!)}, p = ${briefNumber(row.pValue!, 2)})`,
    )
    .join(", ");
  const parts = [
    ...(each
      ? [
          `${significant.length} of ${nLeads} leads ${significant.length === 1 ? "differs" : "differ"} from zero at 5%: event time ${each}`,
        ]
      : ["no single lead differs from zero at 5%"]),
    ...(joint ? [`the joint test of all leads gives p = ${briefNumber(joint.pValue, 2)}`] : []),
  ];
  const base = eventStudy.estimates.find((row) => row.reference)?.eventTime ?? null;
  const against = base === null ? "Without a base" : `With event time ${briefNumber(base)} as base`;
  return [
    {
      code: "SIGNIFICANT_LEADS",
      message: `${against}, ${parts.join("; ")}. ${reading(joint)}: look at group-specific trends, at anticipation, and at how large a violation the finding survives. See Roth (2022), Rambachan and Roth (2023).`,
      details: {
        base,
        leads: significant.map(({ eventTime, estimate, pValue }) => ({ eventTime, estimate, pValue })),
        nLeads,
        pretrend: joint,
      },
    },
  ];
}

/** Several leads have several chances to differ by chance; where their joint test finds nothing, that is said. */
function reading(joint: WaldTest | null): string {
  return joint && joint.dof1 > 1 && joint.pValue >= SIZE
    ? "Some of several leads can differ by chance, but treated and untreated units may also have been moving apart before treatment"
    : "Treated and untreated units were moving apart before treatment";
}

/** The leads (event times below zero, the base left out) whose own p-value is below 5%. */
export function significantAmongLeads(study: EventStudyResult): {
  readonly significant: readonly EventEstimate[];
  readonly nLeads: number;
} {
  const leads = study.estimates.filter((row) => row.eventTime < 0 && !row.reference);
  return {
    significant: leads.filter((row) => row.pValue !== null && row.pValue < SIZE),
    nLeads: leads.length,
  };
}
