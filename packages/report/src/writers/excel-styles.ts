/** The parts of a font in the order that the schema of SpreadsheetML gives them (CT_Font). */
const FONT_PARTS = [
  "b",
  "i",
  "strike",
  "condense",
  "extend",
  "outline",
  "shadow",
  "u",
  "vertAlign",
  "sz",
  "color",
  "name",
  "family",
  "charset",
  "scheme",
];

/** A workbook's styles with every font's parts in order, as strict readers want them. */
export function orderedFonts(styles: string): string {
  return styles.replace(/<font>(.*?)<\/font>/gs, (_, inside: string) => {
    const parts = inside.match(/<\w+[^>]*\/>/g) ?? [];
    const place = (part: string) => FONT_PARTS.indexOf(/^<(\w+)/.exec(part)![1]!);
    return `<font>${parts.sort((a, b) => place(a) - place(b)).join("")}</font>`;
  });
}
