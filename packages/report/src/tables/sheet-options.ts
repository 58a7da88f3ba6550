import { type Label, labelText } from "@ceteris/core";
import type { Wording } from "../names.ts";
import { type Word, word } from "../words.ts";
import type { Sheet } from "./sheet.ts";

/** What every builder of a table takes. */
export interface SheetOptions extends Wording {
  /** Also the name of its files. Default: the kind of table, such as "balance". */
  readonly id?: string | undefined;
  /** Default: the kind of table in words. */
  readonly title?: Label | undefined;
  /** Sentences after those that the builder makes itself. */
  readonly notes?: readonly Label[] | undefined;
}

/** What a builder gives its sheet where the caller says nothing; notes that are null are left out. */
export interface OwnFrame {
  readonly id: string;
  readonly title: Word;
  readonly notes?: readonly (string | null)[] | undefined;
}

/** Everything of a sheet but its columns and rows. */
export function sheetFrame(
  options: SheetOptions,
  own: OwnFrame,
): Pick<Sheet, "id" | "title" | "lang" | "notes"> {
  const { lang = "en" } = options;
  return {
    id: options.id ?? own.id,
    title: options.title ? labelText(options.title, lang) : word(own.title, lang),
    lang,
    notes: [...(own.notes ?? []), ...(options.notes ?? []).map((n) => labelText(n, lang))].filter(
      (note) => note !== null,
    ),
  };
}
