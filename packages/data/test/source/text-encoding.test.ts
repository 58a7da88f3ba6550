import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkedUtf8, markedEncoding } from "../../src/source/text-encoding.ts";
import { collect, pieces } from "../work/pieces.ts";

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

  it("are marked by a byte order mark, or by zeros at every other place", () => {
    const text = "城市,gdp\n北京,3.6\n";
    expect(markedEncoding(Buffer.from(text))).toBe("utf-8");
    expect(markedEncoding(Buffer.from(`\uFEFF${text}`, "utf16le"))).toBe("utf-16le");
    expect(markedEncoding(Buffer.from(text, "utf16le"))).toBe("utf-16le");
    expect(markedEncoding(Buffer.from(text, "utf16le").swap16())).toBe("utf-16be");
    expect(markedEncoding(Buffer.from("a\0b\0\0c"))).toBe("utf-8");
  });
});
