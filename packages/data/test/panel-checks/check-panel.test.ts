import { fromColumns, type PanelCheckName } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckPanelOptions, checkPanel, readTable } from "../../src/index.ts";

type Cells = readonly (string | number | null)[];
const KEYS = { unit: "city", time: "year" };
const check = (columns: Readonly<Record<string, Cells>>, options: Partial<CheckPanelOptions> = {}) =>
  checkPanel(fromColumns(columns, "panel.csv"), { ...KEYS, ...options });
const found = (result: ReturnType<typeof check>, name: PanelCheckName) =>
  result.findings.filter((f) => f.check === name);

/** Units over years, each with a value that may be changed. */
function grid(
  units: readonly string[],
  years: readonly number[],
  value: (u: number, t: number) => number | null,
) {
  const cells = units.flatMap((city, u) => years.map((year, t) => ({ city, year, x: value(u, t) })));
  return {
    city: cells.map((c) => c.city),
    year: cells.map((c) => c.year),
    x: cells.map((c) => c.x),
  };
}
const YEARS = [2016, 2017, 2018, 2019, 2020];
const CITIES = ["石家庄市", "唐山市", "秦皇岛市", "邯郸市", "保定市"];

describe("checkPanel", () => {
  it("finds nothing in a clean panel", () => {
    const result = check(grid(CITIES, YEARS, (u, t) => 100 * (u + 1) + t));
    expect(result).toMatchObject({ balanced: true, nUnits: 5, counts: {}, findings: [], warnings: [] });
    expect(result.histories).toEqual([{ units: [...CITIES].sort(), presence: Array(5).fill("complete") }]);
  });

  it("lists rows without a key and duplicates, which are no panel", () => {
    const result = check({ city: ["A", "A", null, "B"], year: [1, 1, 1, null], x: [1, 2, 3, 4] });
    expect(result.balanced).toBe(false);
    expect(found(result, "missing-key")).toMatchObject([
      { unit: null, time: "1", column: "city", rows: [3] },
      { unit: "B", time: null, column: "year", rows: [4] },
    ]);
    expect(found(result, "duplicate")).toMatchObject([{ unit: "A", time: "1", found: "×2", rows: [1, 2] }]);
    expect(result.warnings.map((w) => w.message)).toEqual([
      "This is not a panel yet: 2 rows have no unit or no period, and 1 unit and period has several rows (A 1). Give every row its unit and period, and every unit one row in a period.",
    ]);
  });

  it("tells gaps, entry and exit by their periods, and groups units by what is there", () => {
    const result = check({
      city: ["A", "A", "A", "B", "B", "C", "C", "C", "C", "C"],
      year: [2016, 2019, 2020, 2018, 2019, 2016, 2017, 2018, 2019, 2020],
      x: [1, 2, 3, 4, 5, null, 7, 8, 9, 10],
    });
    expect(found(result, "gap")).toMatchObject([{ unit: "A", found: "2017–2018" }]);
    expect(found(result, "late-entry")).toMatchObject([{ unit: "B", found: "2016–2017" }]);
    expect(found(result, "early-exit")).toMatchObject([{ unit: "B", found: "2020" }]);
    expect(result.histories[2]).toEqual({
      units: ["C"],
      presence: ["partial", "complete", "complete", "complete", "complete"],
    });
  });

  it("pairs names that differ in their writing, and names one letter apart that are never seen together", () => {
    const result = check({
      city: [
        "襄樊市",
        "襄阳市",
        "北京",
        "北京市",
        "New  York",
        "new york",
        "苏州市",
        "徐州市",
        "Plant 1",
        "Plant 2",
      ],
      year: [2009, 2010, 2009, 2010, 2009, 2010, 2009, 2009, 2009, 2010],
      x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    });
    const pairs = found(result, "near-name").map(({ unit, found: other }) => [unit, other]);
    expect(pairs).toEqual([
      ["New  York", "new york"],
      ["北京", "北京市"],
      ["襄樊市", "襄阳市"],
    ]);
    expect(result.warnings[0]!.message).toMatch(
      /^3 pairs of units have names that are nearly the same and may be one unit \(New {2}York \/ new york, 北京 \/ 北京市, /,
    );
  });

  it("finds swapped and lost letters", () => {
    const pair = (a: string, b: string) =>
      found(check({ city: [a, b], year: [1, 2], x: [1, 2] }), "near-name").length;
    expect(pair("Guangzhou", "Guangzhuo")).toBe(1);
    expect(pair("Guangzhou", "Guangzho")).toBe(1);
    expect(pair("Guangzhou", "Hangzhou")).toBe(0);
    expect(pair("Paris", "Parma")).toBe(0);
    expect(pair("Rome", "Romo")).toBe(0);
  });

  it("finds empty and constant columns, and those that unit effects absorb", () => {
    const base = grid(["A", "B"], [1, 2], (u, t) => u + t);
    const result = check({
      ...base,
      none: [null, null, null, null],
      same: [3, 3, null, 3],
      province: ["p", "p", "q", "q"],
    });
    expect(found(result, "empty").map((f) => f.column)).toEqual(["none"]);
    expect(found(result, "constant")).toMatchObject([{ column: "same", found: "3" }]);
    expect(found(result, "constant-within").map((f) => f.column)).toEqual(["province"]);
  });

  it("finds shares outside their range and negative counts", () => {
    const base = grid(CITIES, YEARS, (u, t) => 10 * u + t);
    const at = (wrong: number, value: (i: number) => number) =>
      base.x.map((_, i) => (i === 7 ? wrong : value(i)));
    const result = check({
      ...base,
      污水处理率: at(103.5, () => 90),
      coverage: at(1.02, (i) => i / 30),
      birth_rate: at(-3, () => 5),
      hospitals: at(-12, (i) => 100 + i),
      growth: at(-0.5, (i) => i / 10),
    });
    expect(found(result, "impossible")).toMatchObject([
      { column: "污水处理率", unit: "唐山市", time: "2018", found: "103.5 > 100", rows: [8] },
      { column: "coverage", found: "1.02 > 1" },
      { column: "hospitals", found: "-12 < 0" },
    ]);
    expect(result.warnings.find((w) => w.code === "VALUES_IMPOSSIBLE")!.message).toMatch(
      /^3 values cannot be: a share outside its range, or a count below 0 \(污水处理率 of 唐山市 2018: 103.5 > 100, /,
    );
    const declared = check({ ...base, growth: at(-0.5, (i) => i / 10) }, { shares: ["growth"], counts: [] });
    expect(found(declared, "impossible").map((f) => f.found)).toContain("-0.5 < 0");
  });

  it("finds a change of unit, but not the ways of a column that always jumps", () => {
    // 万元 from 2019 on in one city; the other column moves by a factor of 30 all the time.
    const result = check({
      ...grid(CITIES, YEARS, (u, t) => (u === 1 && t >= 3 ? 1.2e-4 : 1) * (1000 + 90 * t) * (u + 1)),
      wild: grid(CITIES, YEARS, (u, t) => 30 ** ((u + t) % 2) * (1 + t)).x,
    });
    expect(found(result, "jump")).toMatchObject([
      { unit: "唐山市", time: "2019", column: "x", found: "2360 → 0.3048 (÷7740)", rows: [8, 9] },
    ]);
    expect(result.warnings.map((w) => w.code)).toEqual(["VALUES_JUMP"]);
  });

  it("compares with the last value across a gap, and leaves rates of change alone", () => {
    const gap = check(
      grid(["A", "B"], YEARS, (u, t) => (u === 0 && t === 2 ? null : u === 0 && t > 2 ? 5000 : 1)),
    );
    expect(found(gap, "jump")).toMatchObject([{ unit: "A", time: "2019", found: "1 → 5000 (×5000)" }]);
    const rates = check(
      grid(CITIES, YEARS, (u, t) => (t === 2 ? -0.01 : u === 0 && t === 3 ? 0.0001 : 0.06)),
    );
    expect(found(rates, "jump")).toEqual([]);
  });

  const MANY = Array.from({ length: 24 }, (_, u) => `unit ${u}`);
  /** Growth of 20 % a year, and a little that differs from unit to unit. */
  const growing = (u: number, t: number) => (50 + u) * 1.2 ** t * (1 + ((u * 7 + t * 3) % 5) / 100);
  const jumps = (value: (u: number, t: number) => number, name = "x") => {
    const { x, ...keys } = grid(MANY, YEARS, value);
    return found(check({ ...keys, [name]: x }), "jump").map((f) => `${f.unit} ${f.time}`);
  };

  it("finds a change of unit of all, of half, or of one", () => {
    const from2019 = (who: (u: number) => boolean) => (u: number, t: number) =>
      growing(u, t) * (who(u) && t >= 3 ? 1e-4 : 1);
    expect(jumps(from2019(() => true))).toHaveLength(24);
    expect(jumps(from2019((u) => u % 2 === 0))).toHaveLength(12);
    expect(jumps(from2019((u) => u === 3))).toEqual(["unit 3 2019"]);
    const two = grid(MANY, [2016, 2017], (u, t) => growing(u, t) * (t === 1 ? 1e4 : 1));
    expect(check(two).counts.jump).toBe(24);
  });

  it("finds a decimal point out of place, which growth would hide, and no growth", () => {
    expect(jumps((u, t) => growing(u, t) * (u === 5 && t === 2 ? 10 : 1))).toEqual([
      "unit 5 2018",
      "unit 5 2019",
    ]);
    expect(jumps((u, t) => growing(u, t) * (u === 5 && t === 2 ? 0.1 : 1))).toEqual([
      "unit 5 2018",
      "unit 5 2019",
    ]);
    // A unit that grew tenfold once, and stayed so: 12 times, of which 1.2 is everyone's.
    expect(jumps((u, t) => growing(u, t) * (u === 5 && t >= 2 ? 9 : 1))).toEqual([]);
    expect(jumps((u, t) => growing(u, t) * (u === 5 && t >= 2 ? 13 : 1))).toEqual(["unit 5 2018"]);
  });

  it("finds none among a few, and judges logarithms by differences", () => {
    expect(jumps((u, t) => (u === 5 && t === 2 ? 12 : 1 + ((u + t) % 2)))).toEqual([]);
    expect(jumps((u, t) => (u === 5 && t === 2 ? 120 : 1 + ((u + t) % 2)))).toHaveLength(2);
    expect(jumps((u, t) => (u === 5 && t === 2 ? 0.01 : 1.5), "log_wage")).toEqual([]);
    expect(jumps((u, t) => (u === 5 && t >= 2 ? -3 : 6), "lnwage")).toEqual(["unit 5 2018"]);
    expect(jumps((u, t) => (u === 5 && t >= 2 ? -3 : 6))).toEqual([]);
  });

  it("takes names of two characters for one only where the one begins as the other ends", () => {
    const pair = (a: number, b: number) =>
      found(
        check({
          city: ["陇南地区", "山南市", "福州市", "福州市"],
          year: [a, b, 2003, 2004],
          x: [1, 2, 3, 4],
        }),
        "near-name",
      );
    expect(pair(2003, 2004)).toHaveLength(1);
    const apart = check({
      city: ["陇南地区", "山南市", ...Array(4).fill("福州市")],
      year: [2001, 2004, 2001, 2002, 2003, 2004],
      x: [1, 2, 3, 4, 5, 6],
    });
    expect(found(apart, "near-name")).toEqual([]);
  });

  it.each([
    ["castle/castle.csv", "state", "year"],
    ["pilot-panel/panel.csv", "city", "year"],
  ])("warns of nothing in %s", async (file, unit, time) => {
    const table = await readTable(new URL(`../../../../data/${file}`, import.meta.url).pathname);
    const { counts, warnings } = checkPanel(table, { unit, time });
    expect(warnings).toEqual([]);
    expect(Object.keys(counts).filter((name) => !name.startsWith("constant"))).toEqual([]);
  });

  it("takes whatever comes", () => {
    const odd = fc.constantFrom<string | number | null>("A", "Ａ", " a", "甲市", "", null, "2016", "1");
    const number = fc.constantFrom(null, 0, -0, 1, -1, 1e-300, 1e300, Number.POSITIVE_INFINITY, 2016, 0.5);
    const row = fc.tuple(odd, fc.oneof(odd, number), number, fc.oneof(number, odd));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const columns = ["city", "year", "rate", "log_x"].map((name, k) => [name, rows.map((r) => r[k]!)]);
        const result = check(Object.fromEntries(columns));
        const total = Object.values(result.counts).reduce((sum, n) => sum + n, 0);
        expect(result.findings.length).toBe(total);
        expect(JSON.stringify(result)).not.toMatch(/NaN|undefined/);
      }),
      { numRuns: 200 },
    );
  });

  it("looks through a million cells in a few seconds", () => {
    const [nUnits, nPeriods] = [10_000, 20];
    const of = (value: (i: number) => number) =>
      Float64Array.from({ length: nUnits * nPeriods }, (_, i) => value(i));
    const table = fromColumns({
      city: of((i) => Math.floor(i / nPeriods)),
      year: of((i) => i % nPeriods),
      ...Object.fromEntries(
        Array.from({ length: 5 }, (_, k) => [`x${k}`, of((i) => 1 + ((i * (k + 3)) % 11))]),
      ),
    });
    const start = performance.now();
    expect(checkPanel(table, KEYS).counts.jump).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(8000);
  });

  it("lists some of many findings and counts them all", () => {
    const result = check(
      grid(["A", "B"], YEARS, (_, t) => 100 ** (t % 2)),
      { most: 1, jump: 2 },
    );
    expect(result.counts.jump).toBeUndefined();
    const many = check(
      { city: Array(6).fill("A"), year: [1, 1, 2, 2, 3, 3], x: [1, 2, 3, 4, 5, 6] },
      { most: 2 },
    );
    expect(many.counts.duplicate).toBe(3);
    expect(found(many, "duplicate")).toHaveLength(2);
  });

  it("refuses a jump that is none", () => {
    expect(() => check({ city: ["A"], year: [1] }, { jump: 1 })).toThrow(
      "jump: 1 times its last value is no jump. Give a number above 1, such as 10.",
    );
  });

  it("is the same whatever the order of rows, but for their numbers", () => {
    const rows = grid(CITIES, YEARS, (u, t) => (u === 2 && t > 3 ? 9e6 : 100 * (u + 1) + t));
    const turned = Object.fromEntries(Object.entries(rows).map(([k, v]) => [k, [...v].reverse()]));
    const plain = ({ findings, counts, histories }: ReturnType<typeof check>) => ({
      counts,
      histories,
      findings: findings.map((f) => ({ ...f, rows: [] })),
    });
    expect(plain(check(turned))).toEqual(plain(check(rows)));
  });
});
