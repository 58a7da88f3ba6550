import { type Column, nameSome, type Warning } from "@ceteris/core";

/** Words of rows that add others up, without blanks between their characters. */
const WORDS = new Set([
  ...["合计", "总计", "小计", "共计", "总和", "全国", "全国合计", "全国总计", "全省合计", "全市合计"],
  ...["total", "Total", "TOTAL", "subtotal", "Subtotal", "grand total", "Grand total", "Grand Total"],
]);
const LONGEST = 12;
/** Beyond this a table is not one that somebody laid out. */
const MOST_ROWS = 100_000;
/** Share of rows above which such a word is a category of its own. */
const MOST = 0.5;

/** TOTAL_ROWS: rows that add others up and would be taken for units. */
export function totalRows(columns: ReadonlyMap<string, Column>): readonly Warning[] {
  return [...columns].flatMap(([name, { type, values }]) => {
    if (type !== "text" || values.length > MOST_ROWS) return [];
    const rows: number[] = [];
    const words = new Set<string>();
    values.forEach((text, i) => {
      if (text === null || text.length > LONGEST) return;
      if (!WORDS.has(text) && !WORDS.has(text.replace(/\s+/g, ""))) return;
      rows.push(i + 1);
      words.add(text);
    });
    if (rows.length === 0 || rows.length > MOST * values.length) return [];
    const [first] = words;
    const one = rows.length === 1;
    return [
      {
        code: "TOTAL_ROWS",
        message: `${one ? "Row" : "Rows"} ${nameSome(rows, 5)} of column “${name}” ${one ? "seems" : "seem"} to be a total of others (${nameSome([...words].map((word) => `“${word}”`))}) and would count as ${one ? "a unit" : "units"}. Leave ${one ? "it" : "them"} out with --where (in a study, data.where), for example ${/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `\`${name}\``} != '${first}'.`,
        details: { column: name, rows: rows.slice(0, 100), words: [...words] },
      },
    ];
  });
}
