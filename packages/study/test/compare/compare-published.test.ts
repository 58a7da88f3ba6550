import { describe, expect, it } from "vitest";
import { comparePublished, lookUp } from "../../src/index.ts";

const results = { models: [{ rows: [{ term: "did", time: 1, estimate: 0.0096 }] }] };
const published = (printed: string, tolerance?: number | string) => ({
  source: "a paper",
  tables: [
    {
      id: "1",
      title: "One",
      ...(tolerance === undefined ? {} : { tolerance }),
      figures: [{ item: "DID", at: "models[0].rows[term=did time=1].estimate", printed }],
    },
  ],
});

describe("lookUp", () => {
  it("follows positions and conditions", () => {
    expect(lookUp(results, "models[0].rows[term=did time=1].estimate")).toBe(0.0096);
    expect(lookUp(results, "models[3].rows[term=did].estimate")).toBeUndefined();
    expect(lookUp(results, "models[0].rows[term=other].estimate")).toBeUndefined();
  });
});

describe("comparePublished", () => {
  const verdict = (printed: string, tolerance?: number | string) =>
    comparePublished(results, published(printed, tolerance), "published.yaml").tables[0]!.figures[0]!.verdict;

  it("compares at the printed digits", () => {
    expect(verdict("0.010")).toBe("same");
    expect(verdict("0.009")).toBe("differs");
    expect(verdict("0.0096")).toBe("same");
  });

  it("takes an absolute or a relative tolerance", () => {
    expect(verdict("0.009", 0.001)).toBe("near");
    expect(verdict("0.0095", "2%")).toBe("near");
    expect(verdict("0.0090", "2%")).toBe("differs");
  });

  it("keeps the printed scale", () => {
    const scaled = published("0.96");
    const comparison = comparePublished(
      results,
      { ...scaled, tables: [{ ...scaled.tables[0]!, scale: 100 }] },
      "published.yaml",
    );
    expect(comparison.tables[0]!.figures[0]!.verdict).toBe("same");
  });

  it("refuses a printed figure that is no number", () => {
    expect(() => verdict("n.s.")).toThrow(
      "published.yaml, table 1: the printed figure “n.s.” is not a number. Write it as in the publication, in quotation marks and with a decimal point.",
    );
  });
});
