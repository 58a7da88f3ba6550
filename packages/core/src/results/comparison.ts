import type { Label } from "../label.ts";

export interface ComparedFigure {
  readonly table: string;
  readonly item: Label;
  /** As printed, digits kept. */
  readonly printed: string;
  /** On the printed scale; null where the study has no such figure. */
  readonly replicated: number | null;
  readonly difference: number | null;
  /** `same`: rounds to the printed digits. `near`: within the table's tolerance. */
  readonly verdict: "same" | "near" | "differs" | "absent";
}

export interface ComparedTable {
  readonly id: string;
  readonly title: Label;
  readonly tolerance: number | string | null;
  readonly figures: readonly ComparedFigure[];
}

export interface Comparison {
  readonly source: Label;
  readonly tables: readonly ComparedTable[];
  readonly counts: Readonly<Record<ComparedFigure["verdict"], number>>;
}
