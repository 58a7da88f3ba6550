/** What a scanner meets, in order. Names come without their prefix; texts may come in pieces. */
export interface XmlHandler {
  open(name: string, tag: string): void;
  close(name: string): void;
  text(text: string): void;
}

export interface XmlScanner {
  push(text: string): void;
  end(): void;
}

/** More than any tag or text of a workbook needs. */
const LONGEST = 2 ** 22;

/**
 * Splits the XML of office files into tags and texts, as it arrives. Document types are refused, so that
 * there are no entities but the five of XML and those by number; nothing is ever loaded.
 *
 * @throws Error, for the caller to name the file
 */
export function xmlScanner(handler: XmlHandler): XmlScanner {
  let rest = "";

  function push(piece: string): void {
    const s = rest === "" ? piece : rest + piece;
    let at = 0;
    for (;;) {
      const from = s.indexOf("<", at);
      if (from < 0) break;
      if (from > at) handler.text(unescapeXml(s.slice(at, from)));
      at = from;
      const end = tag(s, from);
      if (end < 0) break;
      at = end;
    }
    rest = s.slice(at);
    if (rest.length > LONGEST) throw new Error("a tag or text has more than 4 million characters");
  }

  /** Handles the tag at `from` and returns where it ends; -1 when it is not complete. */
  function tag(s: string, from: number): number {
    const mark = s[from + 1];
    if (mark === "!" || mark === "?") return declaration(s, from);
    let end = s.indexOf(">", from);
    while (end >= 0 && !evenQuotes(s, from, end)) end = s.indexOf(">", end + 1);
    if (end < 0) return -1;
    if (mark === "/") handler.close(nameIn(s, from + 2, end));
    else {
      const name = nameIn(s, from + 1, end);
      handler.open(name, s.slice(from, end));
      if (s[end - 1] === "/") handler.close(name);
    }
    return end + 1;
  }

  function declaration(s: string, from: number): number {
    for (const [start, stop] of DECLARATIONS) {
      if (!s.startsWith(start, from)) continue;
      const end = s.indexOf(stop, from + start.length);
      if (end < 0) return -1;
      if (start === CDATA) handler.text(s.slice(from + start.length, end));
      return end + stop.length;
    }
    if (s.length - from < CDATA.length) return -1;
    throw new Error("it declares a document type, which data files have no use for");
  }

  return {
    push,
    end() {
      if (rest.trim() !== "") throw new Error("it is cut off");
    },
  };
}

const CDATA = "<![CDATA[";
const DECLARATIONS = [
  ["<!--", "-->"],
  [CDATA, "]]>"],
  ["<?", "?>"],
] as const;

/** The value of an attribute in the text of a tag. */
export function attribute(tag: string, name: string): string | undefined {
  for (let at = tag.indexOf(name); at >= 0; at = tag.indexOf(name, at + 1)) {
    const before = tag.charCodeAt(at - 1);
    const equals = at + name.length;
    if (before > 32 || tag[equals] !== "=") continue;
    const quote = tag[equals + 1];
    if (quote !== '"' && quote !== "'") continue;
    const end = tag.indexOf(quote, equals + 2);
    return end < 0 ? undefined : unescapeXml(tag.slice(equals + 2, end));
  }
  return undefined;
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

function evenQuotes(s: string, from: number, end: number): boolean {
  let count = 0;
  for (let at = s.indexOf('"', from); at >= 0 && at < end; at = s.indexOf('"', at + 1)) count++;
  return count % 2 === 0;
}

function nameIn(s: string, from: number, end: number): string {
  let to = from;
  let start = from;
  for (; to < end; to++) {
    const c = s.charCodeAt(to);
    if (c <= 32 || c === 47) break;
    if (c === 58) start = to + 1;
  }
  return s.slice(start, to);
}
