import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gb18030Checker } from "../../src/source/gb18030.ts";
import { checkedUtf8, transcoded } from "../../src/source/text-encoding.ts";

async function* pieces(bytes: Uint8Array, cuts: readonly number[]) {
  const places = [...new Set(cuts.map((c) => c % (bytes.length + 1)))].sort((a, b) => a - b);
  for (const [k, from] of [0, ...places].entries()) yield bytes.subarray(from, places[k] ?? bytes.length);
}
const collect = async (chunks: AsyncIterable<Uint8Array>) => {
  const all = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  return Buffer.concat(all);
};

/** GB18030 of one character of each width, checked against iconv: a, é, 北, 㐂, 𠮷. */
const GB: readonly (readonly [string, readonly number[]])[] = [
  ["a", [0x61]],
  ["é", [0xa8, 0xa6]],
  ["北", [0xb1, 0xb1]],
  ["㐂", [0x81, 0x39, 0xef, 0x31]],
  ["𠮷", [0x95, 0x34, 0xb2, 0x35]],
];

describe("text encodings", () => {
  it("pass UTF-8 through however it is cut, and find the first byte that is not", async () => {
    const part = fc.constantFrom("a", "é", "城", "𠮷");
    await fc.assert(
      fc.asyncProperty(fc.array(part), fc.array(fc.nat()), fc.option(fc.nat()), async (parts, cuts, bad) => {
        const good = Buffer.from(parts.join(""));
        if (bad === null) {
          expect(await collect(checkedUtf8(pieces(good, cuts)))).toEqual(good);
          return;
        }
        const at = Buffer.from(parts.slice(0, bad % (parts.length + 1)).join("")).length;
        const broken = Buffer.concat([good.subarray(0, at), Buffer.from([0xb1]), good.subarray(at)]);
        await expect(collect(checkedUtf8(pieces(broken, cuts)))).rejects.toEqual({ notUtf8At: at });
      }),
      { numRuns: 500 },
    );
  });

  it("find a character cut off at the end", async () => {
    await expect(collect(checkedUtf8(pieces(Buffer.from("ab城").subarray(0, 4), [])))).rejects.toEqual({
      notUtf8At: 2,
    });
  });

  it("decode GB18030 however it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...GB)), fc.array(fc.nat()), async (parts, cuts) => {
        const bytes = Uint8Array.from(parts.flatMap(([, b]) => b));
        const decoded = await collect(transcoded(pieces(bytes, cuts), "gb18030", "t", 0));
        expect(decoded.toString()).toBe(parts.map(([c]) => c).join(""));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [[0x61, 0xff], 1],
    [[0xb1, 0xb1, 0xb1, 0x20], 2],
    [[0x81, 0x39, 0x20], 0],
    [[0x81, 0x39, 0xef, 0x61], 0],
    [[0x61, 0xb1], 1],
  ])("name the byte where %j stops being GB18030", async (bytes, at) => {
    const checker = gb18030Checker();
    expect(() => {
      checker.push(Uint8Array.from(bytes));
      checker.finish();
    }).toThrow(TypeError);
    expect(checker.badAt).toBe(at);
    await expect(collect(transcoded(pieces(Uint8Array.from(bytes), []), "gb18030", "t", 0))).rejects.toThrow(
      `nor GB18030 (byte ${at + 1}, in line 1, does not fit)`,
    );
  });

  it("do not take rare characters of real Chinese text for Western ones", () => {
    const checker = gb18030Checker();
    checker.push(Uint8Array.from([0xb1, 0xb1, 0xbe, 0xa9, 0xe9, 0x46])); // 北京镕, the last with an ASCII byte
    expect(checker.looksWestern).toBe(false);
  });
});
