import {
  CeterisError,
  type Indicator,
  labelText,
  nameSome,
  type Panel,
  panelNumbers,
  panelRowName,
} from "@ceteris/core";
import { invalid } from "./resolve-options.ts";

/** An indicator and its raw values in the panel's order, complete and finite. */
export interface IndicatorColumn {
  readonly indicator: Indicator;
  readonly values: Float64Array;
}

/**
 * Reads the indicators' columns and refuses what no index can be built from.
 *
 * @throws OPTION_INVALID (fewer than two, or one twice), INDICATOR_DIRECTION, UNKNOWN_COLUMN,
 *   NOT_NUMERIC, NOT_FINITE, INDICATOR_MISSING
 */
export function readIndicators(panel: Panel, indicators: readonly Indicator[]): readonly IndicatorColumn[] {
  refuseList(indicators);
  const columns = indicators.map((indicator) => ({ indicator, values: panelNumbers(panel, indicator.name) }));
  for (const column of columns) refuseInfinite(panel, column);
  refuseMissing(panel, columns);
  return columns;
}

function refuseList(indicators: readonly Indicator[]): void {
  const given = Array.isArray(indicators) ? indicators.length : 0;
  if (given < 2) {
    throw invalid(
      "indicators",
      `a composite index needs at least two indicators, but ${given} ${given === 1 ? "is" : "are"} given`,
      "List two or more, each with name and direction; a single indicator can be used as a column directly",
    );
  }
  const twice = indicators.map((i) => i.name).filter((name, at, all) => all.indexOf(name) !== at);
  if (twice.length > 0) {
    throw invalid(
      "indicators",
      `listed more than once: ${nameSome([...new Set(twice)])}`,
      "Keep one entry of each: a second one would double its weight",
    );
  }
  const undirected = indicators.filter((i) => i.direction !== "positive" && i.direction !== "negative");
  if (undirected.length === 0) return;
  const shown = undirected.map((i) => `“${i.name}” has ${i.direction ? `“${i.direction}”` : "none"}`);
  throw new CeterisError({
    code: "INDICATOR_DIRECTION",
    where: "indicators",
    what: `every indicator needs a direction, but ${nameSome(shown)}`,
    mend: "Write direction: positive where more is better, direction: negative where less is better",
    details: { indicators: undirected.map((i) => i.name) },
  });
}

function refuseInfinite(panel: Panel, { indicator, values }: IndicatorColumn): void {
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!) && !Number.isNaN(values[i]!)) rows.push(i);
  }
  if (rows.length === 0) return;
  throw new CeterisError({
    code: "NOT_FINITE",
    where: `${panel.table.source.name}, ${nameIndicator(indicator)}`,
    what: `infinite values in ${nameSome(rows.map((r) => panelRowName(panel, r)))}`,
    mend: "Correct these cells; an infinity often comes from a division by zero or the logarithm of zero",
    details: { indicator: indicator.name, count: rows.length },
  });
}

function refuseMissing(panel: Panel, columns: readonly IndicatorColumn[]): void {
  const counts: Record<string, number> = {};
  const shown: string[] = [];
  for (const { indicator, values } of columns) {
    const rows: number[] = [];
    for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) rows.push(i);
    if (rows.length === 0) continue;
    counts[indicator.name] = rows.length;
    const { unit, time } = panel;
    const placeOf = (r: number) => `${unit.labels[unit.codes[r]!]} ${time.labels[time.codes[r]!]}`;
    const names = nameSome(
      rows.map((r) => `${placeOf(r)} in ${panelRowName(panel, r)}`),
      3,
    );
    shown.push(`${nameIndicator(indicator)} has ${rows.length} of ${panel.nRows} (${names})`);
  }
  if (shown.length === 0) return;
  throw new CeterisError({
    code: "INDICATOR_MISSING",
    where: panel.table.source.name,
    what: `missing values: ${shown.join("; ")}`,
    mend: "Fill these cells by a rule you can defend (in a study, the transform interpolate), or leave the rows or the indicator out: an index of incomplete rows would compare unlike with unlike",
    details: { missing: counts },
  });
}

/** An indicator in messages: its column, and its label where that differs. */
export function nameIndicator(indicator: Indicator): string {
  const label = indicator.label === undefined ? indicator.name : labelText(indicator.label, "en");
  return `indicator “${indicator.name}”${label === indicator.name ? "" : ` (${label})`}`;
}
