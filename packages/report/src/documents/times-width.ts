/** Widths of the printable ASCII characters of Times New Roman in thousandths of the type size. */
const TIMES = [
  250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
  500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
  389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
  500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
  278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/** Others that tables print. */
const SIGNS: Readonly<Record<string, number>> = { "−": 564, "†": 500, "–": 500, "—": 1000, "²": 300 };

const SQUARE = /[\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\u{20000}-\u{3fffd}]/u;

/** Width of a line of text in Times New Roman, Chinese an em each, in the unit of `size`. */
export function timesWidth(text: string, size: number): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const width = code >= 32 && code < 127 ? TIMES[code - 32]! : SIGNS[character];
    sum += width ?? (SQUARE.test(character) ? 1000 : 600);
  }
  return (sum * size) / 1000;
}
