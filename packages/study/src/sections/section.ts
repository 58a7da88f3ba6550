import type { Language, Warning } from "@ceteris/core";
import type { ChartSpec, Sheet } from "@ceteris/report";
import type { StudyContext } from "../context.ts";
import type { StudyResults } from "../results.ts";

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

export interface SectionInput {
  readonly context: StudyContext;
  readonly results: StudyResults;
  readonly lang: Language;
}

/** A builder of one section; null where the study has no such part. */
export type SectionBuilder = (input: SectionInput) => Section | null;

/** Picks the sentence of a language. */
export function say(lang: Language, en: string, zh: string): string {
  return lang === "zh" ? zh : en;
}
