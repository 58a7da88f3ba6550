import type { Table } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delimitedParser } from "../../src/delimited/delimited-parser.ts";
import { parseDelimited } from "../../src/index.ts";

const columns = (table: Table) =>
  [...table.columns].map(([name, c]) => ({ name, type: c.type, values: [...c.values] }));

function parseInPieces(bytes: Uint8Array, cuts: readonly number[]) {
  const places = [...new Set(cuts.map((c) => c % (bytes.length + 1)))].sort((a, b) => a - b);
  let foundText: ReadonlySet<string> = new Set();
  for (let pass = 1; pass <= 2; pass++) {
    const parser = delimitedParser({
      ...{ name: "t", options: {}, foundText, delimiter: ",", expectedBytes: 0, sampleBytes: 12 },
    });
    [0, ...places].forEach((from, k) => {
      parser.push(bytes.subarray(from, places[k] ?? bytes.length), false);
    });
    parser.push(new Uint8Array(0), true);
    const result = parser.finish();
    if ("kind" in result) return { table: result, pass };
    foundText = result;
  }
  throw new Error("a second pass was not enough");
}

describe("delimitedParser", () => {
  it("gives the same table however the bytes are cut into pieces", () => {
    const cell = fc.oneof(
      fc.constantFrom("1", "-2.5", "NA", "", "007", '"a\r\nb"', '"x""y"', "城市", " 3 ", "1e5", "Inf", '"9"'),
    );
    const text = fc
      .array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 })
      .chain((rows) =>
        fc
          .constantFrom("\n", "\r\n", "\r")
          .map((eol) => `a,b,c${eol}${rows.map((r) => r.join(",")).join(eol)}`),
      );
    fc.assert(
      fc.property(text, fc.array(fc.nat()), (csv, cuts) => {
        const bytes = new TextEncoder().encode(csv);
        expect(columns(parseInPieces(bytes, cuts).table)).toEqual(columns(parseInPieces(bytes, []).table));
      }),
      { numRuns: 400 },
    );
  });

  it("parses again when a column turns out to be text late, and keeps its first cells as written", () => {
    const csv = `a,b\n${"1.50,2\n".repeat(100)}x,3\n`;
    const bytes = new TextEncoder().encode(csv);
    const { table, pass } = parseInPieces(bytes, [200]);
    expect(pass).toBe(2);
    expect(columns(table)).toEqual(columns(parseDelimited(csv)));
    expect(table.columns.get("a")!.values[0]).toBe("1.50");
  });

  it("gives up on a record that never ends instead of filling the memory", () => {
    const parser = delimitedParser({ name: "t.csv", options: {}, delimiter: ",", expectedBytes: 0 });
    parser.push(new TextEncoder().encode('a,b\n1,2\n3,"'), false);
    const filler = new Uint8Array(2 ** 22).fill(120);
    const feed = () => {
      for (let k = 0; k < 10; k++) parser.push(filler, false);
    };
    expect(feed).toThrow("t.csv, row 2 (line 3): a quotation mark is opened and never closed.");
  });
});
