import type { Language } from "@ceteris/core";

/** Picks the sentence of a language. */
export function say(lang: Language, en: string, zh: string): string {
  return lang === "zh" ? zh : en;
}
