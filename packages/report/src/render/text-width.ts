/**
 * Widths of the printable ASCII characters of Helvetica in thousandths of the type size, from space
 * to tilde. Arial and Liberation Sans share them.
 */
const HELVETICA = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** Scripts whose characters fill a square: Chinese, kana, Hangul, full-width forms, emoji. */
const SQUARE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const COMBINING = /\p{M}|\u200b|\u200d/u;

/**
 * Width of a line of text in pixels without a font at hand. Five per cent are added to Helvetica's
 * widths for faces that are wider, six more when bold, so that what is laid out is not cut off.
 */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code >= 32 && code < 127) sum += 1.05 * HELVETICA[code - 32]!;
    else if (SQUARE.test(character)) sum += 1000;
    else if (!COMBINING.test(character)) sum += 620;
  }
  return (sum * fontSize * (bold ? 1.06 : 1)) / 1000;
}
