import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { CeterisError, type Table } from "@ceteris/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { filterRows, readTable } from "../src/index.ts";
import { encoded } from "./work/encoded.ts";

const fixtures = new URL("fixtures/", import.meta.url).pathname;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "read-table-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const columns = (table: Table) =>
  Object.fromEntries([...table.columns].map(([name, c]) => [name, [...c.values]]));
const failure = async (path: string, options = {}): Promise<CeterisError> => {
  const error = await readTable(path, options).then(
    () => new Error("nothing was thrown"),
    (e) => e,
  );
  if (!(error instanceof CeterisError)) throw error;
  return error;
};

const TEXT = "城市,gdp\n北京,3.6\n張掖𠮷,NA\n";
const EXPECTED = { 城市: ["北京", "張掖𠮷"], gdp: [3.6, Number.NaN] };
const utf16be = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16();

const AS_CSV = "Save the data as CSV in UTF-8 (in Excel: Save As, CSV UTF-8) and give that file";

describe("readTable: encodings and compression", () => {
  it.each<[string, () => Uint8Array]>([
    ["UTF-8", () => Buffer.from(TEXT)],
    ["UTF-8 with a byte order mark", () => Buffer.from(`\uFEFF${TEXT}`)],
    ["UTF-16, little end first", () => Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
    ["UTF-16, big end first", () => utf16be(TEXT)],
    ["UTF-16 without a byte order mark", () => Buffer.from(TEXT, "utf16le")],
  ])("reads %s, plain and gzipped", async (name, bytes) => {
    const plain = await readTable(put(`${name}.csv`, bytes()));
    expect(columns(plain)).toEqual(EXPECTED);
    const packed = gzipSync(bytes());
    const unpacked = await readTable(put(`${name}.csv.gz`, packed));
    expect(columns(unpacked)).toEqual(EXPECTED);
    expect(unpacked.source.sha256).toBe(createHash("sha256").update(packed).digest("hex"));
    expect(columns(await readTable(put(`${name} gzip by content.csv`, packed)))).toEqual(EXPECTED);
  });

  it("reads GB18030 as made by iconv, with two- and four-byte characters", async () => {
    const found = await readTable(`${fixtures}gb18030.csv`);
    expect(columns(found)).toEqual(columns(await readTable(`${fixtures}gb18030.utf8.csv`)));
    expect(found.columns.get("city")!.values).toEqual(["张掖", "陇南", "西宁，城东", "㐂𠮷"]);
  });

  it("finds GB18030 although the first megabytes are ASCII", async () => {
    const ascii = `name,x\n${"abc,1\n".repeat(900_000)}`;
    const path = put(
      "late.csv",
      Buffer.concat([Buffer.from(ascii), Buffer.from([0xb1, 0xb1, 0xbe, 0xa9]), Buffer.from(",2\n")]),
    );
    const table = await readTable(path);
    expect(table.nRows).toBe(900_001);
    expect(table.columns.get("name")!.values.at(-1)).toBe("北京");
    expect(table.source.sha256).toBe(createHash("sha256").update(readFileSync(path)).digest("hex"));
  });

  it("reads a multi-member gzip and a column that turns to text after the first stretch", async () => {
    const rows = "1.0,2\n".repeat(1_000_000);
    const path = put(
      "late-text.csv.gz",
      Buffer.concat([gzipSync(`a,b\n${rows}`, { level: 1 }), gzipSync("x,2\n")]),
    );
    const table = await readTable(path);
    expect(table.nRows).toBe(1_000_001);
    const a = table.columns.get("a")!;
    expect([a.type, a.values[0], a.values.at(-1)]).toEqual(["text", "1.0", "x"]);
    expect(table.columns.get("b")!.type).toBe("number");
  });

  it("says the name, the rows read and the SHA-256 of the source", async () => {
    const table = await readTable(put("source.csv", "a\n1\n2\n"));
    expect(table.source).toEqual({
      name: "source.csv",
      nRowsRead: 2,
      rows: null,
      sha256: createHash("sha256").update("a\n1\n2\n").digest("hex"),
      warnings: [],
      unread: [],
    });
  });

  it("reads the columns that pass a test, and knows the others by name", async () => {
    const path = put("some.csv", "city,year,gdp\n北京,2018,3.6\n");
    const table = await readTable(path, { columns: (name) => name !== "gdp" });
    expect(columns(table)).toEqual({ city: ["北京"], year: [2018] });
    expect(table.source.unread).toEqual(["gdp"]);
    expect(() => filterRows(table, "gbp > 1")).toThrow(
      "some.csv: there is no column “gbp”. Did you mean “gdp”?",
    );
  });

  it("keeps further columns that may be levels, and lets measurements go", async () => {
    const rows = [
      { id: 1, y: 1.5, province: "京", zone: 1, gdp: 3, share: null, tax: 1e-3 },
      { id: 2, y: 2, province: "津", zone: 2, gdp: 4.25, share: 7, tax: 2 },
    ];
    const csv = [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))]
      .map((r) => r.join(","))
      .join("\n");
    for (const path of [put("levels.csv", csv), put("levels.json", JSON.stringify(rows))]) {
      const table = await readTable(path, { columns: (name) => name === "id" || name === "y", levels: true });
      expect(columns(table)).toEqual({
        id: [1, 2],
        y: [1.5, 2],
        province: ["京", "津"],
        zone: [1, 2],
        share: [Number.NaN, 7],
      });
      expect(table.source.unread).toEqual(["gdp", "tax"]);
    }
  });

  it("takes tabs in a .tsv file, and forces columns to text", async () => {
    const path = put("t.tsv", "a,b\tc\n1,2\t3\n");
    expect(columns(await readTable(path, { text: ["c"] }))).toEqual({ "a,b": ["1,2"], c: ["3"] });
  });

  it("reads the same through a symbolic link and from a named pipe", async () => {
    const path = put("linked.csv", "a\n1\n");
    symlinkSync(path, join(folder, "link.csv"));
    expect(columns(await readTable(join(folder, "link.csv")))).toEqual({ a: [1] });
    const pipe = join(folder, "pipe.csv");
    execFileSync("mkfifo", [pipe]);
    const writer = import("node:fs/promises").then((fs) => fs.writeFile(pipe, TEXT));
    expect(columns(await readTable(pipe))).toEqual(EXPECTED);
    await writer;
  });

  it("reads CSV from standard input, one byte at a time", async () => {
    const bytes = [...Buffer.from(TEXT)].map((b) => Buffer.from([b]));
    const stdin = vi
      .spyOn(process, "stdin", "get")
      .mockReturnValue(Readable.from(bytes) as typeof process.stdin);
    const table = await readTable("-");
    stdin.mockRestore();
    expect(table.source.name).toBe("standard input");
    expect(columns(table)).toEqual(EXPECTED);
  });
});

describe("readTable: refusals", () => {
  it("FILE_NOT_FOUND names the nearest file of the folder", async () => {
    put("panel-2018.csv", "a\n1\n");
    expect((await failure(join(folder, "panel_2018.csv"))).message).toBe(
      `${folder}/panel_2018.csv: there is no such file. Did you mean “${folder}/panel-2018.csv”?`,
    );
    const lost = await failure(join(folder, "no-such-folder/x.csv"));
    expect(lost.code).toBe("FILE_NOT_FOUND");
    expect(lost.message).toContain("Check the name and the folder.");
  });

  it("FILE_UNREADABLE for a folder", async () => {
    mkdirSync(join(folder, "sub.csv"));
    expect((await failure(join(folder, "sub.csv"))).message).toBe(
      `${folder}/sub.csv: this is a folder. Give the name of a file in it.`,
    );
  });

  it("FILE_UNREADABLE with the byte, when the text is neither UTF-8 nor GB18030", async () => {
    const error = await failure(
      put("bad.csv", Buffer.concat([encoded("城市,x\n", "gb18030"), Buffer.from([0xff, 0x0a])])),
    );
    expect(error.code).toBe("FILE_UNREADABLE");
    expect(error.message).toBe(
      "bad.csv: the text is neither UTF-8 (byte 1 does not fit) nor GB18030 (byte 8 in line 2 does not). Save the file as UTF-8 (in Excel: CSV UTF-8), and correct what does not show as it should; or, if its encoding is another, name the right one with --encoding (in a study, data.encoding).",
    );
  });

  it("FILE_UNREADABLE with the byte, where a character of UTF-8 is cut in two", async () => {
    const bytes = Buffer.from("城市,x\n北京市,1\n天津市,2\n");
    const error = await failure(put("cut.csv", Buffer.concat([bytes.subarray(0, 16), bytes.subarray(18)])));
    expect(error.message).toBe(
      "cut.csv: the text is UTF-8, but at byte 16 in line 2 a character is damaged or cut off. Correct the cell, and look for others like it where texts were cut to a width.",
    );
  });

  it("FILE_UNREADABLE for text in an encoding that is not among those known, unless it is named", async () => {
    const greek = "Λάρισα Ηράκλειο Σέρρες Κοζάνη Καβάλα Κιλκίς Πύργος Κόρινθος Γιάννενα".split(" ");
    const bytes = encoded(`city\n${greek.join("\n")}\n`, "windows-1253");
    expect((await failure(put("greek.csv", bytes))).message).toBe(
      "greek.csv: the text is not UTF-8 (byte 6 does not fit), and makes no sense in GB18030, Big5, Shift-JIS, EUC-KR or Windows-1252. Save the file as UTF-8 (in Excel: CSV UTF-8), or, if you know its encoding, name the right one with --encoding (in a study, data.encoding).",
    );
    expect(columns(await readTable(put("greek.csv", bytes), { encoding: "cp1253" }))).toEqual({
      city: greek,
    });
  });

  it("reads Big5, Shift-JIS, EUC-KR and Windows-1252, and says so", async () => {
    const cases = [
      ["big5", "縣市,人口數\n臺北市,2503\n新竹縣,580\n", "Big5", "“縣市”, “人口數”, “臺北市”"],
      [
        "shift_jis",
        "都道府県,人口\n北海道,5225\n神奈川県,9237\n",
        "Shift-JIS",
        "“都道府県”, “人口”, “北海道”",
      ],
      ["euc-kr", "지역,인구\n서울특별시,9411\n경기도,13531\n", "EUC-KR", "“지역”, “인구”, “서울특별시”"],
      ["windows-1252", "région,x\nHérault,1\nCôte-d’Or,2\n", "Windows-1252", "“région”, “Hérault”, “Côte”"],
    ] as const;
    for (const [encoding, text, name, shown] of cases) {
      const table = await readTable(put("foreign.csv", encoded(text, encoding)));
      expect(columns(table)).toEqual(columns(await readTable(put("plain.csv", text))));
      expect(table.source.warnings.map((w) => w.message)).toEqual([
        `The text is not UTF-8 and was read as ${name}, because that makes sense of its characters (${shown}). If they are wrong, give another encoding with --encoding (in a study, data.encoding).`,
      ]);
    }
  });

  it("reads as GB18030 what a few characters cannot tell from another, and says so", async () => {
    const table = await readTable(put("few.csv", encoded("市,x\n1,2\n", "big5")));
    expect(table.source.warnings.map((w) => w.message)).toEqual([
      "The text is not UTF-8 and was read as GB18030 (“カ”), but has too few characters beyond ASCII to tell it from Big5. If they are wrong, give another encoding with --encoding (in a study, data.encoding).",
    ]);
    const told = await readTable(join(folder, "few.csv"), { encoding: "Big5" });
    expect([columns(told), told.source.warnings]).toEqual([{ 市: [1], x: [2] }, []]);
  });

  it("says that characters of Hong Kong beyond Big5 are not known", async () => {
    // 深水埗, the last as Big5-HKSCS has it (python: "埗".encode("big5hkscs")).
    const bytes = Buffer.concat([
      encoded("地區,住戶數目\n觀塘區,1\n深水", "big5"),
      Buffer.from([0x96, 0xf5]),
      encoded(",2\n", "big5"),
    ]);
    const [warning] = (await readTable(put("hk.csv", bytes))).source.warnings;
    expect(warning!.message).toContain(
      "; characters of its extensions, as those of Hong Kong, are not known.",
    );
    expect(warning!.details?.extended).toBe(true);
  });

  it("takes the encoding that is named, or says why not", async () => {
    const path = put("named.csv", encoded("縣市,x\n臺北市,1\n", "big5"));
    expect((await failure(path, { encoding: "bg5" })).message).toBe(
      "encoding: “bg5” is not the name of an encoding. Did you mean “big5”?",
    );
    expect((await failure(path, { encoding: "utf-8" })).message).toBe(
      "named.csv: the text is not UTF-8, which was given as its encoding (byte 1 does not fit). Leave the encoding out to have it found, or give another.",
    );
    expect((await failure(path, { encoding: "euc-kr" })).message).toMatch(
      /which was given as its encoding \(byte/,
    );
  });

  it("FILE_UNREADABLE for UTF-16 that is cut off or not UTF-16", async () => {
    const bytes = Buffer.from(`\uFEFFa,b\n1,2\n`, "utf16le");
    const odd = await failure(put("odd.csv", bytes.subarray(0, bytes.length - 1)));
    expect(odd.message).toContain("odd.csv: the byte order mark says UTF-16LE, but the text");
  });

  it("FILE_UNREADABLE for damaged gzip", async () => {
    const packed = gzipSync(`a,b\n${"1,2\n".repeat(1000)}`);
    expect((await failure(put("cut.csv.gz", packed.subarray(0, packed.length - 20)))).message).toMatch(
      /^cut\.csv\.gz: the gzip data are damaged or cut off \(.*\)\. Copy or download the file again\.$/,
    );
    const wrong = Buffer.from(packed);
    wrong[packed.length - 6]! ^= 255;
    expect((await failure(put("crc.csv.gz", wrong))).code).toBe("FILE_UNREADABLE");
  });

  it("FILE_UNREADABLE for a gzip bomb, and above the bytes allowed", async () => {
    const block = gzipSync(`${"x".repeat(2 ** 16)},2\n`.repeat(2 ** 8), { level: 9 });
    const bomb = put(
      "bomb.csv.gz",
      Buffer.concat([gzipSync("a,b\n"), ...Array.from({ length: 20 }, () => block)]),
    );
    const error = await failure(bomb);
    expect(error.code).toBe("FILE_UNREADABLE");
    expect(error.message).toMatch(
      /^bomb\.csv\.gz: the gzip data expand to more than \d+ bytes, \d+ times their size\. If the file is to be trusted, unpack it and give the unpacked file\.$/,
    );
    expect((await failure(bomb, { maxBytes: 1e6 })).message).toContain("expand to more than 1");
  }, 60_000);

  it("TABLE_EMPTY and ROW_LENGTH carry the name of the file", async () => {
    expect((await failure(put("empty.csv", ""))).message).toMatch(/^empty\.csv: the file is empty\./);
    expect((await failure(put("ragged.csv", "a,b\n1\n"))).message).toMatch(
      /^ragged\.csv, row 1 \(line 2\): /,
    );
  });

  it.each<[string, string | Uint8Array, string, string]>([
    [
      "page.xls",
      "<html><h1>",
      "this is a web page or XML, which is not read",
      "If it has a table, give it the ending .html; otherwise it may be a page about a failed download: open it in a browser",
    ],
    [
      "survey.por",
      "ASCII SPSS PORT FILE",
      "this is an SPSS portable file, which is not read",
      "Save it as .sav there (File, Save As)",
    ],
    [
      "panel.rds",
      "X\n\0\0\0",
      "this is an R data file, which is not read",
      "Save it as CSV or Parquet there, for example with data.table::fwrite",
    ],
    ["x.csv", "7z\xbc\xaf", "this is a 7z archive, which is not read", "Unpack it and give the file inside"],
    ["p.parquet", "a,b", "the ending says Parquet, but the content does not", AS_CSV],
    ["old.dta", "a,b", "the ending says Stata, but the content does not", AS_CSV],
    ["image.csv", new Uint8Array([0x89, 80, 78, 71, 0, 0, 0]), "the content is binary, not text", AS_CSV],
    ["study.yaml", "a: 1\n", "the ending “.yaml” is not one of a data file", AS_CSV],
  ])("FORMAT_UNKNOWN for %s", async (name, content, what, mend) => {
    const bytes = typeof content === "string" ? Buffer.from(content, "latin1") : content;
    const error = await failure(put(name, bytes));
    expect(error.code).toBe("FORMAT_UNKNOWN");
    expect(error.message).toBe(`${name}: ${what}. ${mend}.`);
  });

  it("ends any bytes in a table or a typed error", async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.constantFrom("a,b\n", "1,2\n", '"', "\uFEFF", "城,", "\r", "PK\x03\x04").map((s) => Buffer.from(s)),
      fc.constant(gzipSync("a,b\n1,2\n")),
      fc.constant(Uint8Array.of(0xff, 0xfe)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
        const path = put("fuzz.csv", Buffer.concat(pieces));
        const found = await readTable(path).catch((error) => error);
        if (!(found instanceof CeterisError)) expect(found.kind).toBe("table");
      }),
      { numRuns: 150 },
    );
  });

  it("leaves the file it read as it was", async () => {
    const path = join(folder, "copy.csv");
    copyFileSync(`${fixtures}gb18030.csv`, path);
    await readTable(path);
    expect(readFileSync(path)).toEqual(readFileSync(`${fixtures}gb18030.csv`));
  });
});
