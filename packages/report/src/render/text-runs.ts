import { CeterisError, nameSome } from "@ceteris/core";
import type { Face, Fonts, TextStyle } from "./fonts.ts";

/** A stretch of text that one face sets. */
export interface TextRun {
  readonly text: string;
  readonly face: Face;
}

/** Characters that leave no ink and join what stands beside them. */
const INVISIBLE = /\p{Cc}|\p{Cf}|\p{Variation_Selector}/gu;

/**
 * Cuts a line of text into stretches, each set by the first font that has its characters. Spaces and
 * combining marks stay with what stands before them.
 *
 * @throws FONT_MISSING when no font has a character: it would be left blank
 */
export function textRuns(text: string, style: TextStyle, fonts: Fonts): readonly TextRun[] {
  const runs: { text: string; face: Face }[] = [];
  const missing = new Set<string>();
  for (const character of text.replace(INVISIBLE, "")) {
    const codePoint = character.codePointAt(0)!;
    const last = runs.at(-1);
    if (last && /[\s\p{M}]/u.test(character) && last.face.has(codePoint)) {
      last.text += character;
      continue;
    }
    const face = fonts.faceFor(codePoint, style);
    if (face === null) missing.add(character);
    else if (last?.face === face) last.text += character;
    else runs.push({ text: character, face });
  }
  if (missing.size > 0) throw fontMissing([...missing], text);
  return runs;
}

function fontMissing(characters: readonly string[], text: string): CeterisError {
  const named = characters.map(
    (c) => `“${c}” (U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")})`,
  );
  const han = characters.some((c) => /\p{Script=Han}/u.test(c));
  return new CeterisError({
    code: "FONT_MISSING",
    where: `text “${text}” of a chart`,
    what: `no font has ${nameSome(named)}, which would be left blank`,
    mend: `Name a font file that has ${characters.length === 1 ? "it" : "them"} (--font, or fonts in the study file), or install one, on Debian fonts-noto-${han ? "cjk" : "core"}`,
    details: { characters },
  });
}
