import { COUNTY_TRANSFERS, DIVISION_CHANGES } from "../divisions/changes.ts";
import { PREFECTURES } from "../divisions/prefectures.ts";
import type { NamedUnit } from "./name-unit.ts";
import type { PanelLog } from "./panel-log.ts";
import type { YearbookDivisions } from "./yearbook-spec.ts";

/** A place that passed from one division to others. */
interface Passing {
  readonly year: number;
  /** Counties; null for the whole of a division. */
  readonly what: string | null;
  readonly from: string | null;
  readonly to: readonly string[];
}

/**
 * Logs the units of the panel whose boundaries changed within its years: counties passed between prefectures, a city
 * was divided among them, or became part of one and its cells are left out.
 */
export function noteBoundaries(
  units: readonly NamedUnit[],
  times: readonly number[],
  divisions: YearbookDivisions | undefined,
  log: PanelLog,
): void {
  if (divisions === undefined || divisions.level === "province") return;
  const byCode = new Map(units.map(({ name, code }) => [code, name]));
  const nameOf = (code: string) => byCode.get(code) ?? PREFECTURES.findLast((d) => d.code === code)!.name;
  for (const { year, what, from, to } of passings(divisions)) {
    if (year <= times[0]! || year > times.at(-1)!) continue;
    const losers = [what === null ? "" : `${what}:`, from === null ? "" : nameOf(from)].filter(
      (s) => s !== "",
    );
    const note = `${losers.join(" ")} → ${to.map(nameOf).join(", ")}`;
    for (const code of [from, ...to]) {
      const unit = byCode.get(code);
      if (unit !== undefined && code !== null)
        log.note("boundary", { unit, time: String(year), cells: 0, note });
    }
  }
}

/** In order of time. */
function passings({ vintage, merged }: YearbookDivisions): readonly Passing[] {
  const counties = COUNTY_TRANSFERS.map(({ year, counties: names, from, to }) => ({
    year,
    what: names.join("、"),
    from,
    to: [to],
  }));
  const gone = DIVISION_CHANGES.filter(({ kind, year }) => {
    // A city that is still one of its own in the panel passes with its counties; a sum has it all along.
    return kind === "dissolved" || (kind === "merged" && (merged !== "sum" || vintage < year));
  }).map(({ year, from, to }) => ({ year, what: null, from: from![0], to: to.map(([code]) => code) }));
  return [...counties, ...gone].sort((a, b) => a.year - b.year);
}
