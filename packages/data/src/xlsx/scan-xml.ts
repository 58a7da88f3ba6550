import type { ZipMember } from "../source/open-zip.ts";
import { peeked } from "../source/peeked.ts";
import { checkedUtf8 } from "../source/text-encoding.ts";
import { transcoded } from "../source/transcoded.ts";
import { type XmlHandler, xmlScanner } from "./xml-scanner.ts";

/** Scans a part of a workbook; nothing happens when it is absent. */
export async function scanXml(member: ZipMember | undefined, handler: Partial<XmlHandler>): Promise<void> {
  if (!member) return;
  const nothing = () => undefined;
  const scanner = xmlScanner({ open: nothing, close: nothing, text: nothing, ...handler });
  try {
    for await (const chunk of inUtf8(member)) {
      for (let at = 0; at < chunk.length; at += PIECE) scanner.push(chunk.subarray(at, at + PIECE));
    }
  } catch (error) {
    if (error instanceof Error) throw error;
    throw new Error("its text is not UTF-8");
  }
  scanner.end();
}

const PIECE = 2 ** 16;

async function* inUtf8(member: ZipMember): AsyncIterable<Uint8Array> {
  const content = await peeked(member.read());
  if (content === null) return;
  const marked = markedUtf16(content.first);
  const refuse = () => new Error("its text is not UTF-16, which it says it is");
  yield* marked === null ? checkedUtf8(content.all) : transcoded(content.all, marked, refuse);
}

function markedUtf16(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}
