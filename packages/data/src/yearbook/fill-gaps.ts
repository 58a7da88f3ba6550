import { CeterisError, nearestName } from "@ceteris/core";
import type { PanelGrid } from "./panel-grid.ts";
import type { PanelLog } from "./panel-log.ts";
import type { YearbookOptions } from "./yearbook-spec.ts";

/**
 * Straight lines through the holes that are asked for; counts what it filled by column.
 *
 * @throws OPTION_INVALID (a column that no table has)
 */
export function fillGaps(
  grid: PanelGrid,
  units: readonly string[],
  times: readonly number[],
  interpolate: YearbookOptions["interpolate"],
  log: PanelLog,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { columns, most = 1 } of interpolate ?? []) {
    for (const column of columns) {
      refuseUnknown(column, grid.columns());
      for (const unit of units) {
        const seen = times.filter((time) => grid.get(column, unit, time) !== undefined);
        seen.slice(1).forEach((to, k) => {
          const from = seen[k]!;
          if (to - from < 2 || to - from - 1 > most) return;
          const [a, b] = [grid.get(column, unit, from)!.value, grid.get(column, unit, to)!.value];
          for (const time of times.filter((t) => t > from && t < to)) {
            const value = a + ((b - a) * (time - from)) / (to - from);
            const note = `on the line from ${a} in ${from} to ${b} in ${to}`;
            grid.set(column, unit, time, { value, file: null, row: null, from: null, written: null, note });
            counts.set(column, (counts.get(column) ?? 0) + 1);
            log.note("imputed", { unit, time: String(time), column, value, note });
          }
        });
      }
    }
  }
  return counts;
}

function refuseUnknown(column: string, columns: readonly string[]): void {
  if (columns.includes(column)) return;
  const near = nearestName(column, columns);
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "interpolate",
    what: `no table gives the column “${column}”`,
    mend: near ? `Did you mean “${near}”?` : `The columns with cells are ${columns.join(", ")}`,
    details: { column },
  });
}
