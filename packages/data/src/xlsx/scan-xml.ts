import type { ZipMember } from "../zip/open-zip.ts";
import { type XmlHandler, xmlScanner } from "./xml-scanner.ts";

/** Scans a part of a workbook; nothing happens when it is absent. */
export async function scanXml(member: ZipMember | undefined, handler: Partial<XmlHandler>): Promise<void> {
  if (!member) return;
  const nothing = () => {};
  const scanner = xmlScanner({ open: nothing, close: nothing, text: nothing, ...handler });
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of member.read()) {
    decoder ??= new TextDecoder(markedUtf16(chunk) ?? "utf-8", { fatal: true });
    for (let at = 0; at < chunk.length; at += PIECE) {
      scanner.push(decoder.decode(chunk.subarray(at, at + PIECE), { stream: true }));
    }
  }
  scanner.push(decoder?.decode() ?? "");
  scanner.end();
}

const PIECE = 2 ** 16;

function markedUtf16(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
}
