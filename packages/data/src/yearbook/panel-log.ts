import { fromColumns, PANEL_ACTIONS, type PanelAction, type PanelLogEntry, type Table } from "@ceteris/core";

/** Collects lines of the log; the same line again only adds to its cells. */
export interface PanelLog {
  note(action: PanelAction, about?: Partial<Omit<PanelLogEntry, "action">>): void;
  /** In the order of `PANEL_ACTIONS`, then as they came. */
  entries(): readonly PanelLogEntry[];
}

export function panelLog(): PanelLog {
  const lines = new Map<string, PanelLogEntry>();
  return {
    note(action, about = {}) {
      const { file = null, row = null, written = null, unit = null, time = null, column = null } = about;
      const { value = null, cells = 1, note = "" } = about;
      const place = action === "unplaced" ? row : null;
      const key = JSON.stringify([action, file, place, written, unit, time, column, value, note]);
      const before = lines.get(key);
      const first = before === undefined ? row : before.row;
      const all = (before?.cells ?? 0) + cells;
      lines.set(key, { action, file, row: first, written, unit, time, column, value, cells: all, note });
    },
    entries: () => PANEL_ACTIONS.flatMap((action) => [...lines.values()].filter((e) => e.action === action)),
  };
}

/**
 * The log of a panel as a table, to be written to a file.
 *
 * @example
 * await writeTable(panelLogTable(build.log), "panel-log.csv");
 */
export function panelLogTable(log: readonly PanelLogEntry[]): Table {
  const keys = "action file row written unit time column value cells note".split(
    " ",
  ) as (keyof PanelLogEntry)[];
  const columns = keys.map(
    (key) => [key, log.map((entry) => (entry[key] === "" ? null : entry[key]))] as const,
  );
  return fromColumns(Object.fromEntries(columns), "log");
}
