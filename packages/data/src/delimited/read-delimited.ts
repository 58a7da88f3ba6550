import type { Table } from "@ceteris/core";
import type { ReadOptions } from "../read-table.ts";
import type { Reader } from "../reader.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { foreignFormat } from "../source/foreign-format.ts";
import { checkedUtf8, markedEncoding, type NotUtf8, transcoded } from "../source/text-encoding.ts";
import { delimitedParser } from "./delimited-parser.ts";

/** Delimited text in UTF-8, UTF-16 or GB18030. */
export const delimitedReader: Reader = {
  format: "delimited text",
  claims: (head, extension) => foreignFormat(head, extension) === null,
  read: async (source, options) => {
    let decode = marked(source);
    let foundText: ReadonlySet<string> = new Set();
    // At most three passes: the encoding may turn out not to be UTF-8, and late text needs one more.
    for (;;) {
      const result = await parse(source, decode(), options, foundText);
      if ("notUtf8At" in result) {
        decode = () => transcoded(source.read(), "gb18030", source.name, result.notUtf8At);
      } else if ("kind" in result) return result;
      else foundText = result;
    }
  },
};

function marked(source: ByteSource): () => AsyncIterable<Uint8Array> {
  return async function* () {
    const chunks = source.read()[Symbol.asyncIterator]();
    const first = await chunks.next();
    if (first.done) return;
    const encoding = markedEncoding(first.value);
    async function* all() {
      for (let next = first; !next.done; next = await chunks.next()) yield next.value;
    }
    yield* encoding === "utf-8" ? checkedUtf8(all()) : transcoded(all(), encoding, source.name, null);
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
