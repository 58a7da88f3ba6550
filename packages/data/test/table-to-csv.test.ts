import { fromColumns } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { tableToCsv } from "../src/index.ts";

describe("tableToCsv", () => {
  it("writes the fewest digits, empty for missing, and quotes only where needed", () => {
    const table = fromColumns({
      "a,b": [0.1, 1 / 3, Number.NaN, Number.POSITIVE_INFINITY, -1e21],
      t: ["plain", 'say "no"', null, "NA", " x"],
    });
    expect(tableToCsv(table)).toBe(
      '"a,b",t\n0.1,plain\n0.3333333333333333,"say ""no"""\n,\nInf,"NA"\n-1e+21," x"\n',
    );
  });

  it("writes whole numbers beyond 2^53 so that they are read as numbers", () => {
    expect(tableToCsv(fromColumns({ x: [2 ** 53, 1e17, 123] }))).toBe(
      "x\n9.007199254740992e+15\n1e+17\n123\n",
    );
  });

  it("uses another delimiter, and keeps a row of one missing cell", () => {
    expect(tableToCsv(fromColumns({ a: ["x;y", "u,v"], b: [1, 2] }), { delimiter: ";" })).toBe(
      'a;b\n"x;y";1\nu,v;2\n',
    );
    expect(tableToCsv(fromColumns({ a: ["x", null] }))).toBe('a\nx\n""\n');
  });
});
