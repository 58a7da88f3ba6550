import { getColumn, type Label, type Table } from "@ceteris/core";
import { readTable } from "@ceteris/data";

/** Shown names from a dictionary: a CSV with the columns `column`, `label_en` and `label_zh`. */
export async function readLabels(path: string, wanted: readonly string[]): Promise<Record<string, Label>> {
  const table = await readTable(path);
  const names = texts(table, "column");
  const en = texts(table, "label_en");
  const zh = texts(table, "label_zh");
  const labels: Record<string, Label> = {};
  names.forEach((name, i) => {
    if (name !== null && wanted.includes(name)) labels[name] = { en: en[i] ?? name, zh: zh[i] ?? name };
  });
  return labels;
}

function texts(table: Table, name: string): readonly (string | null)[] {
  const column = getColumn(table, name);
  return column.type === "text" ? column.values : Array.from(column.values, (v) => String(v));
}
