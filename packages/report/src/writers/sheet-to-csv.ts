import { MINUS } from "../numbers.ts";
import { type Cell, oneLine, type Sheet } from "../tables/sheet.ts";

export interface SheetCsvOptions {
  /** Begin with a byte-order mark, by which Excel knows UTF-8; default true. */
  readonly bom?: boolean | undefined;
  /** Title and notes as lines before and after the table; default false. */
  readonly framed?: boolean | undefined;
}

/**
 * A table as RFC 4180 text: comma, CRLF, quotes doubled.
 *
 * Numbers keep their printed digits and stars but have a plain hyphen and no thousands separator, and
 * stand in square brackets where print has round ones, because a spreadsheet reads `(3.19)` as −3.19.
 * Text that a spreadsheet would run as a formula gets an apostrophe before it.
 *
 * @example
 * await writeFile("baseline.csv", sheetToCsv(sheet));
 */
export function sheetToCsv(sheet: Sheet, options: SheetCsvOptions = {}): string {
  const { bom = true, framed = false } = options;
  const blanks = sheet.columns.map(() => "");
  const lines: string[][] = [];
  const wide = (text: string) => [guarded(text), ...blanks.slice(1)];
  if (framed) lines.push(wide(sheet.title));
  lines.push(sheet.columns.map((c) => guarded(headerText(c.group, c.header))));
  for (const row of sheet.rows) {
    if (row.kind === "body") lines.push(row.cells.map(cellText));
    else if (row.kind === "panel") lines.push(wide(row.title));
  }
  if (framed) for (const note of sheet.notes) lines.push(wide(note));
  return (bom ? "\ufeff" : "") + lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
}

function headerText(group: string | undefined, header: string): string {
  return group === undefined ? squareBrackets(header) : `${group} ${header}`;
}

function cellText(cell: Cell): string {
  if (cell.value === null) return "";
  if (cell.value === undefined) return guarded(cell.text);
  return squareBrackets(plainMinus(oneLine(cell.text)).replace(/(?<=\d),(?=\d{3})/g, ""));
}

/** A spreadsheet reads `(1)` as −1. */
function squareBrackets(text: string): string {
  return text.replace(/^\((.*)\)$/, "[$1]");
}

function plainMinus(text: string): string {
  return text.replace(new RegExp(`${MINUS}(?=\\d)`, "g"), "-");
}

/**
 * Text that is not a plain number and begins like a formula, made harmless.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function guarded(text: string): string {
  const line = plainMinus(oneLine(text));
  return /^\s*[=+\-@]/.test(line) && !/^-?\d+(\.\d+)?$/.test(line) ? `'${line}` : line;
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
