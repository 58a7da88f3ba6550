import { nameSome, type Warning } from "@ceteris/core";

/** How notes below a table begin: 注：, 资料来源：, Source: and their like. */
const NOTE =
  /^[*#(（【[]?\s*(注|备注|说明|附注|本表|(资料|数据)?来源|(数据|表格)?说明|notes?\b|(data )?sources?\b|data from\b|last updated\b)/i;

export function isNote(text: string): boolean {
  return NOTE.test(text);
}

/** NOTES_LEFT_OUT, of the texts below a table. */
export function notesWarning(notes: readonly string[]): Warning[] {
  if (notes.length === 0) return [];
  const shown = notes.map((note) => `“${note.length > 40 ? `${note.slice(0, 40)}…` : note}”`);
  return [
    {
      code: "NOTES_LEFT_OUT",
      message: `${notes.length} ${notes.length === 1 ? "row" : "rows"} below the table with nothing but a text at the left ${notes.length === 1 ? "was" : "were"} left out as notes: ${nameSome(shown, 2)}.`,
      details: { count: notes.length, notes: notes.slice(0, 20) },
    },
  ];
}
