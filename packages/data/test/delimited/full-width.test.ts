import type { Table } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { parseDelimited } from "../../src/index.ts";

const columns = (table: Table) => Object.fromEntries([...table.columns].map(([k, c]) => [k, [...c.values]]));
const codes = (table: Table) => table.source.warnings.map((w) => w.code);
const EXPECTED = { 城市: ["北京", "天津"], 年份: [2018, 2019], 产值: [3.6, 4] };

describe("full-width delimiters", () => {
  it.each([
    ["everywhere", "城市，年份，产值\n北京，2018，3.6\n天津，2019，4\n"],
    ["in the names alone", "城市，年份，产值\n北京,2018,3.6\n天津,2019,4\n"],
    ["here and there", "城市,年份，产值\n北京， 2018,3.6\n天津，2019，4\n"],
    ["as semicolons", "城市；年份；产值\n北京;2018；3.6\n天津；2019；4\n"],
  ])("are read as those of ASCII, %s", (_, text) => {
    const table = parseDelimited(text);
    expect(columns(table)).toEqual(EXPECTED);
    expect(codes(table)).toEqual(["FULL_WIDTH_DELIMITERS"]);
  });

  it("are text in quotation marks, and wherever ASCII parts the fields", () => {
    const quoted = parseDelimited('城市，注\n北京，"首都，直辖"\n天津，"港；口"\n');
    expect(columns(quoted)).toEqual({ 城市: ["北京", "天津"], 注: ["首都，直辖", "港；口"] });
    const plain = parseDelimited("城市,注\n北京,首都，直辖\n天津,港；口\n");
    expect(columns(plain)).toEqual({ 城市: ["北京", "天津"], 注: ["首都，直辖", "港；口"] });
    expect(codes(plain)).toEqual([]);
    // A title above names.
    const titled = parseDelimited("2018年，全国，亿元\n城市,代码,产值\n北京,a,3.6\n天津,b,4\n");
    expect([...titled.columns.keys()]).toEqual(["城市", "代码", "产值"]);
    // One column of texts, some of which have a comma.
    expect(columns(parseDelimited("注\n首都，直辖\n港口\n"))).toEqual({ 注: ["首都，直辖", "港口"] });
  });

  it("are found in all of a long text", () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `城${i}，${i}\n`);
    const table = parseDelimited(`城市，x\n${rows.join("")}`);
    expect([table.nRows, table.columns.get("x")!.values[59_999]]).toEqual([60_000, 59_999]);
  });

  it("are said", () => {
    expect(parseDelimited("a，b\n1，2\n").source.warnings[0]!.message).toBe(
      "Fields are parted by full-width commas or semicolons (，；), which were read as those of ASCII; inside quotation marks they are text.",
    );
  });
});
