import { nameSome, type Warning } from "@ceteris/core";
import { encodingName } from "./encoding-of.ts";
import type { EncodingGuess } from "./guess-encoding.ts";
import { wholeDecoder } from "./whole-decoder.ts";

/** ENCODING_GUESSED, unless the text is clearly GB18030; `texts` are some of those that tell. */
export function encodingGuessed(
  { encoding, rival }: EncodingGuess,
  texts: readonly Uint8Array[],
): readonly Warning[] {
  if (encoding === null || encoding === "utf-8" || (encoding === "gb18030" && rival === null)) return [];
  const decode = wholeDecoder(encoding);
  const read = texts.slice(0, LOOKED_AT).map((bytes) => decode(bytes).slice(0, 20));
  const extended = read.filter((text) => /[\ue000-\uf8ff]/.test(text));
  const examples = [...extended, ...read].slice(0, SHOWN);
  const shown = nameSome(
    examples.map((text) => `“${text}”`),
    SHOWN,
  );
  const name = encodingName(encoding);
  const why =
    rival === null
      ? `was read as ${name}, because that makes sense of its characters (${shown})`
      : `was read as ${name} (${shown}), but has too few characters beyond ASCII to tell it from ${encodingName(rival)}`;
  const lost =
    extended.length > 0 ? "; characters of its extensions, as those of Hong Kong, are not known" : "";
  return [
    {
      code: "ENCODING_GUESSED",
      message: `The text is not UTF-8 and ${why}${lost}. If they are wrong, give another encoding with --encoding (in a study, data.encoding).`,
      details: {
        encoding: name,
        rival: rival && encodingName(rival),
        examples,
        extended: extended.length > 0,
      },
    },
  ];
}

const SHOWN = 3;
const LOOKED_AT = 2000;
