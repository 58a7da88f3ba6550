/** OpenType features: no kerning and no ligatures, so that PNG and PDF set text alike. fontkit writes into what it is given: hand it a copy. */
export const PLAIN = Object.freeze({ kern: false, liga: false, clig: false });

/** How a text is set. */
export interface TextStyle {
  readonly bold: boolean;
  readonly italic: boolean;
}

/** One stroke of an outline: a command and its coordinates in font units, the y axis upwards. */
export interface OutlineCommand {
  readonly command: "moveTo" | "lineTo" | "quadraticCurveTo" | "bezierCurveTo" | "closePath";
  readonly args: readonly number[];
}

export interface PlacedGlyph {
  outline(): readonly OutlineCommand[];
  /** From the start of the text, in font units. */
  readonly x: number;
  readonly y: number;
}

/** One face of a font file. */
export interface Face {
  /** PostScript name. */
  readonly name: string;
  readonly file: string;
  /** The file's bytes; a collection holds several faces. */
  readonly data: Buffer;
  readonly isCollection: boolean;
  readonly unitsPerEm: number;
  has(codePoint: number): boolean;
  /** Glyphs and width of a text in font units. */
  layOut(text: string): { readonly glyphs: readonly PlacedGlyph[]; readonly width: number };
}

/** The fonts that pictures are drawn with; from `openFonts`. */
export interface Fonts {
  /** The first face that has a character, or null. */
  faceFor(codePoint: number, style: TextStyle): Face | null;
}
