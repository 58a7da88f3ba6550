import { nameSome, type Warning } from "@ceteris/core";

/** BUSINESS_DATES: days counted by a calendar that is a file of its own, as display formats such as `%tbnyse` say. */
export function businessDates(
  columns: readonly { readonly name: string; readonly format: string }[],
): readonly Warning[] {
  const found = columns.flatMap(({ name, format }) => {
    const calendar = /^%-?tb(\w+)/.exec(format)?.[1];
    return calendar === undefined ? [] : [{ name, calendar }];
  });
  if (found.length === 0) return [];
  const names = found.map(({ name }) => name);
  const calendars = [...new Set(found.map(({ calendar }) => calendar))];
  const one = names.length === 1;
  return [
    {
      code: "BUSINESS_DATES",
      message: `${one ? "Column" : "Columns"} ${nameSome(names.map((name) => `“${name}”`))} ${one ? "counts" : "count"} the days of a business calendar (${nameSome(calendars)}), which Stata keeps in a file of its own; the counts were kept. For dates write them in Stata with dofb().`,
      details: { columns: names.slice(0, 100), calendars },
    },
  ];
}
