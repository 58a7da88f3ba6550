import type { Language } from "@ceteris/core";

/**
 * A text in which `** p < 0.05` and `t = 2.31` stay on one line. Chinese breaks lines nearly anywhere, and
 * programs that are kept from it break numbers instead: it is left as it is.
 */
export function unbroken(text: string, lang: Language): string {
  if (lang === "zh") return text;
  return text
    .replace(/(\*+) (?=p < \d)/g, "$1\u00a0")
    .replace(/(?<![\p{L}\p{N}])([ptz]) ([<=]) (?=[\d−])/gu, "$1\u00a0$2\u00a0");
}
