import { describe, expect, it } from "vitest";
import { checkYaml, parseYaml, studySchema } from "../../src/index.ts";

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
      "study.yaml, line 11, column 7: “seed”: expected a number, found “early”.",
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

  it("reads anchors, merges, and a first or last mark of a document", () => {
    const merged = study.replace("unit: city\n  time: year", "<<: { unit: city, time: year }");
    expect(read(`---\n${merged}...\n`)).toEqual(read(study));
    const marked = study.replace("outcome: y", "outcome: &y y\n  controls: [x]\n  weights: *y");
    expect(read(marked).model).toEqual({ outcome: "y", controls: ["x"], weights: "y" });
  });
});

/** The complaints about the study with one piece of text in place of another. */
function problems(part: string, instead: string): readonly string[] {
  const checked = checkYaml(study.replace(part, instead), "study.yaml", studySchema);
  return checked.ok ? [] : checked.problems.map((problem) => problem.message);
}
const at = (line: number, column: number, text: string) =>
  `study.yaml, line ${line}, column ${column}: ${text}`;
const general = "Correct this value; docs/study-file.md lists what each key takes.";

describe("a mistake in a study file is told with what stands there and what to write", () => {
  it.each([
    [
      "outcome: y",
      "outcome: 0012",
      at(8, 12, '“model.outcome”: expected a text, found “0012”. Put it in quotation marks: "0012".'),
    ],
    [
      "outcome: y",
      "outcome: true",
      at(8, 12, '“model.outcome”: expected a text, found “true”. Put it in quotation marks: "true".'),
    ],
    [
      "outcome: y",
      "outcome:",
      at(8, 11, "“model.outcome”: expected a text, found nothing. Give a value, or delete the key."),
    ],
    [
      "outcome: y",
      "outcome: ''",
      at(8, 12, `“model.outcome”: expected a text that is not empty, found “''”. ${general}`),
    ],
    [
      "outcome: y",
      "outcome: y\n  controls: gdp",
      at(9, 13, "“model.controls”: expected a list, found “gdp”. Write a list in brackets: [gdp]."),
    ],
    [
      "outcome: y",
      "outcome: y\n  cluster: []",
      at(9, 12, `“model.cluster”: expected a list of 1 or more, found “[]”. ${general}`),
    ],
    [
      "outcome: y",
      "outcome: y\n  level: 95",
      at(9, 10, `“model.level”: expected a number below 1, found “95”. ${general}`),
    ],
    [
      "outcome: y",
      "outcome: y\n  vcov: clustered",
      at(
        9,
        9,
        "“model.vcov”: expected one of iid, hc1, hc2, hc3, cluster, cr2, cr3, twoway, driscoll-kraay, conley, hetero, found “clustered”. Did you mean “cluster”?",
      ),
    ],
    [
      "baseline: {}",
      "baseline: { stepwise: no }",
      at(10, 25, "“steps.baseline.stepwise”: expected true or false, found “no”. Write true or false."),
    ],
    [
      "baseline: {}",
      "baseline: false",
      at(
        10,
        13,
        "“steps.baseline”: expected keys with values, found “false”. Write keys and values below it, or leave it empty; to do without it, delete the key.",
      ),
    ],
    [
      "baseline: {}",
      "placebo: { draws: 1_000 }",
      at(10, 21, "“steps.placebo.draws”: expected a number, found “1_000”. Write it as a number: 1000."),
    ],
    [
      "baseline: {}",
      "placebo: { draws: 0 }",
      at(10, 21, `“steps.placebo.draws”: expected a number from 1 on, found “0”. ${general}`),
    ],
    [
      "baseline: {}",
      "placebo: { draws: 9.5 }",
      at(10, 21, `“steps.placebo.draws”: expected a whole number, found “9.5”. ${general}`),
    ],
    [
      "baseline: {}",
      "psmDid: { trim: 0.7 }",
      at(10, 19, `“steps.psmDid.trim”: expected a number below 0.5, found “0.7”. ${general}`),
    ],
    [
      "baseline: {}",
      "psmDid: { trim: most }",
      at(10, 19, `“steps.psmDid.trim”: expected crump, or a number, found “most”. ${general}`),
    ],
    [
      "steps:\n  baseline: {}",
      "steps: [baseline]",
      at(
        9,
        8,
        "“steps”: expected keys with values, found “[baseline]”. Write keys and values below it, or leave it empty; to do without it, delete the key.",
      ),
    ],
    ["steps:\n  baseline: {}", "steps: {}", at(9, 8, `“steps”: it names no step. ${general}`)],
    ["model:", "modle:", at(7, 1, "unknown key “modle”. Did you mean “model”?")],
    [
      "model:",
      "model：",
      at(
        7,
        1,
        "this is not valid YAML: implicit keys need to be on a single line. “：” means nothing in YAML: write “:”.",
      ),
    ],
    [
      "unit: city",
      "unit:\u00a0city",
      at(
        4,
        3,
        "this is not valid YAML: implicit keys need to be on a single line. A space on this line is not an ordinary one: type it again.",
      ),
    ],
    [
      "model:",
      "data: {}\nmodel:",
      at(7, 1, "the key “data” is there already. Put what belongs together under one of the two."),
    ],
    [
      "data:\n  file: panel.csv",
      "data：{ file: panel.csv }",
      at(1, 1, "unknown key “data：{ file”. “：” means nothing in YAML: write “:”."),
    ],
    [
      "  outcome: y",
      "\toutcome: y",
      at(8, 1, "this line is indented with a tab. Indent with spaces: YAML takes no tabs for it."),
    ],
    [
      "outcome: y",
      "outcome: *y",
      at(
        8,
        12,
        "“*y” stands for what is marked “&y” further up, and nothing is. Put a text that begins with * in quotation marks.",
      ),
    ],
    [
      "{ group: pilot, start",
      "{ group: pilot， start",
      at(
        6,
        23,
        "this is not valid YAML: block collections are not allowed within flow collections. “，” means nothing in YAML: write “,”.",
      ),
    ],
    [
      "steps:",
      "---\nsteps:",
      at(9, 1, "a second document begins here. Keep one to a file, and delete the line ---."),
    ],
  ])("%j as %j", (part, instead, message) => {
    expect(problems(part, instead)[0]).toBe(message);
  });

  it("once: a misspelt key is not missing as well", () => {
    expect(problems("model:", "modle:")).toHaveLength(1);
    expect(problems("unit: city", "unti: city")).toEqual([
      at(4, 3, "unknown key “unti” under “panel”. Did you mean “unit”?"),
    ]);
  });

  it("cannot make the program expand aliases without end", () => {
    const rows = ["b", "c", "d", "e", "f"].map(
      (name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcde"[i]}`)}]`,
    );
    expect(problems("data:", `a: &a [x, x]\n${rows.join("\n")}\ndata:`)).toEqual([
      "study.yaml: its aliases (&, *) expand to too much. Write the values out plainly.",
    ]);
  });
});
