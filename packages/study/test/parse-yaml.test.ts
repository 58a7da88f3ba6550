import { describe, expect, it } from "vitest";
import { parseYaml, studySchema } from "../src/index.ts";

const study = `data:
  file: panel.csv
panel:
  unit: city
  time: year
  treatment: { group: pilot, start: 2018 }
model:
  outcome: y
steps:
  baseline: {}
`;
const read = (text: string) => parseYaml(text, "study.yaml", studySchema);

describe("parseYaml", () => {
  it("reads a study", () => {
    expect(read(study).panel.treatment).toEqual({ group: "pilot", start: 2018 });
  });

  it("reads JSON too", () => {
    expect(read(JSON.stringify(read(study)))).toEqual(read(study));
  });

  it("names line, column and the nearest key", () => {
    expect(() => read(study.replace("  outcome: y", "  outcome: y\n  control: [a]"))).toThrow(
      "study.yaml, line 9, column 3: unknown key “control” under “model”. Did you mean “controls”?",
    );
  });

  it("lists the keys when none is near", () => {
    expect(() => read(`${study}zebra: 1\n`)).toThrow(
      "study.yaml, line 11, column 1: unknown key “zebra”. The keys here are title, data,",
    );
  });

  it("names a missing value and a wrong one", () => {
    expect(() => read(study.replace("  unit: city\n", ""))).toThrow(
      "study.yaml, line 4, column 3: “panel.unit” is missing. Add it.",
    );
    expect(() => read(`${study}seed: early\n`)).toThrow(
      "study.yaml, line 11, column 7: “seed”: expected number, received string.",
    );
  });

  it("wants one way of telling treatment", () => {
    expect(() => read(study.replace("{ group: pilot, start: 2018 }", "{ group: pilot }"))).toThrow(
      "give exactly one of treat, cohort, or group together with start",
    );
  });

  it("names the line of broken YAML", () => {
    expect(() => read("data: [1, 2\nmodel: {")).toThrow(
      /study\.yaml, line \d, column \d+: this is not valid YAML/,
    );
  });

  it("takes one of the listed values only", () => {
    expect(() => read(study.replace("outcome: y", "outcome: y\n  ssc: stata"))).toThrow(
      "“model.ssc”: expected one of fixest, reghdfe, plm, none",
    );
  });
});
