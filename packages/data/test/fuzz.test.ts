import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CeterisError, randomStream, type Table } from "@ceteris/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "../src/index.ts";
import { openZip } from "../src/source/open-zip.ts";
import { zipped } from "./work/zipped.ts";

/** Damaged files of each format; `CETERIS_FUZZ=2000` tries many more. */
const TRIES = Number(process.env.CETERIS_FUZZ ?? 40);

const fixtures = new URL("fixtures/", import.meta.url).pathname;
const file = (name: string) => readFileSync(`${fixtures}${name}`);
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fuzz-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const SHEET = `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>y &amp; z</t></is></c></row><row r="2"><c r="A2" s="1"><v>43160</v></c><c r="B2"><f>1+1</f><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>`;
const PAGE =
  "<html><table><tr><th rowspan=2>a</th><th colspan='2'>b</th></tr><tr><td>1</td><td>&lt;x&#65;</td></tr></table></html>";
const PARTS: Readonly<Record<string, string>> = {
  "xl/workbook.xml":
    '<workbook><workbookPr date1904="0"/><sheets><sheet name="s" r:id="r1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels":
    '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
  "xl/styles.xml":
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>',
  "xl/sharedStrings.xml": "<sst><si><t>x</t></si></sst>",
  "xl/worksheets/sheet1.xml": SHEET,
};

const SHEET_OF_ODS = `<o:c xmlns:table="t"><style:style style:name="a"><style:table-properties table:display="true"/></style:style><office:spreadsheet><table:table table:name="s" table:style-name="a"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>x<text:s text:c="3"/>&amp;</text:p></table:table-cell><table:covered-table-cell/></table:table-row><table:table-row><table:table-cell office:value-type="date" office:date-value="2018-03-01"><text:p>2018</text:p></table:table-cell><table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="1.5"><text:p>01</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></o:c>`;

/** The parts of a workbook in binary form. */
const BINARY: Record<string, Buffer> = {};
beforeAll(async () => {
  for (const part of await openZip(file("sheets/openpyxl.xlsb"), "x", 2 ** 20)) {
    const pieces = [];
    for await (const piece of part.read()) pieces.push(piece);
    if (
      /^(xl\/(workbook|styles|sharedStrings|metadata)\.bin|xl\/worksheets\/|xl\/_rels|\[Content|_rels)/.test(
        part.name,
      )
    )
      BINARY[part.name] = Buffer.concat(pieces);
  }
});

type Random = (n: number) => number;

/** A few bytes changed, cut out, or blown up. */
function damaged(bytes: Uint8Array, random: Random): Buffer {
  let out = Buffer.from(bytes);
  for (let k = 1 + random(6); k > 0 && out.length > 8; k--) {
    const at = random(out.length - 4);
    const kind = random(6);
    if (kind === 0) out[at] = random(256);
    else if (kind === 1) out[at]! ^= 1 << random(8);
    else if (kind === 2)
      out.fill([0, 255, 127, 128][random(4)]!, at, Math.min(out.length, at + 1 + random(8)));
    else if (kind === 3) out.writeUInt32LE([0, 0xffffffff, 0x7fffffff, 0x10000000, 1e6][random(5)]!, at);
    else if (kind === 4) out = Buffer.concat([out.subarray(0, at), out.subarray(at + random(16))]);
    else if (random(4) === 0) out = out.subarray(0, at + 1);
  }
  return out;
}

const pick = <T>(items: readonly T[], random: Random): T => items[random(items.length)]!;
const seeds = (...names: string[]) => {
  const all = names.map(file);
  return (random: Random) => damaged(pick(all, random), random);
};

const FORMATS: Readonly<Record<string, (random: Random) => Uint8Array>> = {
  "x.csv": seeds("tricky.csv", "gb18030.csv"),
  "x.json": (random) => damaged(Buffer.from('[{"a":1,"b":"x"},{"a":[1],"c":null}]'), random),
  "x.jsonl": (random) => damaged(Buffer.from('{"a":1,"b":"x"}\n{"a":2e308,"b":"y"}\n'), random),
  "x.dta": seeds(
    ...["haven-114", "haven-117", "haven-118", "pandas-118-big", "pandas-119", "gbk"].map(
      (n) => `dta/${n}.dta`,
    ),
  ),
  "x.sav": seeds(...["haven-byte", "haven-zsav", "pspp-gb18030", "pspp-old"].map((n) => `sav/${n}.sav`)),
  "x.parquet": seeds(
    ...["snappy", "zstd", "gzip", "uncompressed", "brotli", "lz4_raw", "v2"].map(
      (n) => `columnar/duckdb-${n}.parquet`,
    ),
  ),
  "x.arrow": seeds(
    ...["apache.arrow", "apache-stream.arrows", "apache-batches.arrow"].map((n) => `columnar/${n}`),
  ),
  "x.zip": seeds("sheets/yearbook.xlsx", "sheets/openpyxl.xlsx"),
  "x.xlsx": (random) => {
    const name = pick(Object.keys(PARTS), random);
    return zipped({ ...PARTS, [name]: damaged(Buffer.from(PARTS[name]!), random) });
  },
  "x.ods": (random) => {
    const damage = damaged(Buffer.from(SHEET_OF_ODS), random);
    return zipped({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": damage });
  },
  "x.xlsb": (random) => {
    const name = pick(Object.keys(BINARY), random);
    return zipped({ ...BINARY, [name]: damaged(BINARY[name]!, random) });
  },
  "x.xls": seeds("sheets/libreoffice/yearbook.xls", "sheets/libreoffice/openpyxl.xls"),
  "x.html": (random) => damaged(Buffer.from(PAGE), random),
};

/** Every cell of a table is what its column says. */
function expectWhole(table: Table): void {
  for (const column of table.columns.values()) {
    expect(column.values.length).toBe(table.nRows);
    const type = column.type === "number" ? "number" : "string";
    for (const value of column.values) if (value !== null) expect(typeof value).toBe(type);
  }
}

describe("damaged files end in a table or a typed error", () => {
  it.each(Object.keys(FORMATS))(
    "%s",
    async (name) => {
      const stream = randomStream(7);
      const random: Random = (n) => stream.integer(n);
      const path = join(folder, name);
      // Each takes a thread of its own to take apart.
      const tries = /\.(xlsb?|html)$/.test(name) ? TRIES / 20 : TRIES;
      for (let i = 0; i < tries; i++) {
        writeFileSync(path, FORMATS[name]!(random));
        const started = performance.now();
        const found = await readTable(path).catch((error) => error);
        if (found instanceof CeterisError) expect(found.where).toMatch(/^x\.|^column/);
        else if (found?.kind === "table") expectWhole(found);
        else throw new Error(`file ${i}: ${found?.stack}`);
        expect(performance.now() - started).toBeLessThan(10_000);
      }
      expect(process.memoryUsage().rss).toBeLessThan(1.5e9);
    },
    600_000,
  );
});
