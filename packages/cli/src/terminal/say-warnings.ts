import type { Language, Warning } from "@ceteris/core";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

/** Warnings on standard error: a paragraph each on a screen, a line each in a file or a pipe. */
export async function sayWarnings(
  terminal: Terminal,
  warnings: readonly Warning[],
  lang: Language,
): Promise<void> {
  say(terminal, await texts(warnings, lang));
}

/** The same with the first sentence of each, where a page beside shows them in full. */
export async function sayWarningsBriefly(
  terminal: Terminal,
  warnings: readonly Warning[],
  lang: Language,
): Promise<void> {
  const full = await texts(warnings, lang);
  say(
    terminal,
    full.map(({ code, text }) => ({ code, text: firstSentence(text) })),
  );
}

interface Said {
  readonly code: string;
  readonly text: string;
}

async function texts(warnings: readonly Warning[], lang: Language): Promise<readonly Said[]> {
  if (lang === "en" || warnings.length === 0) {
    return warnings.map(({ code, message }) => ({ code, text: message }));
  }
  const { warningText } = await import("@ceteris/report");
  return warnings.map((warning) => ({ code: warning.code, text: warningText(warning, lang) }));
}

function say({ width, colours, say }: Terminal, said: readonly Said[]): void {
  for (const { code, text } of said) {
    const head = colours.yellow(`warning ${code}`);
    say(width === null ? `${head} ${text}\n` : `${head}\n${wrap(text, width, "  ")}\n`);
  }
}

function firstSentence(text: string): string {
  return /^.+?(?:[.?](?= \p{Lu})|。)/u.exec(text)?.[0] ?? text;
}
