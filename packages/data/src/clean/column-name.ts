/**
 * A name of a column on one line, and without the blanks that set single Chinese characters apart: `地　区` is
 * `地区`.
 */
export function columnName(text: string): string {
  const line = text.replace(/\s*[\r\n]\s*/g, " ").trim();
  return /^\p{Script=Han}(?:\s+\p{Script=Han})+$/u.test(line) ? line.replace(/\s+/g, "") : line;
}

/** Whether a text is a year, as tables name columns by it: `2018`, `2018年`. */
export function isYearName(text: string): boolean {
  return /^(?:19|20)\d\d(?:年度?)?$/.test(text);
}
