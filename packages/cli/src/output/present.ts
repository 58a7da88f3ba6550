import { type Table, uniqueWarnings } from "@ceteris/core";
import type { DataFlags } from "../options/data-options.ts";
import { sayWarnings } from "../terminal/say-warnings.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { documentText, resultDocument } from "./document.ts";
import { type OutFile, refuseStrayLook } from "./out-file.ts";
import type { Presentation } from "./presentation.ts";
import { writeOut } from "./write-out.ts";

/**
 * Shows a result: a file if `--out` asks for one, then one JSON document or tables on standard output,
 * then warnings on standard error.
 */
export async function present(
  terminal: Terminal,
  flags: DataFlags & { readonly seed?: number },
  out: OutFile | null,
  shown: Presentation,
): Promise<void> {
  refuseStrayLook(flags, out);
  const { table } = shown;
  const result = { ...shown.result, warnings: uniqueWarnings(table.source.warnings, shown.result.warnings) };
  const document = resultDocument(shown.command, {
    ...result,
    spec: { ...result.spec, ...runSpec(flags, table) },
  });
  if (out) await writeOut(out, document, shown, flags);
  if (flags.json) terminal.print(documentText(document));
  else {
    const { sheetToText } = await import("@ceteris/report");
    const sheets = await shown.sheets();
    terminal.print(sheets.map((sheet) => sheetToText(sheet)).join("\n"));
  }
  await sayWarnings(terminal, result.warnings, flags.lang);
}

/** What the options of the estimator do not say about how a result came about. */
function runSpec(flags: DataFlags & { readonly seed?: number }, { source }: Table) {
  const { where, seed, sheet, headerRow, text, number, missing, decimal, encoding } = flags;
  const read = { sheet, headerRow, text, number, missing, decimal, encoding };
  return {
    where: where ?? null,
    ...Object.fromEntries(Object.entries(read).filter(([, given]) => given !== undefined)),
    ...(seed === undefined ? {} : { seed }),
    data: { file: source.name, sha256: source.sha256 },
  };
}
