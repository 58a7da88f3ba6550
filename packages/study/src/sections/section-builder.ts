import type { Language } from "@ceteris/core";
import type { StudyContext } from "../context.ts";
import type { StudyResults } from "../results.ts";
import type { Section } from "./section.ts";

/** What a section is made of. */
export interface SectionInput {
  readonly context: StudyContext;
  readonly results: StudyResults;
  readonly lang: Language;
}

/** A builder of one section; null where the study has no such part. */
export type SectionBuilder = (input: SectionInput) => Section | null;
