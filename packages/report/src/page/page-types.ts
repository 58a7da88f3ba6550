import type { Language, Warning } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import type { Labels } from "../names.ts";
import type { Sheet } from "../tables/sheet.ts";

export interface PageLink {
  readonly label: string;
  /** Path relative to the page. An address of another place is shown without a link. */
  readonly href: string;
}

export interface PageFigure {
  /** Also the name of its files. */
  readonly id: string;
  readonly caption: string;
  /** From `renderSvg`. */
  readonly svg: string;
  /** The chart; its description is the picture's text. */
  readonly spec: TopLevelSpec;
}

export interface PageSection {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly warnings: readonly Warning[];
  readonly sheets: readonly Sheet[];
  readonly figures: readonly PageFigure[];
  /** Options after defaults, folded away under the section. */
  readonly specification?: Readonly<Record<string, unknown>> | undefined;
}

/** A study in one language. */
export interface ReportPage {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly lang: Language;
  /** Shown names of columns in Chinese warnings. */
  readonly labels?: Labels | undefined;
  /** Findings above the first section. */
  readonly lead?: readonly string[] | undefined;
  readonly sections: readonly PageSection[];
  /** Files of each table, by its id. */
  readonly tableFiles?: Readonly<Record<string, readonly PageLink[]>> | undefined;
  /** Files of each figure, by its id. */
  readonly figureFiles?: Readonly<Record<string, readonly PageLink[]>> | undefined;
  /** Files of the whole study. */
  readonly downloads?: readonly PageLink[] | undefined;
  /** The whole study's options after defaults, folded away at the end. */
  readonly specification?: Readonly<Record<string, unknown>> | undefined;
  /** Where data and program come from, a line each. Give no dates: the page's bytes should repeat. */
  readonly provenance: readonly string[];
}
