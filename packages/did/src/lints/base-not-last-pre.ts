import type { Warning } from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";

/** BASE_NOT_LAST_PRE: effects are measured from another period than the last one before treatment. */
export function baseNotLastPre({ eventStudy }: DesignContext): readonly Warning[] {
  const base = eventStudy?.estimates.find((row) => row.reference)?.eventTime;
  if (base === undefined || base === -1) return [];
  const last = eventStudy!.estimates.filter((row) => row.eventTime < 0).at(-1);
  const what =
    base >= 0
      ? "a period that is treated already: every coefficient is measured against an effect, so leads take its sign reversed and lags lose it"
      : `${-base} periods before treatment: leads and lags are measured from there`;
  const shift =
    last && !last.reference && last.estimate !== null
      ? ` Measured from event time ${last.eventTime} instead, every coefficient moves by ${(-last.estimate).toPrecision(3)}.`
      : "";
  return [
    {
      code: "BASE_NOT_LAST_PRE",
      message: `The base of the event study is event time ${base}, ${what}.${shift} Take −1, the last period before treatment, as base.`,
      details: { base, lastPre: last?.eventTime ?? null, lastPreEstimate: last?.estimate ?? null },
    },
  ];
}
