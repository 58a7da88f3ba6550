import {
  CeterisError,
  displayable,
  PANEL_CHECKS,
  type PanelCheckName,
  type PanelCheckResult,
  type Table,
} from "@ceteris/core";
import { columnFindings } from "./column-findings.ts";
import { impossibleValues, type ValueKinds } from "./impossible-values.ts";
import { keyFindings } from "./key-findings.ts";
import { keyedRows } from "./keyed-rows.ts";
import { nearNames } from "./near-names.ts";
import { panelCheckWarnings } from "./panel-check-warnings.ts";
import { presenceFindings, presenceHistories } from "./presence-findings.ts";
import { valueJumps } from "./value-jumps.ts";

export interface CheckPanelOptions extends ValueKinds {
  readonly unit: string;
  readonly time: string;
  /** Columns whose values are looked at. Default: all but unit and time. */
  readonly columns?: readonly string[] | undefined;
  /** How many times its last value a unit's value may be before it counts as a jump. Default 10. */
  readonly jump?: number | undefined;
  /** How many findings of a kind are listed; all are counted. Default 200. */
  readonly most?: number | undefined;
}

/**
 * Looks for what is wrong in a table that should be a panel, and shows what is in it when. The table need not be
 * a valid panel: rows without a key and duplicates are findings like the others.
 *
 * | check | finds |
 * | --- | --- |
 * | `missing-key`, `duplicate` | rows without unit or period; units with several rows in a period |
 * | `gap`, `late-entry`, `early-exit` | periods that a unit lacks between, before and after its rows |
 * | `near-name` | units that may be one under two names: alike but for case, spaces, width or 市, 地区, 盟, 自治州; or one letter apart and never in the same period |
 * | `empty`, `constant`, `constant-within` | columns without values, with one, or with one in each unit |
 * | `impossible` | shares below 0 or above 1 or 100; counts below 0 |
 * | `jump` | values more than ten times, or less than a tenth of, the unit's value before, and far outside the column's usual changes |
 *
 * Warnings: `PANEL_KEYS`, `UNIT_NAMES_NEAR`, `VALUES_IMPOSSIBLE`, `VALUES_JUMP`.
 *
 * @throws UNKNOWN_COLUMN, OPTION_INVALID
 * @example
 * const { findings, histories } = checkPanel(table, { unit: "city", time: "year" });
 * plotPresence(checkPanel(table, { unit: "city", time: "year" }));
 */
export function checkPanel(table: Table, options: CheckPanelOptions): PanelCheckResult {
  const { unit, time, jump = 10, most = 200, shares, counts } = options;
  if (!(jump > 1)) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "jump",
      what: `${jump} times its last value is no jump`,
      mend: "Give a number above 1, such as 10",
    });
  }
  const keyed = keyedRows(table, unit, time);
  const columns =
    options.columns ?? [...table.columns.keys()].filter((name) => name !== unit && name !== time);
  const all = [
    ...keyFindings(keyed),
    ...presenceFindings(keyed),
    ...nearNames(keyed),
    ...columnFindings(keyed, columns),
    ...impossibleValues(keyed, columns, { shares, counts }),
    ...valueJumps(keyed, columns, jump),
  ];
  const byCheck = PANEL_CHECKS.map(
    (check) => [check, all.filter((finding) => finding.check === check)] as const,
  ).filter(([, found]) => found.length > 0);
  return displayable({
    kind: "panel-check" as const,
    nRows: table.nRows,
    nUnits: keyed.unit.nLevels,
    periods: [...keyed.time.labels],
    balanced:
      table.nRows > 0 &&
      table.nRows === keyed.unit.nLevels * keyed.time.nLevels &&
      !byCheck.some(([check]) => check === "missing-key" || check === "duplicate"),
    histories: presenceHistories(keyed, columns),
    counts: Object.fromEntries(byCheck.map(([check, found]) => [check, found.length])) as Partial<
      Record<PanelCheckName, number>
    >,
    findings: byCheck.flatMap(([, found]) => found.slice(0, most)),
    spec: { unit, time, columns, jump, most, shares: shares ?? null, counts: counts ?? null },
    warnings: panelCheckWarnings(new Map(byCheck)),
  });
}
