import { makeTable, type Table, type Warning } from "@ceteris/core";
import type { ReadOptions } from "../read-options.ts";
import type { Reader } from "../reader.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { declaredEncoding } from "../source/declared-encoding.ts";
import { neitherEncoding, notAsDeclared, notAsMarked, senselessText } from "../source/encoding-errors.ts";
import { encodingGuessed } from "../source/encoding-guessed.ts";
import { foreignFormat } from "../source/foreign-format.ts";
import { foreignTexts } from "../source/foreign-texts.ts";
import { guessEncoding } from "../source/guess-encoding.ts";
import { peeked } from "../source/peeked.ts";
import { checkedUtf8, markedEncoding, type NotUtf8 } from "../source/text-encoding.ts";
import { transcoded } from "../source/transcoded.ts";
import { delimitedParser } from "./delimited-parser.ts";

/** Delimited text in any encoding that is declared or can be told. */
export const delimitedReader: Reader = {
  format: "delimited text",
  claims: (head, extension) => foreignFormat(head, extension) === null,
  read: async (source, options) => {
    const { name } = source;
    const declared = declaredEncoding(options.encoding);
    let decode =
      declared === null || declared === "utf-8"
        ? marked(source)
        : () => transcoded(source.read(), declared, (place) => notAsDeclared(name, declared, place));
    let warnings: readonly Warning[] = [];
    let foundText: ReadonlySet<string> = new Set();
    // At most three passes: the encoding may turn out not to be UTF-8, and late text needs one more.
    for (;;) {
      const result = await parse(source, decode(), options, foundText);
      if ("notUtf8At" in result) {
        const byte = result.notUtf8At + 1;
        if (declared !== null) throw notAsDeclared(name, declared, { byte, line: null });
        const texts = await foreignTexts(source.read());
        const guess = guessEncoding(texts);
        const { encoding } = guess;
        if (encoding === null) throw senselessText(name, byte);
        warnings = encodingGuessed(guess, texts);
        decode = () =>
          transcoded(source.read(), encoding, (place) => neitherEncoding(name, byte, encoding, place));
      } else if ("kind" in result) {
        return makeTable(result.columns, {
          ...result.source,
          warnings: [...warnings, ...result.source.warnings],
        });
      } else foundText = result;
    }
  },
};

function marked(source: ByteSource): () => AsyncIterable<Uint8Array> {
  return async function* () {
    const text = await peeked(source.read());
    if (text === null) return;
    const encoding = markedEncoding(text.first);
    yield* encoding === "utf-8"
      ? checkedUtf8(text.all)
      : transcoded(text.all, encoding, (place) => notAsMarked(source.name, encoding, place));
  };
}

async function parse(
  source: ByteSource,
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  foundText: ReadonlySet<string>,
): Promise<Table | ReadonlySet<string> | NotUtf8> {
  const parser = delimitedParser({
    name: source.name,
    options,
    foundText,
    delimiter: options.delimiter ?? (/^\.(tsv|tab)$/.test(source.extension) ? "\t" : null),
    expectedBytes: source.size,
  });
  try {
    for await (const chunk of chunks) parser.push(chunk, false);
  } catch (error) {
    if (typeof error === "object" && error !== null && "notUtf8At" in error) return error as NotUtf8;
    throw error;
  }
  parser.push(new Uint8Array(0), true);
  return parser.finish();
}
