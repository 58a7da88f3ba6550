import { describe, expect, it } from "vitest";
import { fisherExact } from "../../../src/design/lints/fisher-exact.ts";
import { reviewDesign } from "../../../src/index.ts";
import { type Cell, seededPanel } from "./seeded-panel.ts";

const y = ({ x }: Cell) => x;
const remarks = (keep: (cell: Cell) => boolean, outcome = y) =>
  reviewDesign(seededPanel({ y: outcome }, { keep }), { outcome: "y" }).filter(
    ({ code }) => code === "ENTRY_EXIT_RELATED",
  );

describe("ENTRY_EXIT_RELATED", () => {
  it("fires where treated units leave early, or their outcome is not known any more", () => {
    // 10 of 30 treated units (the odd ones) leave, and 1 of the others.
    const leaves = ({ u, t }: Cell) => t === 5 && (u === 0 || (u % 2 === 1 && u < 20));
    const [found, ...more] = remarks((cell) => !leaves(cell));
    expect(more).toEqual([]);
    expect(found!.details).toMatchObject({
      outcome: "y",
      nTreatedUnits: 30,
      nNeverUnits: 30,
      found: [{ kind: "early", nTreated: 10, nNever: 1 }],
    });
    expect(found!.message).toMatch(
      /^Who is seen when goes with treatment: 10 of 30 treated units leave early, against 1 of 30 never treated \(p = 0\.0056\)\. Units that come or go/,
    );
    const unknown = remarks(
      () => true,
      (cell) => (leaves(cell) ? Number.NaN : cell.x),
    );
    expect(unknown[0]!.details).toEqual(found!.details);
  });

  it("tells late entry and gaps apart", () => {
    const [found] = remarks(({ u, t }) => !(u % 2 === 0 && u < 24 && t === (u < 12 ? 0 : 2)));
    expect(found!.details!.found).toMatchObject([
      { kind: "late", nTreated: 0, nNever: 6 },
      { kind: "gaps", nTreated: 0, nNever: 6 },
    ]);
  });

  it("keeps silent on a balanced panel, and where units are missing alike in both groups", () => {
    expect(remarks(() => true)).toEqual([]);
    expect(remarks(({ u, t }) => !(t === 5 && u < 20))).toEqual([]);
    const all = seededPanel({ y }, { start: (u) => 2 + (u % 2), keep: ({ u, t }) => !(t === 5 && u < 20) });
    expect(reviewDesign(all, { outcome: "y" }).map(({ code }) => code)).not.toContain("ENTRY_EXIT_RELATED");
  });

  it("tests by Fisher's exact probabilities", () => {
    // The lady tasting tea: 3 of 4 cups, p = 34/70.
    expect(fisherExact(3, 4, 1, 4)).toBeCloseTo(34 / 70, 12);
    expect(fisherExact(4, 4, 0, 4)).toBeCloseTo(2 / 70, 12);
    // R 4.2.2: fisher.test(matrix(c(10, 20, 1, 29), 2)) and (c(0, 30, 6, 24), 2).
    expect(fisherExact(10, 30, 1, 30)).toBeCloseTo(0.00557909191987098, 13);
    expect(fisherExact(0, 30, 6, 30)).toBeCloseTo(0.0237207039169573, 13);
    expect(fisherExact(0, 5, 0, 9)).toBe(1);
    expect(fisherExact(5, 5, 9, 9)).toBe(1);
  });
});
