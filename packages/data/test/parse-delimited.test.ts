import { readFileSync } from "node:fs";
import { CeterisError, type Table } from "@ceteris/core";
import { csvParseRows } from "d3-dsv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorOf } from "../../../test/error-of.ts";
import { type DelimitedOptions, parseDelimited, tableToCsv } from "../src/index.ts";

const columns = (table: Table) =>
  Object.fromEntries([...table.columns].map(([name, c]) => [name, [...c.values]]));
const read = (text: string, name?: string, options?: DelimitedOptions) =>
  columns(parseDelimited(text, name, options));
const failure = (text: string) => errorOf(() => parseDelimited(text, "panel.csv"));

describe("parseDelimited: cells", () => {
  it("reads numbers in every plain notation, as the engine itself would", () => {
    const texts = [
      "0",
      "-0.5",
      "+7",
      "5.",
      ".5",
      "1e3",
      "-2.5E-3",
      "123456789.123456789",
      "9007199254740991",
    ];
    texts.push(
      "3.14159265358979312",
      "0.1",
      "1e400",
      "4.9e-324",
      "2.2250738585072011e-308",
      "0.000000000000000000000001",
    );
    texts.push(
      "179769313486231570000.5",
      "0.30000000000000004",
      "8.5070591730234616e37",
      "9007199254740993.0",
    );
    const values = parseDelimited(`x\n${texts.join("\n")}`).columns.get("x")!;
    expect(values.type).toBe("number");
    expect([...values.values]).toEqual(texts.map(Number));
  });

  it("rounds every number to the nearest double", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        (numbers) => {
          const forms = numbers
            .flatMap((v) => [String(v), v.toExponential(16), v.toPrecision(15)])
            .filter((t) => !/^-?\d{16,}$/.test(t));
          const found = parseDelimited(`x\n${forms.join("\n")}`).columns.get("x")!.values;
          forms.forEach((text, i) => {
            expect(found[i]).toBe(Number(text) + 0);
          });
        },
      ),
    );
  });

  it("never makes a negative zero, which would be another cohort than zero", () => {
    const { values } = parseDelimited("x\n-0\n-0.0\n-0e5\n").columns.get("x")!;
    for (const v of values) expect(Object.is(v, 0)).toBe(true);
  });

  it("knows infinite values", () => {
    expect(read("x\nInf\n-inf\n+Infinity\n-INF\n").x).toEqual([Infinity, -Infinity, Infinity, -Infinity]);
  });

  it("takes each missing token for missing, blanks around it ignored", () => {
    const tokens = ["NA", "N/A", "NaN", ".", "null", "NULL", "", " NA\t"];
    expect(read(`x,t\n${tokens.map((t) => `${t},${t}`).join("\n")}\n1,a\n`)).toEqual({
      x: [...tokens.map(() => Number.NaN), 1],
      t: [...tokens.map(() => null), "a"],
    });
  });

  it("keeps a quoted token as text in a text column, and takes it for missing among numbers", () => {
    expect(read('country,x\n"NA","1"\nCN,"NA"\n"",""\n')).toEqual({
      country: ["NA", "CN", null],
      x: [1, NaN, NaN],
    });
  });

  it.each([
    ["leading zeros", ["001", "2"]],
    ["leading zeros after a sign", ["-01", "2"]],
    ["thousands separators", ["1 234", "2"]],
    ["percent signs", ["5%", "2"]],
    ["hexadecimal", ["0x10", "2"]],
    ["integers beyond 2^53", ["9007199254740992", "2"]],
    ["underscores", ["1_000", "2"]],
    ["two points", ["1.2.3", "2"]],
    ["an unfinished exponent", ["1e", "2"]],
    ["truth values", ["TRUE", "2"]],
    ["text in the last row", ["1", "2", "三"]],
  ])("leaves a column with %s as text, unchanged", (_, cells) => {
    expect(read(`x;y\n${cells.map((c) => `${c};1`).join("\n")}`).x).toEqual(cells);
  });

  it("keeps a column as text when told so", () => {
    expect(read("code,x\n12,1\nNA,2\n", "codes.csv", { text: ["code"] })).toEqual({
      code: ["12", null],
      x: [1, 2],
    });
    expect(() => parseDelimited("code,x\n", "codes.csv", { text: ["cod"] })).toThrow(
      "codes.csv: there is no column “cod”. Did you mean “code”?",
    );
  });

  it("trims cells, but not inside quotation marks", () => {
    expect(read('a,b\n  x y  ,"  x "\n z ,  "q, ""r"""  \n')).toEqual({
      a: ["x y", "z"],
      b: ["  x ", 'q, "r"'],
    });
  });
});

describe("parseDelimited: records", () => {
  it.each(["\n", "\r\n", "\r"])("ends records with %j, also inside quotation marks", (eol) => {
    const text = ["a,b", '"x', 'y",1', "", "   ", "z,2"].join(eol);
    expect(read(text)).toEqual({ a: [`x${eol}y`, "z"], b: [1, 2] });
    expect(read(text + eol)).toEqual(read(text));
  });

  it.each([",", "\t", ";", "|"])("detects the delimiter %j among decoys", (d) => {
    const decoys = [",", "\t", ";", "|"].filter((c) => c !== d).join("");
    expect(read(`name${d}x${d}y\nA${d}"${decoys}"${d}1\nB${d}u${decoys[0]}v${d}2`).y).toEqual([1, 2]);
  });

  it("prefers the delimiter that fits every row: decimal commas do not split", () => {
    expect(read("a;b\n1,5;2,5\n2,5;3\n")).toEqual({ a: ["1,5", "2,5"], b: ["2,5", "3"] });
  });

  it("obeys a given delimiter", () => {
    expect(read("a;b,c\n1;2,3\n", "x.csv", { delimiter: "," })).toEqual({ "a;b": ["1;2"], c: [3] });
  });

  it("names columns without a name, and leaves out those that are empty too", () => {
    expect(read(',x,,\n1,2,,\n3,4,,"5"\n')).toEqual({ column_1: [1, 3], x: [2, 4], column_4: [NaN, 5] });
  });

  it("reads one column, a header without rows, and a byte order mark", () => {
    expect(read("\uFEFFx\n1\n\n2")).toEqual({ x: [1, 2] });
    expect(parseDelimited("a,b\n").nRows).toBe(0);
    expect(parseDelimited("a,b").columns.size).toBe(2);
  });

  it("agrees with d3-dsv on well-formed text, whatever is in the cells", () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "é", "城", "𠮷", '"', ",", ";", "\n", "\r", " ", "0", "|"),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), (rows) => {
        const text = [
          "k,l,m",
          ...rows.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(",")),
        ].join("\n");
        const table = parseDelimited(text, "t", { text: ["k", "l", "m"], delimiter: "," });
        const expected = csvParseRows(text).slice(1);
        ["k", "l", "m"].forEach((name, j) => {
          expect(table.columns.get(name)!.values).toEqual(expected.map((r) => r[j] || null));
        });
      }),
    );
  });

  it("agrees with R data.table's fread on a tricky file", () => {
    const fixture = JSON.parse(readFileSync(new URL("fixtures/fread.json", import.meta.url), "utf8"));
    const table = parseDelimited(readFileSync(new URL("fixtures/tricky.csv", import.meta.url), "utf8"));
    expect([...table.columns.keys()]).toEqual(Object.keys(fixture.columns));
    for (const [name, expected] of Object.entries<{ type: string; values: unknown[]; infinite?: unknown }>(
      fixture.columns,
    )) {
      const column = table.columns.get(name)!;
      expect(column.type).toBe(expected.type);
      const infinite = [expected.infinite ?? []].flat();
      column.values.forEach((v, i) => {
        const want = expected.values[i];
        if (infinite.includes(i)) expect(v).toBe(Infinity);
        else if (column.type === "text") expect(v).toBe(want);
        // R writes 15 digits.
        else if (want === null) expect(v).toBeNaN();
        else expect(Math.abs((v as number) / (want as number) - 1)).toBeLessThan(1e-14);
      });
    }
  });
});

describe("parseDelimited: refusals", () => {
  it("TABLE_EMPTY", () => {
    for (const text of ["", "\n\r\n  \n", "\uFEFF"]) {
      expect(failure(text)).toMatchObject({
        code: "TABLE_EMPTY",
        message:
          "panel.csv: the file is empty. The first line must name the columns; check that the file was saved.",
      });
    }
  });

  it("ROW_LENGTH, with row, line, expected and found", () => {
    const error = failure('a,b\n1,"x\ny"\n\n1,2,3\n');
    expect(error.code).toBe("ROW_LENGTH");
    expect(error.message).toBe(
      "panel.csv, row 2 (line 5): the header names 2 columns, but this row has 3 fields. Give every row as many fields as the header: quote a field that contains the delimiter, and delete notes above or below the table.",
    );
    expect(error.details).toEqual({ row: 2, line: 5, expected: 2, found: 3 });
    expect(failure("a,b\n1,2\n数据来源：年鉴\n").message).toContain(
      "row 2 (line 3): the header names 2 columns, but this row has 1 field.",
    );
  });

  it("DUPLICATE_COLUMN, by position", () => {
    expect(failure("gdp, year,gdp \n1,2,3").message).toBe(
      "panel.csv, header: columns 1 and 3 are both named “gdp”. Give every column a name of its own.",
    );
  });

  it("FILE_UNREADABLE for quotation marks that do not fit", () => {
    const mend = "Inside a quoted field write each quotation mark twice, or leave the quotation marks out.";
    expect(failure('a,b\n1,2\n"x,3\n4,5\n').message).toBe(
      `panel.csv, row 2 (line 3): a quotation mark is opened and never closed. ${mend}`,
    );
    expect(failure('a,b\n1,"x"y\n').message).toBe(
      `panel.csv, row 1 (line 2): a quotation mark closes in the middle of a field. ${mend}`,
    );
    expect(failure('a,"b\n').message).toContain("panel.csv, the header (line 1): a quotation mark is opened");
    expect(failure('a,b\n1,"x"y\n').code).toBe("FILE_UNREADABLE");
  });

  it("ends any text in a table or a typed error", () => {
    const hostile = fc.string({
      unit: fc.constantFrom('"', ",", "\n", "\r", " ", "1", "-", ".", "e", "N", "A", "城", "\0", "\t", ";"),
    });
    fc.assert(
      fc.property(hostile, (text) => {
        try {
          const table = parseDelimited(text);
          for (const column of table.columns.values()) expect(column.values.length).toBe(table.nRows);
        } catch (error) {
          expect(error).toBeInstanceOf(CeterisError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe("round trips", () => {
  const name = fc.string({ minLength: 1 }).filter((s) => s.trim() === s && !s.startsWith("\uFEFF"));
  const text = fc.option(
    fc.string({
      minLength: 1,
      unit: fc.oneof(
        fc.constantFrom('"', ",", "\n", "\r", " ", "N", "A", "."),
        fc.string({ minLength: 1, maxLength: 1 }),
        fc.constant("城"),
      ),
    }),
  );

  it("any table of text comes back from CSV", () => {
    const tables = fc.uniqueArray(name, { minLength: 1, maxLength: 5 }).chain((names) =>
      fc.record({
        names: fc.constant(names),
        rows: fc.array(fc.array(text, { minLength: names.length, maxLength: names.length }), {
          minLength: 1,
        }),
      }),
    );
    fc.assert(
      fc.property(tables, fc.constantFrom(",", "\t", ";", "|"), ({ names, rows }, delimiter) => {
        const made = new Map(
          names.map((n, j) => [n, { type: "text" as const, values: rows.map((r) => r[j]!) }]),
        );
        const table = { ...parseDelimited("x\n1"), nRows: rows.length, columns: made } as Table;
        const csv = tableToCsv(table, { delimiter: delimiter as "," });
        expect(columns(parseDelimited(csv, "t", { text: names, delimiter: delimiter as "," }))).toEqual(
          columns(table),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("any numbers come back from CSV to the last bit", () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 1 }), fc.float64Array({ minLength: 1 }), (a, b) => {
        const n = Math.min(a.length, b.length);
        const column = (v: Float64Array) => ({
          type: "number" as const,
          values: v.slice(0, n).map((x) => x + 0),
        });
        const table = {
          ...parseDelimited("x\n1"),
          nRows: n,
          columns: new Map([
            ["a", column(a)],
            ["b", column(b)],
          ]),
        } as Table;
        expect(columns(parseDelimited(tableToCsv(table)))).toEqual(columns(table));
      }),
    );
  });
});
