import { checkOptions } from "../check-options.ts";
import { CeterisError } from "../errors.ts";
import type { Table } from "../table.ts";
import type { PanelSpec } from "./panel.ts";

const WAYS = "{ treat }, { group, start } or { cohort }, each with the name of a column";
const TREATMENTS = Object.freeze([["treat"], ["group", "start"], ["cohort"]]);

/** What a caller without a compiler may have written instead of a table and its keys. @throws OPTION_INVALID */
export function checkPanelSpec(table: Table, spec: PanelSpec): void {
  if ((table as Partial<Table> | undefined)?.kind !== "table") {
    const isPromise = (table as unknown) instanceof Promise;
    throw invalid(
      "table",
      `a table is needed, not ${isPromise ? "a promise" : "something else"}`,
      isPromise
        ? "Write await before what it comes from"
        : "Read one with readTable, or make one with fromColumns or fromRecords",
    );
  }
  checkOptions(spec, { unit: "column", time: "column", treatment: "other" }, { required: ["unit", "time"] });
  const { treatment } = spec;
  if (treatment === undefined || treatment === null) return;
  checkOptions(
    treatment,
    { treat: "column", group: "column", start: "other", cohort: "column" },
    { where: "treatment", example: WAYS },
  );
  const given = Object.entries(treatment).flatMap(([name, value]) => (value == null ? [] : [name]));
  if (TREATMENTS.some((names) => names.length === given.length && names.every((n) => given.includes(n))))
    return;
  throw invalid(
    "treatment",
    given.length === 0 ? "it is empty" : `${given.join(" and ")} ${given.length === 1 ? "is" : "are"} given`,
    `Give ${WAYS}`,
  );
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
