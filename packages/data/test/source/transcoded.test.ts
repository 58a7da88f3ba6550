import { CeterisError } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BadPlace, transcoded } from "../../src/source/transcoded.ts";
import { collect, pieces } from "../work/pieces.ts";

/** GB18030 of one character of each width, checked against iconv: a, é, 北, 㐂, 𠮷. */
const GB: readonly (readonly [string, readonly number[]])[] = [
  ["a", [0x61]],
  ["é", [0xa8, 0xa6]],
  ["北", [0xb1, 0xb1]],
  ["㐂", [0x81, 0x39, 0xef, 0x31]],
  ["𠮷", [0x95, 0x34, 0xb2, 0x35]],
];

const refuse = ({ byte, line }: BadPlace) =>
  new CeterisError({ code: "FILE_UNREADABLE", where: "t", what: `${byte}/${line}`, mend: "" });
const badPlace = async (
  bytes: readonly number[] | Uint8Array,
  cuts: readonly number[],
  encoding = "gb18030",
) => {
  const error = await collect(transcoded(pieces(Uint8Array.from(bytes), cuts), encoding, refuse)).then(
    () => null,
    (e) => e,
  );
  return error?.what ?? null;
};

describe("text in another encoding", () => {
  it("is decoded however it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...GB)), fc.array(fc.nat()), async (parts, cuts) => {
        const bytes = Uint8Array.from(parts.flatMap(([, b]) => b));
        const decoded = await collect(transcoded(pieces(bytes, cuts), "gb18030", refuse));
        expect(decoded.toString()).toBe(parts.map(([c]) => c).join(""));
      }),
      { numRuns: 300 },
    );
  });

  it("is refused at the character that does not fit, however it is cut", async () => {
    const line = fc.array(fc.constantFrom(...GB), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(line), line, fc.array(fc.nat()), async (above, begun, cuts) => {
        const good = [
          ...above.flatMap((parts) => [...parts.flatMap(([, b]) => b), 10]),
          ...begun.flatMap(([, b]) => b),
        ];
        const bytes = [...good, 0xff, 0x61, 10, 0xb1, 0xb1];
        expect(await badPlace(bytes, cuts)).toBe(`${good.length + 1}/${above.length + 1}`);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [[0x61, 0xff], "2/1"],
    [[0xb1, 0xb1, 0x0a, 0xb1, 0x20], "4/2"],
    [[0x81, 0x39, 0x20], "1/1"],
    [[0x81, 0x39, 0xef, 0x61], "1/1"],
    [[0x61, 0xb1], "2/1"],
  ])("%j stops being GB18030 at %s", async (bytes, place) => {
    expect(await badPlace(bytes, [])).toBe(place);
    expect(await badPlace(bytes, [1])).toBe(place);
  });

  it("of UTF-16, or on a line too long to keep, is told by byte alone", async () => {
    expect(await badPlace(Buffer.from("a\n\ud800", "utf16le"), [], "utf-16le")).toMatch(/^\d+\/null$/);
    const long = Buffer.concat([Buffer.alloc(3e6, "a"), Buffer.from([0xff])]);
    expect(await badPlace(long, [1e6, 2.5e6])).toBe("2500001/null");
  });
});
