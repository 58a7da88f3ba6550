/**
 * Follows the byte structure of GB18030: finds the first byte that does not fit, and counts the
 * characters whose second byte is an ASCII letter or sign. Chinese text has few of those (the common
 * characters have two high bytes); Western text taken for Chinese has hardly anything else.
 */
export interface Gb18030Checker {
  push(bytes: Uint8Array): void;
  finish(): void;
  readonly badAt: number | null;
  /** Line of the byte looked at last, from 1. */
  readonly line: number;
  readonly looksWestern: boolean;
}

export function gb18030Checker(): Gb18030Checker {
  let offset = 0;
  /** Bytes of the character begun; 0 between characters. */
  let place = 0;
  let begun = 0;
  let badAt: number | null = null;
  let high = 0;
  let withAscii = 0;
  let line = 1;

  function bad(at: number): never {
    badAt ??= at;
    throw new TypeError("not GB18030");
  }

  function push(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (place === 0) {
        if (byte <= 0x80) {
          if (byte === 10) line++;
          continue;
        }
        if (byte === 0xff) bad(offset + i);
        begun = offset + i;
        place = 1;
      } else if (place === 1) {
        if (byte >= 0x30 && byte <= 0x39) place = 2;
        else {
          if (byte < 0x40 || byte === 0x7f || byte === 0xff) bad(begun);
          if (byte < 0x80) withAscii++;
          else high++;
          place = 0;
        }
      } else if (place === 2) {
        if (byte < 0x81 || byte === 0xff) bad(begun);
        place = 3;
      } else {
        if (byte < 0x30 || byte > 0x39) bad(begun);
        high++;
        place = 0;
      }
    }
    offset += bytes.length;
  }

  return {
    push,
    finish() {
      if (place !== 0) bad(begun);
    },
    get badAt() {
      return badAt;
    },
    get line() {
      return line;
    },
    get looksWestern() {
      return withAscii > high;
    },
  };
}
