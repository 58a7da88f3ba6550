import stringWidth from "string-width";
import { oneLine, type Sheet, type SheetColumn, shownText } from "../tables/sheet.ts";
import { word } from "../words.ts";

/**
 * A table in GitHub's Markdown, its columns padded so that the source reads as a table too.
 *
 * @example
 * await writeFile("baseline.md", sheetToMarkdown(sheet));
 */
export function sheetToMarkdown(sheet: Sheet): string {
  const rows: string[][] = [sheet.columns.map((c) => escaped(headerText(c)))];
  for (const row of sheet.rows) {
    if (row.kind === "body") rows.push(row.cells.map((cell) => escaped(shownText(cell))));
    else if (row.kind === "panel")
      rows.push([`**${escaped(oneLine(row.title))}**`, ...sheet.columns.slice(1).map(() => "")]);
  }
  const widths = sheet.columns.map((_, j) => Math.max(3, ...rows.map((r) => stringWidth(r[j]!))));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const body = rows.map((cells) => line(cells.map((text, j) => padded(text, widths[j]!, sheet.columns[j]!))));
  const rule = line(sheet.columns.map((c, j) => ruleOf(c, widths[j]!)));
  const notes = sheet.notes.map((n, i) => (i === 0 ? word("notes", sheet.lang) : "") + escaped(oneLine(n)));
  const parts = [
    `**${escaped(oneLine(sheet.title))}**`,
    [body[0]!, rule, ...body.slice(1)].join("\n"),
    ...notes,
  ];
  return `${parts.join("\n\n")}\n`;
}

function headerText({ group, header }: SheetColumn): string {
  return oneLine(group === undefined ? header : `${group} ${header}`);
}

function ruleOf(column: SheetColumn, width: number): string {
  if (column.align === "left") return `:${"-".repeat(width - 1)}`;
  if (column.align === "right") return `${"-".repeat(width - 1)}:`;
  return `:${"-".repeat(width - 2)}:`;
}

function padded(text: string, width: number, column: SheetColumn): string {
  const lack = Math.max(0, width - stringWidth(text));
  if (column.align === "left") return text + " ".repeat(lack);
  return " ".repeat(lack) + text;
}

/** A backslash before what Markdown would read as markup, and only there: `p < 0.1` stays as it is. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*|$]|<(?=[A-Za-z/!?])|&(?=[#\w])|~(?=~)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&")
    .replace(/\[(?=[^\]]*\][(:[])|!(?=\[)/g, "\\$&")
    .replace(/^[-+>#=]/, "\\$&")
    .replace(/(https?|ftp)(?=:\/\/)|www(?=\.)/gi, "$&\u200b");
}
