import { createHash } from "node:crypto";
import type { Measured } from "./measure.ts";

const MARK = /(<!-- (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The README with its generated parts, between marks, written anew. */
export function withGenerated(readme: string, csv: string, measured: Measured): string {
  const parts: Readonly<Record<string, string>> = {
    checksum: `\`${sha256(csv)}\``,
    comparison: comparison(measured),
  };
  return readme.replace(MARK, (_, open, name, close) => `${open}\n${parts[name]}\n\n${close}`);
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Printed against found, as a Markdown table. */
export function comparison({ figures, placebo }: Measured): string {
  const rows = figures.map(({ table, figure, printed, found, decimals }) => [
    table,
    figure,
    printed === null ? "" : `${printed}`,
    found.toFixed(decimals + 1),
  ]);
  const largest = Math.max(...placebo.values);
  rows.push(
    ["figure 4-1", "largest of 500 placebo estimates", "", largest.toFixed(4)],
    ["figure 4-1", "actual estimate", "to their right", placebo.actual.estimate!.toFixed(4)],
    ["figure 4-1", "one-sided p", "", placebo.pValue.greater.toFixed(4)],
  );
  return [["table", "figure", "printed", "found"], ["---", "---", "---:", "---:"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
