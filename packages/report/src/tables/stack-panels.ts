import { CeterisError, type Label, labelText } from "@ceteris/core";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet, SheetRow } from "./sheet.ts";

export interface SheetPanel {
  /** As "Panel A. All cities". */
  readonly title: Label;
  readonly sheet: Sheet;
}

export interface StackPanelsOptions {
  /** Also the name of its files. Default: the first sheet's. */
  readonly id?: string | undefined;
  /** Default: the first sheet's. */
  readonly title?: Label | undefined;
}

/**
 * Tables with the same columns as the panels of one: a heading, then the panel's rows. A note that all
 * panels share stands once; others say which panel they are about.
 *
 * @throws OPTION_INVALID when the sheets differ in their columns or language
 * @example
 * stackPanels([
 *   { title: "Panel A. All cities", sheet: regressionSheet(all) },
 *   { title: "Panel B. Without capitals", sheet: regressionSheet(some) },
 * ]);
 */
export function stackPanels(
  panels: readonly [SheetPanel, ...SheetPanel[]],
  options: StackPanelsOptions = {},
): Sheet {
  const first = panels[0].sheet;
  const { lang, columns } = first;
  const heads = (sheet: Sheet) =>
    sheet.columns.map(({ header, group }) => `${group ?? ""}\n${header}`).join("\t");
  const other = panels.find(({ sheet }) => heads(sheet) !== heads(first) || sheet.lang !== lang);
  if (other) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "panels",
      what: `“${labelText(other.title, lang)}” has other columns than “${labelText(panels[0].title, lang)}”`,
      mend: "Give every panel the same columns, groups and language, or print separate tables",
    });
  }
  const rows = panels.flatMap(({ title, sheet }, i): SheetRow[] => [
    ...(i > 0 ? [{ kind: "rule" } as const] : []),
    { kind: "panel", title: labelText(title, lang) },
    ...sheet.rows,
  ]);
  const shared = first.notes.filter((note) => panels.every(({ sheet }) => sheet.notes.includes(note)));
  const own = panels.flatMap(({ title, sheet }) =>
    sheet.notes
      .filter((note) => !shared.includes(note))
      .map((note) => `${labelText(title, lang)}${lang === "zh" ? "：" : ": "}${note}`),
  );
  return makeSheet({
    id: options.id ?? first.id,
    title: options.title === undefined ? first.title : labelText(options.title, lang),
    lang,
    columns,
    rows,
    notes: [...shared, ...own],
  });
}
