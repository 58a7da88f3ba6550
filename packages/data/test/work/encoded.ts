const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** Bytes of a text in an encoding of one and two bytes a character, which Node decodes but does not encode. */
export function encoded(text: string, encoding: string): Buffer {
  let table = tables.get(encoding);
  if (!table) {
    table = tableOf(encoding);
    tables.set(encoding, table);
  }
  return Buffer.from(
    Array.from(text).flatMap((c) => {
      const bytes = c < "\x80" ? [c.charCodeAt(0)] : table.get(c);
      if (!bytes) throw new Error(`${c} is not in ${encoding}`);
      return bytes;
    }),
  );
}

function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  const put = (bytes: readonly number[]) => {
    const text = new TextDecoder(encoding).decode(Uint8Array.from(bytes), { stream: true });
    if ([...text].length === 1 && text !== "\uFFFD" && !table.has(text)) table.set(text, bytes);
  };
  for (let lead = 0x80; lead < 0x100; lead++) put([lead]);
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) put([lead, trail]);
  return table;
}
