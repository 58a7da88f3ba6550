/** Text in GB18030 with the two-byte characters of GBK, as Excel in China saves CSV. */
export function encodeGb18030(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...pairOf(character));
  }
  return Uint8Array.from(bytes);
}

let pairs: ReadonlyMap<string, readonly [number, number]> | null = null;

function pairOf(character: string): readonly [number, number] {
  pairs ??= new Map(allPairs());
  const pair = pairs.get(character);
  if (!pair) throw new RangeError(`GBK has no ${character}`);
  return pair;
}

function* allPairs(): Iterable<readonly [string, readonly [number, number]]> {
  const decoder = new TextDecoder("gb18030");
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail !== 0x7f) yield [decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]];
    }
  }
}
