import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attribute, unescapeXml, xmlScanner } from "../../src/xlsx/xml-scanner.ts";

function events(pieces: readonly string[]): string[] {
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
    text: (piece) => {
      text += piece;
    },
  });
  for (const piece of pieces) scanner.push(piece);
  scanner.end();
  flush();
  return found;
}

const XML = `<?xml version="1.0"?><!-- a > b --><x:a k="1 > 0"><b/>t &amp; <![CDATA[<raw>]]> &#x4eac;</x:a>`;

describe("xmlScanner", () => {
  it("tells tags and texts, wherever the pieces are cut", () => {
    const whole = events([XML]);
    expect(whole).toEqual(["open a", "open b", "close b", "text t & <raw> 京", "close a"]);
    fc.assert(
      fc.property(fc.array(fc.nat(XML.length)), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), XML.length];
        expect(events(places.slice(1).map((to, k) => XML.slice(places[k], to)))).toEqual(whole);
      }),
    );
  });

  it("refuses document types, and XML that is cut off", () => {
    expect(() => events(['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'])).toThrow(
      "it declares a document type, which data files have no use for",
    );
    expect(() => events(["<x><y"])).toThrow("it is cut off");
    expect(() => events(["<x ", "a".repeat(5e6)])).toThrow("more than 4 million characters");
  });

  it("leaves unknown entities as they are", () => {
    expect(unescapeXml("&lt;&e;&#0;&#65;")).toBe("<&e;&#0;A");
    expect(attribute(`<c r="A1" rr='"x"' t = "y"`, "rr")).toBe('"x"');
    expect(attribute(`<c rr="A1"`, "r")).toBeUndefined();
  });
});
