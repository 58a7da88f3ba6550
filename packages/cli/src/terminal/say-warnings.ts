import type { Warning } from "@ceteris/core";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

/** Warnings on standard error: a paragraph each on a screen, a line each in a file or a pipe. */
export function sayWarnings(terminal: Terminal, warnings: readonly Warning[]): void {
  const { width, colours } = terminal;
  for (const { code, message } of warnings) {
    const head = colours.yellow(`warning ${code}`);
    terminal.say(width === null ? `${head} ${message}\n` : `${head}\n${wrap(message, width, "  ")}\n`);
  }
}

/** The same with the first sentence of each, where a page beside shows them in full. */
export function sayWarningsBriefly(terminal: Terminal, warnings: readonly Warning[]): void {
  sayWarnings(
    terminal,
    warnings.map((warning) => ({ ...warning, message: firstSentence(warning.message) })),
  );
}

function firstSentence(text: string): string {
  return /^.+?[.?](?= \p{Lu})/u.exec(text)?.[0] ?? text;
}
