import type { Warning } from "@ceteris/core";
import type { ChartSpec, Sheet } from "@ceteris/report";

export interface Figure {
  /** Also the name of its files. */
  readonly id: string;
  readonly caption: string;
  readonly spec: ChartSpec;
}

/** One part of the report: what it says, and the tables and charts it shows. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly warnings: readonly Warning[];
  readonly sheets: readonly Sheet[];
  readonly figures: readonly Figure[];
}
