import { CeterisError, type Table } from "@ceteris/core";

/** Rows and columns of a sheet, and characters of a cell. */
const MOST = { rows: 1_048_575, columns: 16_384, characters: 32_767 };

/**
 * A table as an Excel workbook of one sheet, by SheetJS. Missing cells are empty; texts are text cells,
 * whatever they look like, so that none is a formula; infinite numbers are the texts `Inf` and `-Inf`.
 *
 * @throws OUTPUT_NOT_WRITABLE (more than a sheet or a cell holds)
 */
export async function xlsxBytes(table: Table): Promise<Uint8Array> {
  const columns = [...table.columns];
  if (table.nRows > MOST.rows || columns.length > MOST.columns) {
    throw refuse(
      table,
      `a sheet holds ${MOST.rows} rows and ${MOST.columns} columns, and there are ${table.nRows} and ${columns.length}`,
    );
  }
  const { utils, write } = await import("@e965/xlsx");
  const rows: (string | number | null)[][] = [columns.map(([name]) => name)];
  for (let i = 0; i < table.nRows; i++) {
    rows.push(
      columns.map(([name, { values }]) => {
        const value = values[i]!;
        if (typeof value === "string" && value.length > MOST.characters) {
          throw refuse(
            table,
            `the text of column “${name}” in row ${i + 1} has ${value.length} characters, and a cell holds ${MOST.characters}`,
          );
        }
        return typeof value === "number" ? shownNumber(value) : value;
      }),
    );
  }
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows, { dense: true }), "data");
  return new Uint8Array(write(book, { type: "array", bookType: "xlsx", compression: true, bookSST: true }));
}

function shownNumber(value: number): number | string | null {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return null;
  return value > 0 ? "Inf" : "-Inf";
}

function refuse(table: Table, what: string): CeterisError {
  return new CeterisError({
    code: "OUTPUT_NOT_WRITABLE",
    where: table.source.name,
    what,
    mend: "Write .csv or .parquet instead",
  });
}
