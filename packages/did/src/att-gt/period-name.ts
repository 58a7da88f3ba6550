import { getColumn, type Panel, periodLabel } from "@ceteris/core";

/** A period as the data have it: a number where they are numbers, else its text. */
export function periodName(panel: Panel): (value: number) => number | string {
  const isNumeric = getColumn(panel.table, panel.time.name).type === "number";
  return (value) => (isNumeric ? value : periodLabel(panel, value));
}
