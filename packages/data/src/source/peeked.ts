/** Bytes whose first piece has been looked at. */
export interface Peeked {
  readonly first: Uint8Array;
  /** All of them, the first piece again. */
  readonly all: AsyncIterable<Uint8Array>;
}

/** Looks at the first piece of bytes; null when there is none. */
export async function peeked(bytes: AsyncIterable<Uint8Array>): Promise<Peeked | null> {
  const pieces = bytes[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return null;
  async function* all() {
    try {
      for (let next = first; !next.done; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return?.();
    }
  }
  return { first: first.value, all: all() };
}
