import type { Language, Warning } from "@ceteris/core";
import type { Sheet } from "@ceteris/report";
import pc from "picocolors";
import { printJson, resultDocument } from "./document.ts";
import { saveResult } from "./save.ts";

export interface Presented {
  readonly warnings: readonly Warning[];
}

export interface PresentFlags {
  readonly json?: boolean | undefined;
  readonly out?: string | undefined;
  readonly lang: Language;
}

/**
 * Shows a result: one JSON document, or tables for people; warnings on standard error; and a file if
 * `--out` asks for one.
 */
export async function present(
  command: string,
  result: Presented,
  flags: PresentFlags,
  parts: { sheets: () => Promise<readonly Sheet[]>; chart?: () => Promise<object> },
): Promise<void> {
  const document = resultDocument(command, result);
  if (flags.out !== undefined) {
    await saveResult(flags.out, { document, sheets: await parts.sheets(), chart: parts.chart });
  }
  if (flags.json) printJson(document);
  else {
    const { sheetToText } = await import("@ceteris/report");
    for (const sheet of await parts.sheets()) process.stdout.write(`${sheetToText(sheet)}\n`);
  }
  printWarnings(result.warnings);
}

export function printWarnings(warnings: readonly Warning[]): void {
  for (const { code, message } of warnings)
    process.stderr.write(`${pc.yellow(`warning ${code}`)} ${message}\n`);
}
