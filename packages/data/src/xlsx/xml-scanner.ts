/** The inside of a tag, attributes and all, good until the handler returns. */
export interface XmlTag {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** What a scanner meets, in order. Names come without their prefix. */
export interface XmlHandler {
  /** May read on in the bytes of the tag, up to and with its closing tag, and returns then where that ends. */
  open(name: string, tag: XmlTag): number | undefined;
  close(name: string): void;
  /** `bytes[start, end)`, entities and all unless it is `raw`; a text may come in several pieces. */
  text(bytes: Buffer, start: number, end: number, raw: boolean): void;
}

export interface XmlScanner {
  push(bytes: Uint8Array): void;
  end(): void;
}

/** More than any tag or text of a workbook needs. */
const LONGEST = 2 ** 22;
const [LESS, MORE, SLASH, EQUALS, COLON] = [60, 62, 47, 61, 58];
const [DOUBLE_QUOTE, QUOTE, MARK, QUESTION] = [34, 39, 33, 63];

/**
 * Splits the XML of office files, in UTF-8, into tags and texts as it arrives. Document types are refused, so
 * that there are no entities but the five of XML and those by number; nothing is ever loaded.
 *
 * @throws Error, for the caller to name the file
 */
export function xmlScanner(handler: XmlHandler): XmlScanner {
  let rest: Buffer = Buffer.alloc(0);
  const tag = { bytes: rest, start: 0, end: 0 };

  function push(piece: Uint8Array): void {
    const bytes =
      rest.length === 0
        ? Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
        : Buffer.concat([rest, piece]);
    tag.bytes = bytes;
    let at = 0;
    for (;;) {
      const from = bytes.indexOf(LESS, at);
      if (from < 0) break;
      if (from > at) handler.text(bytes, at, from, false);
      at = from;
      const end = passTag(bytes, from);
      if (end < 0) break;
      at = end;
    }
    rest = bytes.subarray(at);
    if (rest.length > LONGEST) throw new Error("a tag or text has more than 4 million bytes");
  }

  /** Handles the tag at `from` and returns where it ends; -1 when it is not complete. */
  function passTag(bytes: Buffer, from: number): number {
    const { length } = bytes;
    const mark = bytes[from + 1];
    if (mark === MARK || mark === QUESTION) return declaration(bytes, from);
    const isClosing = mark === SLASH;
    let start = isClosing ? from + 2 : from + 1;
    let to = start;
    for (; to < length; to++) {
      const c = bytes[to]!;
      if (c === COLON) start = to + 1;
      else if (c <= 32 || c === SLASH || c === MORE) break;
    }
    let end = to;
    while (end < length && bytes[end] !== MORE) {
      const c = bytes[end]!;
      end++;
      if (c !== DOUBLE_QUOTE && c !== QUOTE) continue;
      while (end < length && bytes[end] !== c) end++;
      end++;
    }
    if (end >= length) return -1;
    const name = to - start === 1 ? LETTERS[bytes[start]!]! : bytes.toString("latin1", start, to);
    if (isClosing) handler.close(name);
    else {
      const isEmpty = bytes[end - 1] === SLASH;
      tag.start = to;
      tag.end = isEmpty ? end - 1 : end;
      const read = handler.open(name, tag);
      if (read !== undefined) return read;
      if (isEmpty) handler.close(name);
    }
    return end + 1;
  }

  function declaration(bytes: Buffer, from: number): number {
    const head = bytes.toString("latin1", from, Math.min(from + CDATA.length, bytes.length));
    for (const [start, stop] of DECLARATIONS) {
      if (!head.startsWith(start)) continue;
      const end = bytes.indexOf(stop, from + start.length, "latin1");
      if (end < 0) return -1;
      if (start === CDATA) handler.text(bytes, from + start.length, end, true);
      return end + stop.length;
    }
    if (bytes.length - from < CDATA.length) return -1;
    throw new Error("it declares a document type, which data files have no use for");
  }

  return {
    push,
    end() {
      if (rest.toString().trim() !== "") throw new Error("it is cut off");
    },
  };
}

const CDATA = "<![CDATA[";
const DECLARATIONS = [
  ["<!--", "-->"],
  [CDATA, "]]>"],
  ["<?", "?>"],
] as const;
const LETTERS = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));

/** Where an attribute stands in the bytes of its tag, its value without quotation marks. */
export interface AttributePlace {
  nameStart: number;
  nameEnd: number;
  start: number;
  end: number;
}

/** Finds the attribute from `at` on, and returns where the next may be; -1 when there is none. */
export function nextAttribute({ bytes, end }: XmlTag, at: number, place: AttributePlace): number {
  let i = at;
  while (i < end && bytes[i]! <= 32) i++;
  place.nameStart = i;
  while (i < end && bytes[i] !== EQUALS && bytes[i]! > 32) i++;
  place.nameEnd = i;
  while (i < end && bytes[i] !== DOUBLE_QUOTE && bytes[i] !== QUOTE) i++;
  const quote = bytes[i]!;
  place.start = ++i;
  while (i < end && bytes[i] !== quote) i++;
  place.end = i;
  return i < end ? i + 1 : -1;
}

/** The value of an attribute, by its name with any prefix it has. */
export function attribute(tag: XmlTag, name: string): string | undefined {
  const place = { nameStart: 0, nameEnd: 0, start: 0, end: 0 };
  for (let at = nextAttribute(tag, tag.start, place); at >= 0; at = nextAttribute(tag, at, place)) {
    if (place.nameEnd - place.nameStart !== name.length) continue;
    if (tag.bytes.toString("latin1", place.nameStart, place.nameEnd) === name)
      return xmlText(tag.bytes, place.start, place.end, false);
  }
  return undefined;
}

/** A text as it is meant. */
export function xmlText(bytes: Buffer, start: number, end: number, raw: boolean): string {
  const text = bytes.toString("utf8", start, end);
  return raw ? text : unescapeXml(text);
}

export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/g,
    (whole, hex, decimal, word) => {
      if (word !== undefined) return NAMED[word as string]!;
      const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
