/** A text in which `** p < 0.05` and `t = 2.31` stay on one line. */
export function unbroken(text: string): string {
  return text
    .replace(/(\*+) (?=p < \d)/g, "$1\u00a0")
    .replace(/(?<![\p{L}\p{N}])([ptz]) ([<=]) (?=[\d−])/gu, "$1\u00a0$2\u00a0");
}
