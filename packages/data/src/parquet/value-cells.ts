import type { DecodedArray, SchemaElement } from "hyparquet";
import { exactNumbers } from "../values/exact-numbers.ts";
import { isIntegerArray, isNumberArray, valueColumn } from "../values/value-column.ts";
import type { PageValues } from "./page-values.ts";
import { isCoded, type ParquetCells } from "./parquet-page.ts";

/** What turns values as they are stored into those of JavaScript: dates, decimals, large integers. */
export type Converter = (stored: DecodedArray) => DecodedArray;

/** Numbers, truth values, moments. @throws Error (bytes) */
export function valueCells(
  nRows: number,
  element: SchemaElement,
  { codes, values }: PageValues,
  convert: Converter,
): ParquetCells {
  const cells = valueColumn(nRows);
  let dictionary: DecodedArray = [];
  return {
    dictionary(page) {
      dictionary = plain(convert(values(page, element)));
    },
    page(page, row) {
      const { present, nValues } = page;
      const coded = isCoded(page);
      const places = coded ? codes(page, dictionary.length) : null;
      const found = coded ? dictionary : plain(convert(values(page, element)));
      let rows = found;
      if (places !== null || present !== null) {
        rows = isNumberArray(found) ? new Float64Array(nValues).fill(Number.NaN) : new Array(nValues);
        for (let i = 0, k = 0; i < nValues; i++) {
          if (present !== null && present[i] === 0) continue;
          rows[i] = found[places === null ? k : places[k]!];
          k++;
        }
      }
      if (!cells.put(row, rows)) throw new Error("cells are of no plain type");
    },
    finish: cells.finish,
  };
}

function plain(values: DecodedArray): DecodedArray {
  return isIntegerArray(values) ? (exactNumbers(values) ?? values) : values;
}
