import type { Warning } from "../warning.ts";

/** What a check of a panel may find, in the order of its table. */
export const PANEL_CHECKS = [
  "missing-key",
  "duplicate",
  "gap",
  "late-entry",
  "early-exit",
  "near-name",
  "empty",
  "constant",
  "constant-within",
  "impossible",
  "jump",
] as const;
export type PanelCheckName = (typeof PANEL_CHECKS)[number];

/** One finding; what does not apply to it is null. */
export interface PanelFinding {
  readonly check: PanelCheckName;
  readonly unit: string | null;
  readonly time: string | null;
  readonly column: string | null;
  /** The evidence: values, periods or the other name. */
  readonly found: string;
  /** Rows in the data as read, from 1; at most the first hundred. */
  readonly rows: readonly number[];
}

/** `complete`: a row with a value in every column; `partial`: one with missing values; `absent`: no row. */
export type Presence = "complete" | "partial" | "absent";

/** Units that are in the data in the same periods. */
export interface PresenceHistory {
  readonly units: readonly string[];
  /** One for each period. */
  readonly presence: readonly Presence[];
}

/** What is in a panel when, and what looks wrong in it. */
export interface PanelCheckResult {
  readonly kind: "panel-check";
  readonly nRows: number;
  readonly nUnits: number;
  readonly periods: readonly string[];
  readonly balanced: boolean;
  /** The most frequent history first. */
  readonly histories: readonly PresenceHistory[];
  /** How many findings of each kind there are; kinds without any are left out. */
  readonly counts: Readonly<Partial<Record<PanelCheckName, number>>>;
  /** In the order of `PANEL_CHECKS`; of each kind at most the first `spec.most`. */
  readonly findings: readonly PanelFinding[];
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
