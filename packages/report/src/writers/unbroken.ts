/** A note in which `** p < 0.05` stays on one line. */
export function unbroken(note: string): string {
  return note.replace(/(\*+) p < (?=\d)/g, "$1\u00a0p\u00a0<\u00a0");
}
