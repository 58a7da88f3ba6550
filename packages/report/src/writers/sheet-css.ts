/** Widths of the two sides of a decimal point, in digits. */
const sides = Array.from(
  { length: 24 },
  (_, n) => `.sheet .w${n}{min-width:${n}ch}.sheet .r${n}{min-width:${n}ch}`,
).join("\n");

/** The style of `sheetToHtml`: three lines, figures of equal width, the note in small type. */
export const SHEET_CSS = `.sheet {
  border-collapse: collapse;
  border-top: 1.5px solid currentColor;
  border-bottom: 1.5px solid currentColor;
  font-family: "Times New Roman", Times, "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, "WenQuanYi Micro Hei", serif;
  font-variant-numeric: tabular-nums lining-nums;
  line-height: 1.35;
}
.sheet caption { caption-side: top; padding: 0 0 .55em; font-weight: 600; text-align: center; }
.sheet th, .sheet td { padding: .22em .7em; border: 0; font-weight: 400; vertical-align: baseline; white-space: nowrap; }
.sheet thead th { padding-block: .35em; min-width: 3.6em; white-space: normal; text-wrap: balance; }
.sheet thead tr:last-child th, .sheet thead th[rowspan] { border-bottom: .75px solid currentColor; }
.sheet thead th[rowspan] { vertical-align: bottom; }
.sheet thead .group { text-align: center; border-bottom: .5px solid color-mix(in srgb, currentColor 55%, transparent); }
.sheet tbody + tbody { border-top: .75px solid currentColor; }
.sheet tbody tr:first-child > * { padding-top: .4em; }
.sheet tbody tr:last-child > * { padding-bottom: .4em; }
.sheet tr.continues > * { padding-top: 0; }
.sheet .left { text-align: left; }
.sheet .right { text-align: right; }
.sheet .center, .sheet .decimal { text-align: center; }
.sheet .decimal { white-space: nowrap; }
.sheet .decimal span { display: inline-block; }
.sheet .decimal span:first-child { text-align: right; }
.sheet .decimal span:last-child { text-align: left; }
.sheet .wrap { white-space: normal; min-width: 18em; }
.sheet .panel th { padding-top: .6em; text-align: left; font-style: italic; }
.sheet:lang(zh) .panel th { font-style: normal; font-weight: 600; }
.sheet tfoot { border-top: 1.5px solid currentColor; }
.sheet tfoot td { padding: .5em 0 0; font-size: .86em; max-width: 0; text-align: left; white-space: normal; }
.sheet:has(tfoot) { border-bottom: 0; }
${sides}`;
