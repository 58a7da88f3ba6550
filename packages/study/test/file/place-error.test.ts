import { CeterisError } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { placeError } from "../../src/file/place-error.ts";

const text = `data:
  file: panel.csv
  where: yeer >= 2013 and province != 'gdp'
panel: { unit: city, time: year, treatment: { group: pilot, start: 2018 } }
model:
  outcome: gdp
  fixedEffects: [city, "province^yeer", city[trend]]
steps:
  baseline:
  eventStudy: { base: -9 }
  placebo: { strata: [region] }
  psmDid: { baseline: 2015, caliper: 0.1 }
  panelMatch: { ratio: 2 }
  weighting: { baseline: 2016 }
  jackknife: { by: rank }
`;

const where = (error: Partial<CeterisError> & { where: string }) => {
  const placed = placeError(
    new CeterisError({ code: "OPTION_INVALID", what: "it is wrong", mend: "Mend it", ...error }),
    { name: "study.yaml", text },
  );
  return (placed as CeterisError).where;
};
const column = (name: string) =>
  where({ code: "UNKNOWN_COLUMN", where: "panel.csv", details: { column: name } });

describe("placeError", () => {
  it("finds the line that names a column", () => {
    expect(column("region")).toBe("study.yaml, line 11, column 23 (panel.csv)");
    expect(column("pilot")).toBe("study.yaml, line 4, column 54 (panel.csv)");
  });

  it("prefers a value that is the name to an expression that has it", () => {
    expect(column("gdp")).toBe("study.yaml, line 6, column 12 (panel.csv)");
    expect(column("yeer")).toBe("study.yaml, line 3, column 10 (panel.csv)");
    expect(column("trend")).toBe("study.yaml, line 7, column 46 (panel.csv)");
  });

  it("takes no key, and no part of a name, for a column", () => {
    expect([column("base"), column("pil"), column("steps")]).toEqual(["panel.csv", "panel.csv", "panel.csv"]);
  });

  it("finds an option by its path, or by its key where there is one", () => {
    expect(where({ where: "start" })).toBe("study.yaml, line 4, column 68 (start)");
    expect(where({ where: "base" })).toBe("study.yaml, line 10, column 23 (base)");
    expect(where({ where: "steps.jackknife.by" })).toBe(
      "study.yaml, line 15, column 20 (steps.jackknife.by)",
    );
    // Two steps have it, and a step has its name.
    expect(where({ where: "baseline" })).toBe("baseline");
    expect(where({ where: "steps.bootstrap.by" })).toBe("steps.bootstrap.by");
    expect(where({ where: "panel.csv, rows" })).toBe("panel.csv, rows");
    expect(where({ where: "placebo" })).toBe("placebo");
    expect(where({ code: "FILTER_SYNTAX", where: "the row filter, character 6\n  yeer" })).toBe(
      "study.yaml, line 3, column 10, the row filter, character 6\n  yeer",
    );
  });

  it("leaves what the error says, and defects of the program", () => {
    const error = new CeterisError({ code: "OPTION_INVALID", where: "base", what: "w", mend: "Mend" });
    expect(placeError(error, { name: "study.yaml", text })).toMatchObject({
      code: "OPTION_INVALID",
      message: "study.yaml, line 10, column 23 (base): w. Mend.",
    });
    const defect = new TypeError("x");
    expect(placeError(defect, { name: "study.yaml", text })).toBe(defect);
  });
});
