import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attribute, unescapeXml, xmlScanner, xmlText } from "../../src/xlsx/xml-scanner.ts";

function events(pieces: readonly (string | Buffer)[]): string[] {
  const found: string[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") found.push(`text ${text}`);
    text = "";
  };
  const scanner = xmlScanner({
    open: (name) => {
      flush();
      found.push(`open ${name}`);
    },
    close: (name) => {
      flush();
      found.push(`close ${name}`);
    },
    text: (bytes, start, end, raw) => {
      text += xmlText(bytes, start, end, raw);
    },
  });
  for (const piece of pieces) scanner.push(Buffer.from(piece as string));
  scanner.end();
  flush();
  return found;
}

const XML = Buffer.from(
  `<?xml version="1.0"?><!-- a > b --><x:a k="1 > 0" l='"/>'><b/>城 &amp; <![CDATA[<&lt;>]]> &#x4eac;</x:a >`,
);

describe("xmlScanner", () => {
  it("tells tags and texts, wherever the pieces are cut", () => {
    const whole = events([XML]);
    expect(whole).toEqual(["open a", "open b", "close b", "text 城 & <&lt;> 京", "close a"]);
    fc.assert(
      fc.property(fc.array(fc.nat(XML.length)), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), XML.length];
        expect(events(places.slice(1).map((to, k) => XML.subarray(places[k], to)))).toEqual(whole);
      }),
    );
  });

  it("refuses document types, and XML that is cut off", () => {
    expect(() => events(['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'])).toThrow(
      "it declares a document type, which data files have no use for",
    );
    expect(() => events(["<x><y"])).toThrow("it is cut off");
    expect(() => events(["<x ", "a".repeat(5e6)])).toThrow("more than 4 million bytes");
  });

  it("leaves unknown entities as they are", () => {
    expect(unescapeXml("&lt;&e;&#0;&#65;")).toBe("<&e;&#0;A");
    const tag = (text: string) => ({ bytes: Buffer.from(text), start: 2, end: Buffer.byteLength(text) });
    const full = tag(`<c r="A1" x:r="城" rr='"&amp;"' t = "y"`);
    expect(["r", "x:r", "rr", "t", "s"].map((name) => attribute(full, name))).toEqual([
      "A1",
      "城",
      '"&"',
      "y",
      undefined,
    ]);
    expect(attribute(tag(`<c rr="A1"`), "r")).toBeUndefined();
    expect(attribute(tag(`<c r="A1`), "r")).toBeUndefined();
  });
});
