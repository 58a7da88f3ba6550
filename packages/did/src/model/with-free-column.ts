import { type Panel, toTableOrder, withPanelColumn } from "@ceteris/core";

/** The panel with one more column of numbers, given in the panel's order, under a name that no column has. */
export function withFreeColumn(
  panel: Panel,
  wish: string,
  values: Float64Array,
): { readonly panel: Panel; readonly column: string } {
  let column = wish;
  while (panel.table.columns.has(column)) column += "_";
  const added = withPanelColumn(panel, column, { type: "number", values: toTableOrder(panel, values) });
  return { panel: added, column };
}
