import type { Warning } from "../warning.ts";

/** What was done to names, rows or cells while a panel was put together. */
export const PANEL_ACTIONS = [
  "renamed",
  "unmatched",
  "skipped",
  "unplaced",
  "unread",
  "outside",
  "merged",
  "duplicate",
  "conflict",
  "converted",
  "contradicted",
  "cleaned",
  "imputed",
  "missing",
  "incomplete",
  "boundary",
] as const;
export type PanelAction = (typeof PANEL_ACTIONS)[number];

/** One line of the log; what does not apply is null. */
export interface PanelLogEntry {
  readonly action: PanelAction;
  /** The file, with the sheet where a workbook has several. */
  readonly file: string | null;
  /** Row of the data as read, from 1, names of columns not counted; of several rows the first. */
  readonly row: number | null;
  /** Name or code as the file writes it. */
  readonly written: string | null;
  /** The unit's name in the panel. */
  readonly unit: string | null;
  readonly time: string | null;
  readonly column: string | null;
  readonly value: number | null;
  /** Cells that it is about. */
  readonly cells: number;
  readonly note: string;
}

export interface PanelSource {
  readonly file: string;
  /** SHA-256 of the file's bytes; null for data made in memory. */
  readonly sha256: string | null;
  readonly nRows: number;
  /** Units that were recognised. */
  readonly nUnits: number;
  /** Cells that reached the panel. */
  readonly nCells: number;
  /** Names or codes that mean no unit. */
  readonly unmatched: readonly string[];
}

export interface PanelColumnSummary {
  readonly column: string;
  /** Unit of measurement, where the specification tells it. */
  readonly unit: string | null;
  readonly nCells: number;
  readonly nMissing: number;
  readonly nImputed: number;
  /** Files it comes from, or the formula. */
  readonly from: readonly string[];
}

/** How a panel was put together from tables. */
export interface PanelBuildResult {
  readonly kind: "panel-build";
  readonly nRows: number;
  readonly nUnits: number;
  readonly periods: readonly string[];
  readonly sources: readonly PanelSource[];
  readonly columns: readonly PanelColumnSummary[];
  /** How often each action was taken; those never taken are left out. */
  readonly counts: Readonly<Partial<Record<PanelAction, number>>>;
  readonly log: readonly PanelLogEntry[];
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
