import { CeterisError, nameSome, nearestName, type Warning } from "@ceteris/core";
import type { Grid } from "./grid.ts";

export interface NamedSheet {
  readonly name: string;
  readonly hidden: boolean;
}

/**
 * The sheet asked for, by name or by number from 1, or else the first visible one with a table: two rows
 * and two columns, which a cover page has not; failing that, the first with cells.
 *
 * @throws OPTION_INVALID (no such sheet)
 */
export async function chooseSheet<S extends NamedSheet>(
  sheets: readonly S[],
  read: (sheet: S) => Promise<Grid>,
  where: string,
  wanted: string | undefined,
): Promise<{ sheet: S; grid: Grid; warnings: readonly Warning[] }> {
  if (wanted !== undefined) {
    const sheet =
      sheets.find((s) => s.name === wanted) ?? sheets[/^\d+$/.test(wanted) ? Number(wanted) - 1 : -1];
    if (!sheet) throw noSuchSheet(sheets, where, wanted);
    return { sheet, grid: await read(sheet), warnings: [] };
  }
  const visible = sheets.filter((s) => !s.hidden);
  const candidates = visible.length > 0 ? visible : sheets;
  let first: { sheet: S; grid: Grid } | null = null;
  for (const sheet of candidates) {
    const grid = await read(sheet);
    if (first === null || (first.grid.rows.length === 0 && grid.rows.length > 0)) first = { sheet, grid };
    if (grid.rows.length < 2 || grid.columns.size < 2) continue;
    return { sheet, grid, warnings: otherSheets(sheet, candidates) };
  }
  return { ...first!, warnings: first!.grid.rows.length > 0 ? otherSheets(first!.sheet, candidates) : [] };
}

function otherSheets(sheet: NamedSheet, sheets: readonly NamedSheet[]): Warning[] {
  const others = sheets.filter((s) => s !== sheet).map((s) => s.name);
  if (others.length === 0) return [];
  return [
    {
      code: "SHEET_CHOSEN",
      message: `Sheet “${sheet.name}” was read; the workbook has ${others.length} more (${nameSome(others)}). Give another with --sheet (in a study, data.sheet).`,
      details: { sheet: sheet.name, others: others.slice(0, 100) },
    },
  ];
}

function noSuchSheet(sheets: readonly NamedSheet[], where: string, wanted: string): CeterisError {
  const names = sheets.map((s) => s.name);
  const near = nearestName(wanted, names);
  return new CeterisError({
    code: "OPTION_INVALID",
    where,
    what: `there is no sheet “${wanted}”`,
    mend: near ? `Did you mean “${near}”?` : `The sheets are ${nameSome(names, 12)}`,
    details: { sheets: names.slice(0, 100) },
  });
}
