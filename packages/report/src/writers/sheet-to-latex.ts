import { type Cell, oneLine, type Sheet, type SheetColumn, shownText } from "../tables/sheet.ts";
import { word } from "../words.ts";
import { decimalParts, decimalWidths } from "./decimal.ts";
import { escapeLatex } from "./escape-latex.ts";
import { headerGroups } from "./header-groups.ts";
import { headingLines, tableEms } from "./table-width.ts";

export interface LatexOptions {
  /** A whole document instead of a `table` to \input; default false. */
  readonly standalone?: boolean | undefined;
}

/** More rows than this do not fit a page and are broken over several. */
const mostRows = 45;

/** Type sizes of a longtable, which cannot be scaled: name, points, and points beside each column. */
const SIZES = [
  ["normalsize", 10, 6],
  ["small", 9, 5],
  ["footnotesize", 8, 4],
  ["scriptsize", 7, 3],
] as const;

/** Width of the text of an article in points. */
const ROOM = 345;

/** Computer Modern is so much wider than Times. */
const WIDER = 1.08;

/**
 * A three-line table with booktabs, numbers aligned at their point by dcolumn, notes by threeparttable;
 * one wider than the page is made smaller by adjustbox, one longer than a page is a longtable. A
 * comment at the top names the packages; Chinese needs XeLaTeX with ctex.
 *
 * @example
 * await writeFile("baseline.tex", sheetToLatex(sheet)); // \input{baseline} in the paper
 */
export function sheetToLatex(sheet: Sheet, options: LatexOptions = {}): string {
  const lines = isLong(sheet) ? longLines(sheet) : floatLines(sheet);
  return options.standalone ? documentOf(sheet, lines) : `${[...comment(sheet), ...lines].join("\n")}\n`;
}

function isLong(sheet: Sheet): boolean {
  return sheet.rows.length > mostRows;
}

function floatLines(sheet: Sheet): string[] {
  return [
    "\\begin{table}[htbp]",
    "\\centering",
    caption(sheet),
    "\\begin{adjustbox}{max width=\\linewidth}",
    "\\begin{threeparttable}",
    `\\begin{tabular}{${columnSpecs(sheet)}}`,
    "\\toprule",
    ...headLines(sheet),
    "\\midrule",
    ...bodyLines(sheet),
    "\\bottomrule",
    "\\end{tabular}",
    ...noteLines(sheet),
    "\\end{threeparttable}",
    "\\end{adjustbox}",
    "\\end{table}",
  ];
}

function longLines(sheet: Sheet): string[] {
  const head = ["\\toprule", ...headLines(sheet), "\\midrule"];
  const [size, , gap] = SIZES.find(([, points, sep]) => fits(sheet, points, sep)) ?? SIZES.at(-1)!;
  return [
    ...(size === "normalsize" ? [] : [`{\\${size}\\setlength{\\tabcolsep}{${gap}pt}`]),
    `\\begin{longtable}{${columnSpecs(sheet)}}`,
    `${caption(sheet)} \\\\`,
    ...head,
    "\\endfirsthead",
    ...head,
    "\\endhead",
    "\\bottomrule",
    "\\endfoot",
    ...bodyLines(sheet),
    "\\end{longtable}",
    ...(size === "normalsize" ? [] : ["}"]),
    ...notes(sheet).map((note) => `\\noindent{\\footnotesize ${note}\\par}`),
  ];
}

function fits(sheet: Sheet, points: number, gap: number): boolean {
  return tableEms(sheet, (2 * gap) / (points * WIDER)) * points * WIDER <= ROOM;
}

function caption(sheet: Sheet): string {
  return `\\caption{${escapeLatex(oneLine(sheet.title))}}\\label{tab:${sheet.id.replace(/[^A-Za-z0-9-]+/g, "-")}}`;
}

function packages(sheet: Sheet): string {
  return isLong(sheet) ? "booktabs,dcolumn,longtable" : "adjustbox,booktabs,dcolumn,threeparttable";
}

function comment(sheet: Sheet): string[] {
  const lines = [`% \\usepackage{${packages(sheet)}}`];
  if (hasChinese(sheet)) lines.push("% Chinese text: compile with XeLaTeX and \\usepackage{ctex}.");
  return lines;
}

function documentOf(sheet: Sheet, lines: readonly string[]): string {
  const head = hasChinese(sheet)
    ? ["% Compile with XeLaTeX.", "\\documentclass[UTF8]{ctexart}"]
    : ["\\documentclass{article}", "\\usepackage[T1]{fontenc}"];
  return `${[...head, `\\usepackage{${packages(sheet)}}`, "\\begin{document}", ...lines, "\\end{document}"].join("\n")}\n`;
}

function hasChinese(sheet: Sheet): boolean {
  return /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(JSON.stringify(sheet));
}

function columnSpecs(sheet: Sheet): string {
  return sheet.columns.map((column, j) => columnSpec(sheet, column, j)).join("");
}

function columnSpec(sheet: Sheet, column: SheetColumn, j: number): string {
  if (column.wrap) return "p{0.6\\linewidth}";
  if (column.align !== "decimal") return column.align[0]!;
  const { whole, rest } = decimalWidths(sheet, j);
  return `D{.}{.}{${Math.max(1, whole)}.${Math.max(1, rest - 1)}}`;
}

function headLines(sheet: Sheet): string[] {
  const { columns } = sheet;
  const heads = columns.map((c, j) => {
    const text = heading(headingLines(sheet, j), c);
    return c.align === "decimal" ? `\\multicolumn{1}{c}{${text}}` : text;
  });
  const lower = `${heads.join(" & ")} \\\\`;
  const groups = headerGroups(columns);
  if (!groups) return [lower];
  const upper = groups.map((g) =>
    g.title === undefined ? "" : `\\multicolumn{${g.span}}{c}{${escapeLatex(oneLine(g.title))}}`,
  );
  const rules = groups
    .filter((g) => g.title !== undefined)
    .map((g) => `\\cmidrule(lr){${g.start + 1}-${g.start + g.span}}`);
  return [`${upper.join(" & ")} \\\\`, rules.join(" "), lower];
}

function heading(lines: readonly string[], { align, wrap }: SheetColumn): string {
  const texts = lines.map(escapeLatex);
  if (texts.length === 1 || wrap) return texts.join(" ");
  const side = align === "decimal" ? "c" : align[0];
  return `\\shortstack[${side}]{${texts.map((text) => `\\strut ${text}`).join("\\\\")}}`;
}

function bodyLines(sheet: Sheet): string[] {
  return sheet.rows.map((row) => {
    if (row.kind === "rule") return "\\midrule";
    if (row.kind === "panel")
      return `\\multicolumn{${sheet.columns.length}}{l}{\\textit{${escapeLatex(oneLine(row.title))}}} \\\\`;
    return `${row.cells.map((cell, j) => latexCell(cell, sheet.columns[j]!)).join(" & ")} \\\\`;
  });
}

function latexCell(cell: Cell, column: SheetColumn): string {
  const text = shownText(cell);
  if (column.align !== "decimal") return escapeLatex(text);
  if (text === "") return "";
  return decimalParts(column, cell) ? mathNumber(text) : `\\multicolumn{1}{c}{${escapeLatex(text)}}`;
}

/** A number inside dcolumn's math mode: stars raised, no space after a thousands comma. */
function mathNumber(text: string): string {
  return text
    .replaceAll("−", "-")
    .replaceAll(",", "{,}")
    .replaceAll("%", "\\%")
    .replaceAll("<", "{<}")
    .replace(/[*†]+$/, (marks) => `^{${marks.replaceAll("†", "\\dagger ")}}`);
}

function noteLines(sheet: Sheet): string[] {
  if (sheet.notes.length === 0) return [];
  const items = notes(sheet).map((note) => `\\item ${note}`);
  return ["\\begin{tablenotes}[flushleft]", "\\footnotesize", ...items, "\\end{tablenotes}"];
}

/** The first one after the word that says what they are. */
function notes(sheet: Sheet): string[] {
  const opening = (i: number) => (i === 0 ? escapeLatex(word("notes", sheet.lang)) : "");
  return sheet.notes.map((note, i) => opening(i) + escapeLatex(oneLine(note)));
}
