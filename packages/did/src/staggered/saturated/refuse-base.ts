import { CeterisError, nameSome, type Panel } from "@ceteris/core";

/** @throws OPTION_INVALID, BASE_NOT_OBSERVED when effects cannot be measured from an event time */
export function refuseBase(panel: Panel, base: number, observed: readonly number[]): void {
  if (!(base < 0)) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "base",
      what: `${base} is not an event time before treatment`,
      mend: "Give a negative event time, such as -1",
    });
  }
  if (observed.includes(base)) return;
  throw new CeterisError({
    code: "BASE_NOT_OBSERVED",
    where: `${panel.table.source.name}, base`,
    what: `no treated unit is seen at event time ${base}`,
    mend: `Choose the base among the event times of the sample: ${nameSome(observed, 20)}`,
    details: { base, observed },
  });
}
