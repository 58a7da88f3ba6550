import { type DivisionInYear, divisionIn } from "../divisions/division-in.ts";
import { findDivision } from "../divisions/find-division.ts";
import type { Division } from "../divisions/prefectures.ts";
import type { YearbookDivisions } from "./yearbook-spec.ts";

/** A unit of the panel. */
export interface NamedUnit {
  readonly name: string;
  /** Null where units are no divisions. */
  readonly division: Division | null;
}

/** What a name or code in a table comes to. */
export type Naming =
  | {
      readonly kind: "unit";
      readonly unit: NamedUnit;
      /** It is part of that unit by now, and its cells go with the unit's only as a sum. */
      readonly merged: boolean;
      /** Why the panel has another name; empty where it is the same. */
      readonly note: string;
    }
  | { readonly kind: "skipped" | "unmatched"; readonly note: string };

const NOTE = /^(注|附注|说明|资料来源|数据来源|来源|单位)[:：]?/;

/** Makes names and codes as tables write them into units of the panel. */
export function nameUnits(divisions: YearbookDivisions | undefined): (written: string) => Naming {
  const known = new Map<string, Naming>();
  return (written) => {
    const before = known.get(written);
    if (before) return before;
    const found = divisions ? asDivision(written, divisions.vintage) : asWritten(written);
    known.set(written, found);
    return found;
  };
}

function asWritten(written: string): Naming {
  const name = written.normalize("NFKC").replace(/\s+/g, " ").trim();
  const note = name === written ? "" : "spaces and full-width characters";
  return { kind: "unit", unit: { name, division: null }, merged: false, note };
}

function asDivision(written: string, vintage: number): Naming {
  if (NOTE.test(written)) return { kind: "skipped", note: "a note" };
  const found = findDivision(written);
  if (found.kind === "province") return { kind: "skipped", note: `the province ${found.name}` };
  if (found.kind === "total") return { kind: "skipped", note: "a total or mean" };
  if (found.kind === "unknown") return { kind: "unmatched", note: "no division of prefecture level" };
  const now = divisionIn(found.division, vintage);
  if (!now.division) return { kind: "unmatched", note: historyOf(now) };
  const { name } = now.division;
  const how = { name: "", short: "short form", former: "former name", alias: "alias", code: "code" }[
    found.how
  ];
  const note = [how, historyOf(now)].filter((part) => part !== "").join("; ");
  return { kind: "unit", unit: { name, division: now.division }, merged: now.merged, note };
}

function historyOf({ changes }: DivisionInYear): string {
  return changes
    .map(
      ({ year, kind, from, to }) => `${from![1]} ${kind} ${year}: ${to.map(([, name]) => name).join(", ")}`,
    )
    .join("; ");
}
