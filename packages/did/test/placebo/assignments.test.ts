import { randomStream } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  type Assignment,
  type Assignments,
  describeAssignments,
  drawAssignment,
  everyAssignment,
  multinomial,
} from "../../src/placebo/assignments.ts";

/** The codes of all entities under an assignment, as text. */
function spell({ nEntities, rest }: Assignments, { at, codes }: Assignment): string {
  const out = new Array(nEntities).fill(rest);
  at.forEach((entity, j) => {
    out[entity] = codes[j];
  });
  return out.join("");
}

describe("assignments", () => {
  it("counts them", () => {
    expect(multinomial([2, 1])).toBe(3);
    expect(multinomial([3, 2, 1])).toBe(60);
    expect(multinomial([26, 1])).toBe(27);
    expect(multinomial([5])).toBe(1);
    expect(multinomial([193, 64])).toBe(Number.POSITIVE_INFINITY);
  });

  it("lists each once", () => {
    const all = describeAssignments(Int32Array.of(2, 0, 2, 1, 2));
    expect([all.rest, all.size, spell(all, all.actual)]).toEqual([2, 20, "20212"]);
    const found = [...everyAssignment(all)].map((assignment) => spell(all, assignment));
    expect(found.length).toBe(20);
    expect(found).toEqual([...new Set(found)].sort());
    expect(found).toContain("20212");
  });

  it("draws each equally often", () => {
    const all = describeAssignments(Int32Array.of(1, 0, 1, 0, 1));
    const draw = drawAssignment(all, randomStream(7).integer);
    const counts = new Map<string, number>();
    for (let i = 0; i < 20000; i++) {
      const found = spell(all, draw());
      counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    // χ² with 9 degrees of freedom exceeds 27.9 with probability 0.1%.
    const chi2 = [...counts.values()].reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0);
    expect(counts.size).toBe(10);
    expect(chi2).toBeLessThan(27.9);
  });

  it("keep within strata", () => {
    // Strata a: entities 0, 2, 5; b: 1, 3; c: 4 alone.
    const codes = Int32Array.of(1, 2, 2, 0, 1, 2);
    const strata = { codes: Int32Array.of(0, 1, 0, 1, 2, 0), nLevels: 3 };
    const all = describeAssignments(codes, strata);
    expect([all.rest, all.size, spell(all, all.actual)]).toEqual([2, 6, "122012"]);
    const found = [...everyAssignment(all)].map((assignment) => spell(all, assignment));
    expect([...found].sort()).toEqual(["102212", "122012", "201212", "202211", "221012", "222011"].sort());
    const draw = drawAssignment(all, randomStream(9).integer);
    const counts = new Map<string, number>();
    for (let i = 0; i < 12000; i++) {
      const drawn = spell(all, draw());
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([...found].sort());
    // χ² with 5 degrees of freedom exceeds 20.5 with probability 0.1%.
    const chi2 = [...counts.values()].reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0);
    expect(chi2).toBeLessThan(20.5);
  });
});
