import type { Column, Table } from "@ceteris/core";
import type { ColumnSource } from "hyparquet-writer";

/**
 * A table as Parquet with Snappy compression, by hyparquet-writer. Missing cells are null; columns of
 * integers of up to 32 bits are integers, other numbers doubles. Labels are not kept.
 */
export async function parquetBytes(table: Table): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const columnData = Array.from(table.columns, ([name, column]) => ({
    name,
    nullable: true,
    ...stored(column),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 1_000_000, createdBy: "ceteris" }));
}

function stored(column: Column): Pick<ColumnSource, "type" | "data"> {
  if (column.type === "text") return { type: "STRING", data: [...column.values] };
  const { values } = column;
  const data = values.some(Number.isNaN) ? Array.from(values, (v) => (Number.isNaN(v) ? null : v)) : values;
  const whole = values.every((v) => Number.isNaN(v) || ((v | 0) === v && !Object.is(v, -0)));
  if (!whole) return { type: "DOUBLE", data };
  return { type: "INT32", data: data === values ? Int32Array.from(values) : data };
}
