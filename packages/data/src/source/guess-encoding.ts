import { JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL } from "./frequent-characters.ts";
import { wholeDecoder } from "./whole-decoder.ts";

/** UTF-8 is meant where some texts in it are damaged. */
export type GuessedEncoding = "utf-8" | "gb18030" | "big5" | "shift_jis" | "euc-kr" | "windows-1252";

/** Characters of one kind in a language, and the logarithm of the probability of each. */
interface Kind {
  readonly has: (character: string) => boolean;
  readonly each: number;
  /** To be expected in any text of the language. */
  readonly familiar: boolean;
}

/** What a text in one language looks like. */
interface Hypothesis {
  readonly encoding: GuessedEncoding;
  /** GB18030 is expected; the others have to be much more probable. */
  readonly prior: number;
  /** The first that has a character counts. */
  readonly kinds: readonly Kind[];
}

/** Punctuation, full-width forms, circled digits, arrows, Greek. */
const SIGN = /[\u00a0-\u00ff\u0370-\u03ff\u2000-\u2bff\u3000-\u303f\uff00-\uff60\uffe0-\uffef]/;
const SIGNS = familiar((c) => SIGN.test(c), 0.1, 150);
const HAN = /\p{Script=Han}/u;
const HANGUL = /\p{Script=Hangul}/u;
const PRIVATE = /[\ue000-\uf8ff]/;
const KANA = /[\u3040-\u30ff]/;
/** The 3755 common characters of GB 2312, and the others. */
const COMMON = new Set(
  new TextDecoder("gb18030").decode(
    Uint8Array.from({ length: 2 * 3755 }, (_, i) => {
      const at = i >> 1;
      return i % 2 === 0 ? 0xb0 + Math.floor(at / 94) : 0xa1 + (at % 94);
    }),
  ),
);
const HYPOTHESES: readonly Hypothesis[] = [
  {
    encoding: "gb18030",
    prior: 0,
    kinds: [
      familiar(among(SIMPLIFIED), 0.7, SIMPLIFIED.length),
      SIGNS,
      familiar((c) => COMMON.has(c), 0.17, 3000),
      other((c) => HAN.test(c), 0.03, 20_000),
      // GB18030 has all scripts.
      other((c) => !PRIVATE.test(c), 0.03, 100_000),
    ],
  },
  { encoding: "gb18030", prior: -3, kinds: chinese(TRADITIONAL, 20_000) },
  { encoding: "big5", prior: -12, kinds: chinese(TRADITIONAL, 13_000) },
  { encoding: "utf-8", prior: -20, kinds: chinese(SIMPLIFIED + TRADITIONAL, 20_000) },
  {
    encoding: "shift_jis",
    prior: -16,
    kinds: [
      familiar((c) => KANA.test(c), 0.4, 170),
      familiar(among(SIMPLIFIED + TRADITIONAL + JAPANESE), 0.4, 1300),
      SIGNS,
      other((c) => HAN.test(c), 0.1, 6000),
    ],
  },
  {
    encoding: "euc-kr",
    prior: -16,
    kinds: [
      familiar(among(KOREAN), 0.75, KOREAN.length),
      SIGNS,
      other((c) => HANGUL.test(c) || HAN.test(c), 0.15, 11_000),
    ],
  },
];

/** Hardly a character of an ordinary text; a byte that does not fit; a field that ends in a character. */
const OF_STRANGE = -16;
const PER_BAD_BYTE = -8;
const OF_CUT = -10;

/** Shares of familiar characters: what another encoding than GB18030 needs; to be its rival; what is too few. */
const FAMILIAR = 0.3;
const WELL_FAMILIAR = 0.5;
const HARDLY_FAMILIAR = 0.45;
/** Characters from which a share says something. */
const ENOUGH = 20;

export interface EncodingGuess {
  /** Null when no encoding makes sense of the texts. */
  readonly encoding: GuessedEncoding | null;
  /** Another that fits as well, where the texts are too few to tell. */
  readonly rival: GuessedEncoding | null;
}

/**
 * The encoding of texts that are not UTF-8, given as bytes, each once: the one that makes them most
 * probable by how frequent characters are in its language. GB18030 unless there is strong evidence
 * against it, whatever a few characters say.
 */
export function guessEncoding(texts: Iterable<Uint8Array>): EncodingGuess {
  const all = [...texts];
  const readings = [...HYPOTHESES.map((h) => readingOf(h, all)), westernReading(all)];
  const best = readings.reduce((a, b) => (b.score + b.prior > a.score + a.prior ? b : a));
  if (best.encoding !== "gb18030" && best.familiar >= FAMILIAR)
    return { encoding: best.encoding, rival: null };
  const chinese = readings.filter((r) => r.encoding === "gb18030");
  const senseless = ({ nBad, n, familiar }: Reading) =>
    nBad === 0 && n >= ENOUGH && familiar < HARDLY_FAMILIAR;
  if (chinese.every(senseless) && !all.some(hasFourBytes)) return { encoding: null, rival: null };
  const rival = readings.find(
    (r) => r.encoding !== "gb18030" && r.familiar >= WELL_FAMILIAR && r.score > best.score,
  );
  return { encoding: "gb18030", rival: rival?.encoding ?? null };
}

/** No other encoding has the characters of four bytes of GB18030. */
function hasFourBytes(bytes: Uint8Array): boolean {
  return /[\x81-\xfe][0-9][\x81-\xfe][0-9]/.test(Buffer.from(bytes).toString("latin1"));
}

interface Reading {
  readonly encoding: GuessedEncoding;
  readonly prior: number;
  /** Logarithm of the probability of the texts. */
  readonly score: number;
  /** Characters beyond ASCII, the share of those to be expected, and bytes that do not fit. */
  readonly n: number;
  readonly familiar: number;
  readonly nBad: number;
}

function readingOf({ encoding, prior, kinds }: Hypothesis, texts: readonly Uint8Array[]): Reading {
  let [score, n, nFamiliar, nBad] = [0, 0, 0, 0];
  for (const bytes of texts) {
    const { text, whole } = decoded(bytes, encoding);
    if (text === null) {
      const nHigh = bytes.reduce((sum, byte) => sum + (byte < 0x80 ? 0 : 1), 0);
      nBad += nHigh;
      n += nHigh / 2;
      score += PER_BAD_BYTE * nHigh;
      continue;
    }
    if (!whole) score += OF_CUT;
    for (const c of text) {
      if (c < "\x80") continue;
      const kind = kinds.find(({ has }) => has(c));
      n++;
      if (kind?.familiar) nFamiliar++;
      score += kind?.each ?? OF_STRANGE;
    }
  }
  return { encoding, prior, score, n, familiar: n === 0 ? 0 : nFamiliar / n, nBad };
}

/** Null when the bytes do not fit; a character cut off at the end, as in fields of a fixed width, counts for nothing. */
function decoded(bytes: Uint8Array, encoding: string): { text: string | null; whole: boolean } {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let text: string;
  try {
    text = decoder.decode(bytes, { stream: true });
  } catch {
    return { text: null, whole: false };
  }
  try {
    decoder.decode();
    return { text, whole: true };
  } catch {
    return { text, whole: false };
  }
}

const PRIOR_WESTERN = -6;
const LETTERS = new Set("éèêëàâäáãåçíîïìñóôöõòøúûüùßæœÉÈÊÀÂÄÁÃÅÇÍÎÑÓÔÖÕØÚÜÆŒ");
const WESTERN_SIGNS = new Set("‘’“”–—…€£°²³½§«»\u00a0·ºª±×µ");
const OF_LETTER = Math.log(1 / 60);
const OF_WESTERN_SIGN = Math.log(1 / 500);
const OF_UNUSUAL = Math.log(1 / 5000);

/** Windows-1252: accents among Latin letters, seldom two in a row. */
function westernReading(texts: readonly Uint8Array[]): Reading {
  const decode = wholeDecoder("windows-1252");
  let [score, n, nFamiliar] = [0, 0, 0];
  for (const bytes of texts) {
    const text = decode(bytes);
    for (let i = 0; i < text.length; i++) {
      const c = text[i]!;
      if (c < "\x80") continue;
      n++;
      const [before = " ", after = " "] = [text[i - 1], text[i + 1]];
      const fits = c === c.toLowerCase() ? !/[A-Z]/.test(after) : !/[a-z]/.test(before);
      const inWord = /[a-z]/i.test(before) && /[a-z]/i.test(after);
      const isLetter = LETTERS.has(c) && fits;
      const isSign = WESTERN_SIGNS.has(c) && (!inWord || "’·".includes(c));
      if (isLetter || isSign) nFamiliar++;
      score += isLetter ? OF_LETTER : isSign ? OF_WESTERN_SIGN : OF_UNUSUAL;
      const length = runAround(text, i);
      if (length > 1) score -= length > 2 ? 4 : 1.5;
    }
  }
  // Other languages in Latin letters share many of these.
  const familiar = n > 0 && nFamiliar >= 0.75 * n ? 1 : 0;
  return { encoding: "windows-1252", prior: PRIOR_WESTERN, score, n, familiar, nBad: 0 };
}

/** Characters beyond ASCII in a row around one, up to three. */
function runAround(text: string, i: number): number {
  let length = 1;
  for (let k = i - 1; k >= 0 && length < 3 && text[k]! >= "\x80"; k--) length++;
  for (let k = i + 1; k < text.length && length < 3 && text[k]! >= "\x80"; k++) length++;
  return length;
}

function chinese(characters: string, nOthers: number): readonly Kind[] {
  return [
    familiar(among(characters), 0.75, characters.length),
    SIGNS,
    other((c) => HAN.test(c), 0.15, nOthers),
  ];
}

function among(characters: string): Kind["has"] {
  const set = new Set(characters);
  return (c) => set.has(c);
}

/** Characters that together have this share of a text, and are so many. */
function familiar(has: Kind["has"], share: number, many: number): Kind {
  return { has, each: Math.log(share / many), familiar: true };
}

function other(has: Kind["has"], share: number, many: number): Kind {
  return { has, each: Math.log(share / many), familiar: false };
}
