import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CeterisError } from "@ceteris/core";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";

const folder = new URL("../fixtures/columnar/", import.meta.url).pathname;
const codecs = ["snappy", "gzip", "zstd", "uncompressed", "lz4_raw", "brotli"];
let made = "";
beforeAll(() => {
  made = mkdtempSync(join(tmpdir(), "read-parquet-"));
});
afterAll(() => rmSync(made, { recursive: true }));

/** The rows that columnar.mjs gave DuckDB. */
const EXPECTED = {
  byte: [1, Number.NaN, -7],
  year: [2018, Number.NaN, 2020],
  big: ["9007199254740993", null, "1"],
  small: [10, Number.NaN, 20],
  single: [0.5, Number.NaN, -1.5],
  double: [1.25, Number.NaN, 1e300],
  decimal: [12.34, Number.NaN, -0.01],
  flag: [1, Number.NaN, 0],
  city: ["北京", null, null],
  day: ["2018-03-01", null, "1959-12-31"],
  moment: ["2018-03-01T12:30:15", null, "1960-01-01T00:00:00"],
  kind: ["low", null, "high"],
};

describe("Parquet files written by hyparquet-writer", () => {
  it("with columns that have no missing values, by definition", async () => {
    const columnData: ColumnSource[] = [
      { name: "x", data: Float64Array.of(1.5, -2, 3), type: "DOUBLE", nullable: false },
      { name: "big", data: [1n, 2n ** 60n, 3n], type: "INT64", nullable: false },
      { name: "city", data: ["北京", "天津", "北京"], type: "STRING", nullable: false },
      { name: "code", data: ["a", "", "c"], type: "STRING", nullable: false, encoding: "PLAIN" },
    ];
    const path = join(made, "required.parquet");
    writeFileSync(path, new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 })));
    const table = await readTable(path);
    expect(Object.fromEntries([...table.columns].map(([k, c]) => [k, [...c.values]]))).toEqual({
      x: [1.5, -2, 3],
      big: ["1", String(2n ** 60n), "3"],
      city: ["北京", "天津", "北京"],
      code: ["a", null, "c"],
    });
  });
});

describe("Parquet files written by DuckDB", () => {
  it.each(codecs)("packed with %s", async (codec) => {
    const table = await readTable(`${folder}duckdb-${codec}.parquet`);
    expect(Object.fromEntries([...table.columns].map(([k, c]) => [k, [...c.values]]))).toEqual(EXPECTED);
    expect(table.source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(table.source.warnings).toEqual([
      {
        code: "NESTED_LEFT_OUT",
        message:
          "1 column whose cells are lists, records or bytes was left out: list. Spread them over columns of their own if they are needed.",
        details: { columns: ["list"] },
      },
    ]);
  });

  it("in many row groups, dictionaries and all", async () => {
    const { columns, nRows } = await readTable(`${folder}duckdb-many.parquet`);
    const at = (name: string) => columns.get(name)!.values;
    expect(nRows).toBe(6000);
    for (let i = 0; i < nRows; i++) {
      const unit = Math.floor(i / 100);
      expect([at("unit")[i], at("year")[i], at("name")[i]]).toEqual([unit, i % 100, `unit ${unit}`]);
      expect(at("y")[i]).toBeCloseTo(Math.sin(i), 14);
    }
  });

  it("with the encodings of version 2, and missing values among them", async () => {
    const { columns, nRows } = await readTable(`${folder}duckdb-v2.parquet`);
    expect(nRows).toBe(3000);
    const at = (name: string, i: number) => columns.get(name)!.values[i];
    for (let i = 0; i < nRows; i++) {
      const missing = i % 3 === 0 || i % 11 === 0;
      expect(["n", "small", "wide", "name", "tag", "flag"].map((name) => at(name, i))).toEqual([
        i % 5 === 0 ? Number.NaN : 3 * i,
        i,
        (i - 1500) * 1e10,
        `unit ${i}`,
        missing ? null : `tag ${i % 13}`,
        (i + 1) % 2,
      ]);
      expect(at("single", i)).toBeCloseTo(Math.sin(i), 6);
      if (i % 7 === 0) expect(at("y", i)).toBe(Number.NaN);
      else expect(at("y", i)).toBeCloseTo(Math.sin(i), 14);
    }
  });

  it("in part, with counts for dates", async () => {
    const table = await readTable(`${folder}duckdb-snappy.parquet`, {
      columns: ["year", "day", "moment"],
      number: ["day", "moment"],
      text: ["year"],
    });
    expect([...table.columns].map(([k, c]) => [k, ...c.values])).toEqual([
      ["year", "2018", null, "2020"],
      ["day", 17591, Number.NaN, -3654],
      ["moment", Date.UTC(2018, 2, 1, 12, 30, 15), Number.NaN, Date.UTC(1960, 0, 1)],
    ]);
    await expect(readTable(`${folder}duckdb-snappy.parquet`, { columns: ["yaer"] })).rejects.toThrow(
      "duckdb-snappy.parquet: there is no column “yaer”. Did you mean “year”?",
    );
  });

  it("from memory, when gzipped", async () => {
    const path = join(made, "x.parquet.gz");
    writeFileSync(path, gzipSync(readFileSync(`${folder}duckdb-snappy.parquet`)));
    expect([...(await readTable(path)).columns.keys()]).toEqual(Object.keys(EXPECTED));
  });

  it("FILE_UNREADABLE when damaged or cut off", async () => {
    const bytes = readFileSync(`${folder}duckdb-snappy.parquet`);
    for (const bad of [bytes.subarray(0, 900), Buffer.from(bytes).fill(0xff, 40, 200), Buffer.from("PAR1")]) {
      const path = join(made, "bad.parquet");
      writeFileSync(path, bad);
      const error = await readTable(path).catch((e) => e);
      expect(error).toBeInstanceOf(CeterisError);
      expect(error.message).toMatch(
        /^bad\.parquet: the Parquet content is damaged \(.+\)\. Copy or download the file again, or save it anew in the program that made it\.$/,
      );
    }
  });
});
