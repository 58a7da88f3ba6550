/** A Markdown table with columns of even width. */
export function printTable(head: readonly string[], lines: readonly (readonly string[])[]): void {
  const table = [head, head.map(() => "---"), ...lines];
  const widths = head.map((_, c) => Math.max(...table.map((line) => line[c]!.length)));
  for (const line of table) console.log(`| ${line.map((cell, c) => cell.padEnd(widths[c]!)).join(" | ")} |`);
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}
