import type { Language } from "@ceteris/core";

/** `decimal` sets numbers one under another at their decimal point, stars and brackets outside. */
export type Align = "left" | "right" | "center" | "decimal";

export interface SheetColumn {
  readonly key: string;
  readonly header: string;
  readonly align: Align;
  /** Heading above neighbouring columns that share it. */
  readonly group?: string | undefined;
  /** Long text, which may break into lines. */
  readonly wrap?: boolean | undefined;
}

export interface Cell {
  /** As print shows it. */
  readonly text: string;
  /** The number behind the text, in full precision; null when the number is not identified. */
  readonly value?: number | null | undefined;
  /** Where it differs from its column's, as a count among coefficients. */
  readonly align?: Align | undefined;
  /** Same as the cell above: print leaves it blank, data formats repeat it. */
  readonly repeated?: boolean | undefined;
}

export type SheetRow =
  | {
      readonly kind: "body";
      readonly cells: readonly Cell[];
      /** Belongs to the row above, as a bracket under its coefficient. */
      readonly continues?: boolean | undefined;
    }
  /** A heading across the table: "Panel A". */
  | { readonly kind: "panel"; readonly title: string }
  /** A thin line between parts. */
  | { readonly kind: "rule" };

/**
 * A table ready to print, in one language: what every builder returns and every writer takes. Plain
 * JSON; each body row has one cell for each column.
 */
export interface Sheet {
  /** Also the name of its files. */
  readonly id: string;
  readonly title: string;
  readonly lang: Language;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly SheetRow[];
  /** Sentences under the table. */
  readonly notes: readonly string[];
}

/** What a person sees in a cell: one line, blank where it repeats the one above. */
export function shownText(cell: Cell): string {
  return cell.repeated ? "" : oneLine(cell.text);
}

/** Text on one line, control characters gone: no terminal sequence, no broken row. */
export function oneLine(text: string): string {
  return text
    .replace(/[ \t\n\v\f\r\u0085\u2028\u2029]+/g, " ")
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");
}
