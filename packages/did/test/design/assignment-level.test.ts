import { definePanel, fromColumns, randomStream } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { assignmentLevel } from "../../src/index.ts";
import { castle, messy } from "../fixtures.ts";

/** One row for each unit and each of two periods; treated from the second on where `treated` says so. */
function panel(columns: Record<string, (string | number)[]>, treated: number[]) {
  const twice = <T>(values: T[]) => [...values, ...values];
  const all = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, twice(values)]));
  const table = fromColumns({
    ...all,
    unit: twice(treated.map((_, u) => u)),
    t: treated.flatMap(() => 1).concat(treated.map(() => 2)),
    treated: twice(treated),
  });
  return definePanel(table, { unit: "unit", time: "t", treatment: { group: "treated", start: 2 } });
}

/** Two units in each of ten provinces, of which four are treated. */
const province = [..."aabbccddeeffgghhjj", "k", "k"];
const treated = province.map((name) => (name <= "d" ? 1 : 0));

describe("assignmentLevel", () => {
  it("finds the level that was treated as a whole", () => {
    expect(assignmentLevel(panel({ province }, treated))).toEqual({
      column: "province",
      nLevels: 10,
      nTreatedLevels: 4,
      nUnits: 20,
      nTreatedUnits: 8,
      nTreatedUnitsSharing: 8,
      // Four of ten provinces, over eight of twenty units.
      chance: expect.closeTo(210 / 125_970, 12),
    });
  });

  it("takes the coarsest of several", () => {
    const zone = [..."nnnnnnnnssssssrrrrrr"];
    const found = assignmentLevel(panel({ province, zone }, treated))!;
    // One zone holds just the four provinces: one of the sets of four among ten.
    expect(found).toMatchObject({ column: "zone", nLevels: 3, nTreatedLevels: 1 });
    expect(found.chance).toBeCloseTo(1 / 210, 12);
  });

  it("keeps to the finer of two where the coarser may fit by chance", () => {
    // Pairs of provinces: with four treated, two such pairs make them up in 10 of 210 ways.
    const pair = [..."ppppqqqqrrrrssssuuuu"];
    expect(assignmentLevel(panel({ province, pair }, treated))).toMatchObject({ column: "province" });
    expect(assignmentLevel(panel({ pair }, treated))).toMatchObject({ column: "pair" });
  });

  it("is not led astray by many columns: few units, any of which fits by chance now and then", () => {
    const stream = randomStream(5);
    const few = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
    let astray = 0;
    let fitted = 0;
    for (let draw = 0; draw < 100; draw++) {
      const columns = Object.fromEntries(
        Array.from({ length: 20 }, (_, c) => {
          const order = few.map((_, u) => [stream.uniform(), u] as const).sort(([a], [b]) => a - b);
          const pairs = new Array<string>(few.length);
          order.forEach(([, u], at) => {
            pairs[u] = `pair ${Math.floor(at / 2)}`;
          });
          return [`column${c}`, pairs];
        }),
      );
      if (assignmentLevel(panel(columns, few))) astray++;
      // A pair is treated or not in 10 of 210 draws, so that most draws have some column that fits.
      if (
        Object.values(columns).some((pairs) =>
          pairs.slice(0, 4).every((name) => pairs.indexOf(name, pairs.indexOf(name) + 1) < 4),
        )
      )
        fitted++;
    }
    expect(fitted).toBeGreaterThan(40);
    expect(astray).toBe(0);
  });

  it("passes over columns that say who is treated, change over time, are numbers with decimals, or mix", () => {
    const treatedName = treated.map((on) => (on ? "yes" : "no"));
    const mixed = province.map((name, u) => (u === 3 ? "e" : name));
    const score = province.map((name) => name.charCodeAt(0) + 0.5);
    expect(assignmentLevel(panel({ treatedName, mixed, score }, treated))).toBeNull();
    const moving = panel({}, treated);
    const table = fromColumns({
      ...Object.fromEntries([...moving.table.columns].map(([k, c]) => [k, [...c.values]])),
      wanders: [...province, ...[...province].reverse()],
    });
    expect(assignmentLevel(definePanel(table, moving.spec))).toBeNull();
  });

  it("wants most treated units to share their level with another", () => {
    const alone = province.map((name, u) => (treated[u] ? `${name}${u}` : name));
    expect(assignmentLevel(panel({ alone }, treated))).toBeNull();
  });

  it("finds none in panels whose units were treated one by one", () => {
    expect(
      assignmentLevel(definePanel(castle, { unit: "sid", time: "year", treatment: { treat: "post" } })),
    ).toBeNull();
    expect(
      assignmentLevel(definePanel(messy, { unit: "city", time: "year", treatment: { cohort: "cohort" } })),
    ).toBeNull();
  });

  it("needs a treatment", () => {
    expect(() => assignmentLevel(definePanel(castle, { unit: "sid", time: "year" }))).toThrow(
      "nothing says which rows are treated",
    );
  });
});
