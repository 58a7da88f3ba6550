import type { ByteSource } from "./byte-source.ts";
import { unreadable } from "./unreadable.ts";

/** Reads bytes in order, as many as a format asks for at a time. */
export interface ByteCursor {
  /** Bytes taken so far. */
  readonly offset: number;
  /** The next `n` bytes, good until the next call. @throws FILE_UNREADABLE when the data end before */
  take(n: number): Promise<Buffer>;
  /** What is at hand, at least one byte, good until the next call; null at the end. */
  some(): Promise<Buffer | null>;
  atEnd(): Promise<boolean>;
  close(): Promise<void>;
}

export function byteCursor(source: ByteSource): ByteCursor {
  const chunks = source.read()[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array(0);
  let at = 0;
  let offset = 0;

  /** Makes `n` bytes stand in `held` from `at` on, if there are as many. */
  async function gather(n: number): Promise<boolean> {
    if (held.length - at >= n) return true;
    const pieces = [held.subarray(at)];
    let size = held.length - at;
    while (size < n) {
      const next = await chunks.next();
      if (next.done) break;
      pieces.push(next.value);
      size += next.value.length;
    }
    held = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    at = 0;
    return size >= n;
  }

  return {
    get offset() {
      return offset;
    },
    async take(n) {
      if (held.length - at < n && !(await gather(n))) {
        throw unreadable(
          source.name,
          `the file ends after ${offset + held.length - at} bytes, in the middle of its content`,
          "Copy or download the file again",
        );
      }
      const found = Buffer.from(held.buffer, held.byteOffset + at, n);
      at += n;
      offset += n;
      return found;
    },
    async some() {
      if (!(await gather(1))) return null;
      const found = Buffer.from(held.buffer, held.byteOffset + at, held.length - at);
      offset += found.length;
      at = held.length;
      return found;
    },
    atEnd: async () => !(await gather(1)),
    async close() {
      await chunks.return?.();
    },
  };
}
