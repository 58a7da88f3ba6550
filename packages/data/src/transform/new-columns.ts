import { CeterisError, type Panel, toTableOrder, withPanelColumn } from "@ceteris/core";

/** How the columns that a transform makes are called. */
export interface Naming {
  /**
   * Name of a new column, `*` standing for that of the column it is made from: `"*_w"`. `"*"` puts the new
   * column in place of the old one.
   */
  readonly as?: string | undefined;
}

/** A new column for each of some columns: values in the panel's order, by the column's name. */
export function withNewColumns(
  panel: Panel,
  columns: readonly string[],
  pattern: string,
  make: (column: string) => Float64Array,
): Panel {
  const names = columns.map((column) => pattern.replaceAll("*", () => column));
  const made = columns.map(make);
  refuseTaken(panel, columns, names);
  return names.reduce(
    (grown, name, k) =>
      withPanelColumn(grown, name, { type: "number", values: toTableOrder(panel, made[k]!) }),
    panel,
  );
}

function refuseTaken(panel: Panel, columns: readonly string[], names: readonly string[]): void {
  names.forEach((name, k) => {
    const twice = names.indexOf(name) !== k;
    const taken = name !== columns[k] && panel.table.columns.has(name);
    if (!twice && !taken) return;
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "as",
      what: twice
        ? `“${columns[names.indexOf(name)]}” and “${columns[k]}” would both become “${name}”`
        : `${panel.table.source.name} has a column “${name}” already`,
      mend: "Give another name; * stands for the name of the column",
      details: { column: name },
    });
  });
}
