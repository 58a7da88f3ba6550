import type { Table } from "@ceteris/core";

/** A table as an Arrow file (Feather 2, not compressed), by flechette. Missing cells are null; labels are not kept. */
export async function arrowBytes(table: Table): Promise<Uint8Array> {
  const { columnFromArray, float64, tableFromColumns, tableToIPC, utf8 } = await import("@uwdata/flechette");
  const columns = Array.from(table.columns, ([name, column]) => {
    if (column.type === "text") return [name, columnFromArray([...column.values], utf8())] as const;
    const { values } = column;
    const cells = values.some(Number.isNaN)
      ? Array.from(values, (v) => (Number.isNaN(v) ? null : v))
      : values;
    return [name, columnFromArray(cells, float64())] as const;
  });
  return tableToIPC(tableFromColumns(columns as never), { format: "file" })!;
}
