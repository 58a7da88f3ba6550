import type { Language } from "@ceteris/core";
import { DATA_WORDS } from "./words/data-words.ts";
import { ESTIMATES_WORDS } from "./words/estimates-words.ts";
import { INDEX_WORDS } from "./words/index-words.ts";
import { MATCHING_WORDS } from "./words/matching-words.ts";
import { PAGE_WORDS } from "./words/page-words.ts";
import { RESAMPLING_WORDS } from "./words/resampling-words.ts";
import { SENSITIVITY_WORDS } from "./words/sensitivity-words.ts";
import { STAGGERED_WORDS } from "./words/staggered-words.ts";

/** Every fixed word of tables, charts and pages, as English and Chinese economics journals print it. */
const WORDS = {
  ...ESTIMATES_WORDS,
  ...DATA_WORDS,
  ...INDEX_WORDS,
  ...SENSITIVITY_WORDS,
  ...STAGGERED_WORDS,
  ...RESAMPLING_WORDS,
  ...MATCHING_WORDS,
  ...PAGE_WORDS,
} as const satisfies Record<string, Record<Language, string>>;

export type Word = keyof typeof WORDS;

/** A fixed word in a language, its `{slots}` filled. */
export function word(key: Word, lang: Language, slots: Readonly<Record<string, string>> = {}): string {
  return fill(WORDS[key][lang], slots);
}

/** Replaces `{name}` by its text, each once and literally. */
export function fill(template: string, slots: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => slots[name] ?? whole);
}
