/** A number as print shows it: what stands before it, sign, digits, decimals, what stands after. */
const NUMBER = /^([^\d−]*)(−?)(\d[\d,]*)(\.\d+)?(\D*)$/;

/**
 * The number format by which a spreadsheet shows a value as print does: `0.008***` for 0.00829 is
 * `0.000"***"`, and `(−0.81)` is `"("0.00")";"(−"0.00")"`. A text that does not round its value, such
 * as `<0.001`, becomes the format as it stands. Blanks as wide as `pad` digits follow.
 */
export function excelFormat(text: string, value: number, pad = 0): string {
  const space = "_0".repeat(pad);
  const parts = NUMBER.exec(text);
  if (parts) {
    const [, before, minus, whole, decimals = "", after] = parts;
    const digits = decimals.length === 0 ? 0 : decimals.length - 1;
    const shown = Number(`${minus ? "-" : ""}${whole!.replaceAll(",", "")}${decimals}`);
    if (shown === Number(value.toFixed(digits))) {
      const places = (whole!.includes(",") ? "#,##0" : "0") + (digits > 0 ? `.${"0".repeat(digits)}` : "");
      const rest = `${places}${quoted(after!)}${space}`;
      return `${quoted(before!)}${rest};${quoted(`${before}−`)}${rest}`;
    }
  }
  return [quoted(text), quoted(text), quoted(text)].map((part) => part + space).join(";");
}

/** Text within a format, in which a quotation mark cannot stand. */
function quoted(text: string): string {
  return text === "" ? "" : `"${text.replaceAll('"', "”")}"`;
}
