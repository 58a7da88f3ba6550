import type { Table, Warning } from "@ceteris/core";
import type { ChartSpec, Sheet } from "@ceteris/report";

/** A result and every form it can be shown in. */
export interface Presentation {
  readonly command: string;
  readonly table: Table;
  readonly result: {
    readonly spec: Readonly<Record<string, unknown>>;
    readonly warnings: readonly Warning[];
  };
  /** Tables for people, the one that answers the question first. */
  sheets(): Promise<readonly [Sheet, ...Sheet[]]>;
  chart?(): Promise<ChartSpec>;
}
