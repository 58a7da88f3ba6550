import { briefNumber, CeterisError, type EventStudyResult, type Warning } from "@ceteris/core";
import { rebaseEventStudy } from "../../event-study/rebase-event-study.ts";
import type { DesignContext } from "./design-context.ts";
import { significantAmongLeads } from "./significant-leads.ts";

/** BASE_NOT_LAST_PRE: effects are measured from another period than the last one before treatment. */
export function baseNotLastPre({ eventStudy, base }: DesignContext): readonly Warning[] {
  if (base === null || base === -1) return [];
  const what =
    base >= 0
      ? "a period that is treated already: every coefficient is measured against an effect"
      : `${-base} periods before treatment: leads and lags are measured from there`;
  const found = eventStudy ? evidence(eventStudy) : null;
  return [
    {
      code: "BASE_NOT_LAST_PRE",
      message: `The base of the event study is event time ${briefNumber(base)}, ${what}.${found?.consequence ?? ""} Take −1, the last period before treatment, as base.`,
      details: { base, ...found?.details },
    },
  ];
}

/** What would change with −1 as base. */
function evidence(eventStudy: EventStudyResult) {
  const rebased = rebase(eventStudy);
  const now = significantAmongLeads(eventStudy);
  const then = rebased && significantAmongLeads(rebased);
  const shift = eventStudy.estimates.find((row) => row.eventTime === -1)?.estimate ?? null;
  const consequence =
    then && shift !== null
      ? ` Measured from −1 instead, every coefficient moves by ${briefNumber(-shift)}, and ${then.significant.length} of ${then.nLeads} leads differ from zero at 5% rather than ${now.significant.length} of ${now.nLeads}${joint(rebased)}.`
      : "";
  const details = {
    shift: shift === null ? null : -shift,
    significantLeads: now.significant.length,
    nLeads: now.nLeads,
    significantLeadsRebased: then ? then.significant.length : null,
    nLeadsRebased: then ? then.nLeads : null,
    pretrend: eventStudy.pretrend,
    pretrendRebased: rebased?.pretrend ?? null,
  };
  return { consequence, details };
}

function joint(study: EventStudyResult): string {
  return study.pretrend ? ` (jointly p = ${briefNumber(study.pretrend.pValue, 2)})` : "";
}

function rebase(study: EventStudyResult): EventStudyResult | null {
  try {
    return rebaseEventStudy(study, -1);
  } catch (error) {
    if (error instanceof CeterisError) return null;
    throw error;
  }
}
