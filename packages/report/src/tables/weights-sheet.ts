import { type IndexResult, type IndicatorWeight, type Language, labelText } from "@ceteris/core";
import { word } from "../words.ts";
import { blank, bodyRow, numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Cell, Sheet, SheetColumn } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface WeightsSheetOptions extends SheetOptions {
  /** Decimals of the weight in per cent; default 2. */
  readonly digits?: number | undefined;
}

/**
 * The indicators of an index with entropy, divergence and weight, in the order of its specification.
 *
 * @example
 * const sheet = weightsSheet(index, { lang: "zh" });
 */
export function weightsSheet(index: Pick<IndexResult, "weights">, options: WeightsSheetOptions = {}): Sheet {
  const { lang = "en", digits = 2 } = options;
  const rows = index.weights;
  const parts: readonly Part[] = [
    ...(rows.some((r) => r.dimension !== null) ? [levelPart("dimension", lang)] : []),
    ...(rows.some((r) => r.group !== null) ? [levelPart("group", lang)] : []),
    {
      column: { key: "indicator", header: word("indicator", lang), align: "left" },
      cell: (r) => textCell(indicatorName(r, options, lang)),
    },
    {
      column: { key: "direction", header: word("direction", lang), align: "center" },
      cell: (r) => textCell(word(r.direction, lang)),
    },
    ...(rows.some((r) => r.entropy !== null) ? [numberPart("entropy", lang)] : []),
    ...(rows.some((r) => r.divergence !== null) ? [numberPart("divergence", lang)] : []),
    {
      column: { key: "weight", header: word("weightPct", lang), align: "decimal" },
      cell: (r) => numberCell(100 * r.weight, digits),
    },
  ];
  const total = rows.reduce((sum, r) => sum + r.weight, 0);
  const totalCells = parts.map((_, i): Cell => {
    if (i === parts.length - 1) return numberCell(100 * total, digits);
    return i === 0 ? textCell(word("total", lang)) : blank;
  });
  return makeSheet({
    ...sheetFrame(options, { id: "weights", title: "titleWeights" }),
    columns: parts.map((p) => p.column),
    rows: [
      ...rows.map((row, i) => bodyRow(parts.map((p) => p.cell(row, rows[i - 1])))),
      { kind: "rule" },
      bodyRow(totalCells),
    ],
  });
}

interface Part {
  readonly column: SheetColumn;
  cell(row: IndicatorWeight, above: IndicatorWeight | undefined): Cell;
}

/** A label shown once for neighbouring rows that share it. */
function levelPart(key: "dimension" | "group", lang: Language): Part {
  const shown = (row: IndicatorWeight | undefined, level: "dimension" | "group") => {
    const label = row?.[level];
    return label === null || label === undefined ? "" : labelText(label, lang);
  };
  return {
    column: { key, header: word(key, lang), align: "left" },
    cell(row, above) {
      const text = shown(row, key);
      const sameParent = key === "dimension" || shown(row, "dimension") === shown(above, "dimension");
      return { text, repeated: above !== undefined && sameParent && text === shown(above, key) };
    },
  };
}

function numberPart(key: "entropy" | "divergence", lang: Language): Part {
  return {
    column: { key, header: word(key, lang), align: "decimal" },
    cell: (row) => numberCell(row[key], 4),
  };
}

/** The specification's own label, unless the caller names the column. */
function indicatorName(row: IndicatorWeight, options: WeightsSheetOptions, lang: Language): string {
  const given = options.labels;
  const label = given && Object.hasOwn(given, row.indicator) ? given[row.indicator]! : row.label;
  return labelText(label, lang);
}
