import { nameSome, type Warning } from "@ceteris/core";

/** Says which columns were left out because their cells are lists or records. */
export function nestedWarning(columns: readonly string[]): readonly Warning[] {
  if (columns.length === 0) return [];
  const one = columns.length === 1;
  return [
    {
      code: "NESTED_LEFT_OUT",
      message: `${columns.length} ${one ? "column" : "columns"} whose cells are lists, records or bytes ${one ? "was" : "were"} left out: ${nameSome(columns)}. Spread them over columns of their own if they are needed.`,
      details: { columns: columns.slice(0, 100) },
    },
  ];
}
