import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CeterisError } from "@ceteris/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "read-json-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
const read = async (text: string, name = "d.json", options = {}) => {
  writeFileSync(join(folder, name), text);
  const table = await readTable(join(folder, name), options);
  return [...table.columns].map(([k, c]) => [k, ...c.values]);
};
const failure = (text: string, name?: string) =>
  read(text, name).then(
    () => expect.fail("no error"),
    (e) => {
      expect(e).toBeInstanceOf(CeterisError);
      return e.message;
    },
  );

const EXPECTED = [
  ["city", "北京", "001"],
  ["y", 1.5, Number.NaN],
  ["flag", 1, Number.NaN],
];

describe("JSON", () => {
  it.each([
    ["an array of records", '[{"city":"北京","y":1.5,"flag":true},{"city":"001","y":null}]', "d.json"],
    ["an object of columns", '{"city":["北京","001"],"y":[1.5,null],"flag":[true,null]}', "d.json"],
    [
      "records under a key",
      '{"count":2,"data":[{"city":"北京","y":1.5,"flag":true},{"city":"001"}]}',
      "d.json",
    ],
    ["rows below names", '[["city","y","flag"],["北京",1.5,true],["001",null,null]]', "d.json"],
    ["one record a line", '{"city":"北京","y":1.5,"flag":true}\r\n\n{"city":"001"}\n', "d.jsonl"],
    ["a byte order mark", '\uFEFF[{"city":"北京","y":1.5,"flag":true},{"city":"001"}]', "d.json"],
    ["no ending", '[{"city":"北京","y":1.5,"flag":true},{"city":"001"}]', "d"],
  ])("reads %s", async (_, text, name) => {
    expect(await read(text, name)).toEqual(EXPECTED);
  });

  it("leaves texts alone, unless they are declared numbers", async () => {
    const text = '[{"a":"1,234","b":"x"},{"a":"—","b":"-9"}]';
    expect(await read(text)).toEqual([
      ["a", "1,234", "—"],
      ["b", "x", "-9"],
    ]);
    expect(await read(text, "d.json", { number: ["a"], columns: ["a"] })).toEqual([["a", 1234, Number.NaN]]);
  });

  it("has no use for the names of an object's own parts", async () => {
    expect(await read('[{"__proto__":1,"constructor":2}]')).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("says what is wrong and where", async () => {
    expect(await failure("[]")).toBe(
      'd.json: the file has no records. Give an array of records such as [{"city": "北京", "gdp": 3.6}].',
    );
    expect(await failure('{"a":1}\n{"a":', "d.jsonl")).toMatch(
      /^d\.jsonl, line 2: this is neither JSON nor one record a line \(.+\)\. Correct the file, or write it anew in the program that made it\.$/,
    );
    expect(await failure('{"a":1}\n7', "d.jsonl")).toBe(
      "d.jsonl, line 2: this is not a record. Give one record a line.",
    );
    expect(await failure('[{"a":1}, 7]')).toBe(
      "d.json, row 2: this is not a record. Give an array of records.",
    );
    expect(await failure('{"a":{"b":1}}')).toBe(
      "d.json: the JSON is not a table. Give an array of records, an object of columns, or one record a line.",
    );
    expect(await failure('{"a":[1,2],"b":[1]}')).toBe(
      "d.json: column “b” has 1 values and “a” 2. Give every column as many values.",
    );
    expect(await failure('[{"id":110101199001011234}]')).toBe(
      "d.json, column “id”: the integer in row 1 has more digits than a number keeps (about 110101199001011230). Write it in quotation marks, as text.",
    );
    writeFileSync(join(folder, "latin.json"), Buffer.from('[{"a":"é"}]', "latin1"));
    await expect(readTable(join(folder, "latin.json"))).rejects.toThrow(
      "latin.json: the text is not UTF-8, as JSON must be. Save the file as UTF-8, or name its encoding with --encoding (in a study, data.encoding).",
    );
  });
});
