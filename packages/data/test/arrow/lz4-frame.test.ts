import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeLz4Frame } from "../../src/arrow/lz4-frame.ts";

const folder = new URL("../fixtures/columnar/", import.meta.url).pathname;
const text =
  Array.from({ length: 8000 }, (_, i) => `${i % 97},${(i * 7919) % 1000}\n`).join("") + "x".repeat(300000);

describe("decodeLz4Frame", () => {
  it.each(["linked.lz4", "sized.lz4"])("unpacks what the lz4 program packed: %s", (name) => {
    const out = decodeLz4Frame(readFileSync(`${folder}${name}`), text.length);
    expect(Buffer.from(out).toString("latin1") === text).toBe(true);
  });

  it("refuses other lengths, cut data, and lengths that cannot be", () => {
    const packed = readFileSync(`${folder}sized.lz4`);
    expect(() => decodeLz4Frame(packed, text.length + 1)).toThrow(/unpack to \d+ bytes, not/);
    expect(() => decodeLz4Frame(packed, text.length - 1)).toThrow(/run over|longer than announced/);
    expect(() => decodeLz4Frame(packed.subarray(0, 500), text.length)).toThrow();
    expect(() => decodeLz4Frame(packed, 2 ** 40)).toThrow("cannot hold");
    expect(() => decodeLz4Frame(new Uint8Array(20), 5)).toThrow("LZ4 frame expected");
  });
});
