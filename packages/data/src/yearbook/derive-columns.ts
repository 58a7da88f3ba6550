import { CeterisError, definePanel, type Table, withColumn } from "@ceteris/core";
import { filterRows } from "../filter/filter-rows.ts";
import { computeColumn } from "../formula/compute-column.ts";
import { applyTransforms, type Transform } from "../transform/apply-transforms.ts";
import type { Derived, DerivedTransform, YearbookOptions } from "./yearbook-spec.ts";

/**
 * New columns, one after the other: each sees those before it.
 *
 * @throws the codes of `computeColumn`, `filterRows` and `applyTransforms`
 */
export function deriveColumns(table: Table, { unit, time, derive = {} }: YearbookOptions): Table {
  return Object.entries(derive).reduce((grown, [name, given]) => {
    if (typeof given === "object" && "verb" in given) return transformed(grown, name, given, { unit, time });
    const values = typeof given === "string" ? computeColumn(grown, given) : indicator(grown, given.where);
    return withColumn(grown, name, { type: "number", values });
  }, table);
}

/** How a column is derived, in a few words. */
export function derivedText(given: Derived): string {
  if (typeof given === "string") return given;
  if (!("verb" in given)) return given.where;
  const { verb, column, ...options } = given;
  const told = Object.entries(options).filter(([, value]) => value !== undefined);
  return `${verb} of ${column}${told.map(([key, value]) => `, ${key} ${value}`).join("")}`;
}

function transformed(
  table: Table,
  name: string,
  { column, ...given }: DerivedTransform,
  keys: { readonly unit: string; readonly time: string },
): Table {
  if (table.columns.has(name)) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: `derive, “${name}”`,
      what: "the panel has a column of this name already",
      mend: "Give the new column a name of its own",
      details: { column: name },
    });
  }
  const panel = definePanel(table, keys);
  return applyTransforms(panel, [{ ...given, columns: [column], as: name } as Transform]).table;
}

/** 1 in the rows that meet a condition, 0 in the others. */
function indicator(table: Table, condition: string): Float64Array {
  const values = new Float64Array(table.nRows);
  for (const row of filterRows(table, condition).source.rows!) values[row] = 1;
  return values;
}
