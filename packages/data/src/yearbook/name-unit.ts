import { type DivisionInYear, divisionIn } from "../divisions/division-in.ts";
import { type FoundDivision, findDivision } from "../divisions/find-division.ts";
import type { Division } from "../divisions/prefectures.ts";
import { MUNICIPALITIES, PROVINCES, provinceOf } from "../divisions/provinces.ts";
import type { YearbookDivisions } from "./yearbook-spec.ts";

/** A unit of the panel. */
export interface NamedUnit {
  readonly name: string;
  /** Six digits, and the short name of the province; null where units are no divisions. */
  readonly code: string | null;
  readonly province: string | null;
}

/** What a name or code in a table comes to. */
export type Naming =
  | {
      readonly kind: "unit";
      readonly unit: NamedUnit;
      /** Year at whose end it was part of that unit: its cells before go with the unit's only as a sum. */
      readonly mergedIn: number | null;
      /** Why the panel has another name; empty where it is the same. */
      readonly note: string;
    }
  /** `province`: it is a province's, or may be. */
  | { readonly kind: "skipped" | "unmatched"; readonly note: string; readonly province?: boolean };

const NOTE = /^(注|附注|说明|资料来源|数据来源|来源|单位|续表?)[:：]?/;
/** How a division was told, for the log. */
const HOW = {
  name: "full name",
  short: "short form",
  former: "former name",
  alias: "alias",
  code: "code",
} as const;

/** Makes names and codes as one table writes them into units of the panel. */
export function nameUnits(
  divisions: YearbookDivisions | undefined,
  names: Iterable<string>,
): (written: string) => Naming {
  const known = new Map<string, Naming>();
  const ambient = divisions ? ambientOf(names) : null;
  return (written) => {
    const before = known.get(written);
    if (before) return before;
    const found = ambient ? asDivision(written, divisions!, ambient) : asWritten(written);
    known.set(written, found);
    return found;
  };
}

function asWritten(written: string): Naming {
  const name = written.normalize("NFKC").replace(/\s+/g, " ").trim();
  const note = name === written ? "" : "spaces and full-width characters";
  return { kind: "unit", unit: { name, code: null, province: null }, mergedIn: null, note };
}

/** What a name that a province shares with a city turns on. */
interface Ambient {
  /** Provinces stand in the table in short form: 江苏. */
  readonly bareProvinces: boolean;
  /** Codes of the other divisions in the table, and their provinces. */
  readonly codes: ReadonlySet<string>;
  readonly provinces: ReadonlySet<string>;
}

function ambientOf(names: Iterable<string>): Ambient {
  const found = Array.from(new Set(names), findDivision);
  const others = found.flatMap((f) => (f.kind === "division" && f.orProvince === null ? [f.division] : []));
  return {
    bareProvinces: found.some((f) => f.kind === "province" && f.bare),
    codes: new Set(others.map(({ code }) => code)),
    provinces: new Set(others.map(({ province }) => province)),
  };
}

function asDivision(written: string, { vintage, level }: YearbookDivisions, ambient: Ambient): Naming {
  if (NOTE.test(written.trim())) return { kind: "skipped", note: "a note" };
  const found = findDivision(written);
  if (level === "province") return asProvince(written, found);
  switch (found.kind) {
    case "province":
      return { kind: "skipped", note: `the province ${found.name}`, province: true };
    case "total":
      return { kind: "skipped", note: "a total, a mean, a region or a part" };
    case "county": {
      const where = found.of === null ? "" : ` of ${found.of}`;
      return {
        kind: "unmatched",
        note: `a county, district or town${where}: no division of prefecture level`,
      };
    }
    case "unknown":
      return { kind: "unmatched", note: `no division of prefecture level${nearest(found.near)}` };
  }
  const shared = found.orProvince === null ? null : asShared(found.division, found.orProvince, ambient);
  if (shared) return shared;
  const now = divisionIn(found.division, vintage);
  if (!now.division) return { kind: "unmatched", note: historyOf(now) };
  const { name, code, province } = now.division;
  const how = written === name ? "" : HOW[found.how];
  const note = [how, historyOf(now)].filter((part) => part !== "").join("; ");
  const mergedIn = now.changes.findLast(({ kind }) => kind === "merged")?.year ?? null;
  return { kind: "unit", unit: { name, code, province }, mergedIn, note };
}

/** A name that a province has too; null where the table speaks for the city or prefecture. */
function asShared({ code, name, province }: Division, other: string, ambient: Ambient): Naming | null {
  const { bareProvinces, codes, provinces } = ambient;
  if (codes.has(code)) {
    return { kind: "skipped", note: `the province: the table has ${name} too`, province: true };
  }
  if (province !== other && provinces.has(other) && !provinces.has(province)) {
    const note = `the province: the table has cities of ${other} and none of ${province}`;
    return { kind: "skipped", note, province: true };
  }
  if (!bareProvinces) return null;
  const note = `a province too, and the table has others in short form (${provinceOf(other)} or ${name}?)`;
  return { kind: "unmatched", note, province: true };
}

function asProvince(written: string, found: FoundDivision): Naming {
  const name = provinceMeant(found);
  if (name === null) {
    return found.kind === "total"
      ? { kind: "skipped", note: "a total, a mean or a region" }
      : { kind: "unmatched", note: "no province" };
  }
  const digits = Object.keys(PROVINCES).find((key) => PROVINCES[key] === name)!;
  const unit = { name: provinceOf(name), code: `${digits}0000`, province: name };
  const how = /^\d/.test(written) ? "code" : written === name ? "short form" : "full name";
  return { kind: "unit", unit, mergedIn: null, note: written === unit.name ? "" : how };
}

function provinceMeant(found: FoundDivision): string | null {
  if (found.kind === "province") return found.name;
  if (found.kind !== "division") return null;
  return found.orProvince ?? (MUNICIPALITIES.has(found.division.province) ? found.division.province : null);
}

function nearest(near: readonly string[]): string {
  return near.length === 0 ? "" : ` (${near.join(" or ")}?)`;
}

function historyOf({ changes }: DivisionInYear): string {
  return changes
    .map(({ year, kind, from, to }) => {
      const names = to.map(([, name]) => name).join(", ");
      return from === null ? `${names} ${kind} ${year}` : `${from[1]} ${kind} ${year}: ${names}`;
    })
    .join("; ");
}
