import type { SheetColumn } from "../tables/sheet.ts";

export interface HeaderGroup {
  readonly title: string | undefined;
  /** First column and number of columns. */
  readonly start: number;
  readonly span: number;
}

/** Neighbouring columns under one heading; null when no column has one. */
export function headerGroups(columns: readonly SheetColumn[]): readonly HeaderGroup[] | null {
  if (columns.every((c) => c.group === undefined)) return null;
  const groups: HeaderGroup[] = [];
  for (const [start, { group }] of columns.entries()) {
    const last = groups.at(-1);
    if (last && group !== undefined && last.title === group) {
      groups[groups.length - 1] = { ...last, span: last.span + 1 };
    } else {
      groups.push({ title: group, start, span: 1 });
    }
  }
  return groups;
}
