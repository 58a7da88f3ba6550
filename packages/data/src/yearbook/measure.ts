import { CeterisError, type Table } from "@ceteris/core";
import { roundTo } from "../formula/round-to.ts";
import { convertUnit, isSameUnit, isUnit } from "./convert-unit.ts";
import type { YearbookColumn } from "./yearbook-spec.ts";

/** How the numbers of one column of a table become those of the panel. */
export interface Measure {
  readonly apply: (value: number) => number;
  /** What is done to the number; empty where nothing is. */
  readonly note: string;
  /** Unit of measurement in the panel; null where neither recipe nor table tells it. */
  readonly unit: string | null;
  /** The unit that the table tells, where the recipe tells another. */
  readonly contradicted: string | null;
}

/**
 * The unit is what the recipe says, or else what the table does. Cells with a percent or per mille sign were
 * divided in reading: they are in units of 1 by then, whatever the column's name says.
 *
 * @throws OPTION_INVALID (a unit to convert to, and none to convert from; a conversion that is none)
 */
export function measureOf(table: Table, name: string, spec: YearbookColumn): Measure {
  const told = unitTold(table, name);
  const isSigned = hasPercentSigns(table, name);
  const given = spec.unit ?? told ?? (isSigned && spec.to !== undefined ? "1" : null);
  const isShare = given !== null && /^[%％‰]$/.test(given);
  const from = isSigned && isShare ? "1" : given;
  const to = spec.to ?? (isSigned && isShare && spec.unit !== undefined ? given : null);
  if (to !== null && from === null) throw nothingToConvert(table, name, to);
  const isConverted = to !== null && from !== null && !isSameUnit(from, to);
  const convert = to === null || from === null ? (value: number) => value : convertUnit(from, to);
  const { round } = spec;
  const parts = [
    ...(isConverted ? [`${from} → ${to}${spec.unit === undefined ? ", by the column's name" : ""}`] : []),
    ...(round === undefined ? [] : [`rounded to ${round} ${round === 1 ? "decimal" : "decimals"}`]),
  ];
  return {
    apply: round === undefined ? convert : (value) => roundTo(convert(value), round),
    note: parts.join("; "),
    unit: to ?? from,
    contradicted:
      spec.unit !== undefined && told !== null && !isSigned && !isSameUnit(spec.unit, told) ? told : null,
  };
}

/** The unit in brackets in the name of a column or in its label; failing that, after 单位 above the table. */
function unitTold(table: Table, name: string): string | null {
  const texts = [name, table.columns.get(name)?.label ?? ""];
  for (const text of texts) {
    const inBrackets = text.normalize("NFKC").matchAll(/[([]([^()[\]]+)[)\]]/g);
    const found = Array.from(inBrackets, ([, inside]) => inside!.replace(/^单位:/, "")).findLast(isTold);
    if (found !== undefined) return found;
  }
  const last = name.split("_").findLast(isTold);
  if (last !== undefined) return last;
  const above = detailsOf(table, "HEADER_FOUND", () => true)?.above;
  const lines = Array.isArray(above) ? (above as readonly string[]) : [];
  return lines.map((line) => /单位[:：]\s*([^\s,，;；、]+)$/.exec(line.trim())?.[1]).find(isTold) ?? null;
}

/** `(1)` in a name is a footnote. */
function isTold(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== "1" && isUnit(text);
}

function hasPercentSigns(table: Table, name: string): boolean {
  const found = detailsOf(table, "CELLS_CLEANED", (details) => details.column === name);
  return Number(found?.percent ?? 0) > 0;
}

type Details = Readonly<Record<string, unknown>>;

function detailsOf({ source }: Table, code: string, test: (details: Details) => boolean): Details | null {
  return source.warnings.find((w) => w.code === code && test(w.details ?? {}))?.details ?? null;
}

function nothingToConvert(table: Table, name: string, to: string): CeterisError {
  return new CeterisError({
    code: "OPTION_INVALID",
    where: `${table.source.name}, column “${name}”`,
    what: `it is to become ${to}, and nothing tells its unit of measurement`,
    mend: "Give unit, the unit in the table, beside to",
    details: { column: name, to },
  });
}
