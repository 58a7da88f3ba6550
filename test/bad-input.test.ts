// What a user can get wrong, each through the program: exit code 2, a message with where, what and the
// mend, and nothing half-written.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "../packages/cli/test/call-main.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-bad-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Row = Record<string, string | number>;

/** Four units over four years, two of them treated from 2018 on. */
function rows(): Row[] {
  return ["A", "B", "C", "D"].flatMap((city, u) =>
    [2016, 2017, 2018, 2019].map((year, t) => ({
      city,
      year,
      pilot: u < 2 ? 1 : 0,
      did: u < 2 && year >= 2018 ? 1 : 0,
      y: u + t * t + (u < 2 && year >= 2018 ? 1 : 0) + ((u * 7 + t * 3) % 5) / 10,
      gdp: ((u * 5 + t * 11) % 7) / 7,
    })),
  );
}

function save(name: string, change: (rows: Row[]) => void = () => {}): string {
  const data = rows();
  change(data);
  const header = Object.keys(data[0]!);
  const lines = data.map((row) => header.map((key) => row[key]).join(","));
  const file = join(folder, name);
  writeFileSync(file, `${[header.join(","), ...lines].join("\n")}\n`);
  return file;
}

const study = (change: (text: string) => string = (text) => text) => {
  const text = `data: { file: study.csv }
panel:
  unit: city
  time: year
  treatment: { group: pilot, start: 2018 }
model:
  outcome: y
  controls: [gdp]
steps:
  describe: {}
  baseline: {}
  eventStudy: {}
  placebo: { draws: 20 }
output: results
`;
  const file = join(folder, "study.yaml");
  writeFileSync(file, change(text));
  return file;
};

/** The command refuses with exactly this message, in words and as JSON. */
async function refuses(argv: readonly string[], code: string, message: string) {
  const before = readdirSync(folder).sort();
  const said = await callMain(argv);
  expect(said).toEqual({ code: 2, out: said.out, err: expect.stringContaining(`error ${message}\n`) });
  expect(said.out).toBe("");
  const { document } = await callJson(argv);
  const { where, mend } = document.error;
  expect(document.error.code).toBe(code);
  expect(message.startsWith(`${where}: ${document.error.message}. ${mend}`)).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(before);
}

const did = (file: string, ...more: string[]) => [
  "did",
  file,
  ...["--unit", "city", "--time", "year", "--outcome", "y", "--treat", "did"],
  ...["--out", join(folder, "out.json")],
  ...more,
];

describe("data", () => {
  it("a missing file", async () => {
    save("panel.csv");
    const file = join(folder, "panle.csv");
    await refuses(
      did(file),
      "FILE_NOT_FOUND",
      `${file}: there is no such file. Did you mean “${folder}/panel.csv”?`,
    );
  });

  it("an unknown column, with the nearest name", async () => {
    const file = save("panel.csv");
    await refuses(
      did(file, "--controls", "gpd"),
      "UNKNOWN_COLUMN",
      "panel.csv: there is no column “gpd”. Did you mean “gdp”?",
    );
  });

  it("text in a numeric column, with row and value", async () => {
    const file = save("text.csv", (r) => {
      r[6]!.y = "12..5";
    });
    await refuses(
      did(file),
      "NOT_NUMERIC",
      "text.csv, column “y”: text where numbers are needed: “12..5” in row 7. Correct these cells, or leave them empty to mark them missing.",
    );
  });

  it("a unit twice in a period, with both rows", async () => {
    const file = save("twice.csv", (r) => {
      r.push({ ...r[5]!, y: 3 });
    });
    await refuses(
      did(file),
      "DUPLICATE_ROW",
      "twice.csv: rows 6 and 17 are both city B, year 2017. Each unit may have one row in each period: delete one of the two, or name the right unit and time columns.",
    );
  });

  it("treatment that is not 0 or 1", async () => {
    const file = save("two.csv", (r) => {
      r[2]!.did = 2;
    });
    await refuses(
      did(file),
      "TREATMENT_NOT_BINARY",
      "two.csv, column “did”: treatment must be 0 or 1, but row 3 has 2. Recode the column to 0 and 1; a column of first treated periods is given as a cohort instead.",
    );
  });

  it("treated units that are treated in every period", async () => {
    const file = save("always.csv", (r) => {
      for (const row of r) row.did = row.pilot!;
    });
    await refuses(
      did(file),
      "ALL_ALWAYS_TREATED",
      "always.csv, column “did”: every treated unit is treated in all of its periods (A, B). A difference-in-differences needs treated units seen before treatment: add earlier periods, or correct the start.",
    );
  });

  it("one such unit among others is a warning that names it", async () => {
    const file = save("one-always.csv", (r) => {
      for (const row of r) if (row.city === "A") row.did = 1;
    });
    const { code, document } = await callJson(did(file, "--out", join(folder, "../never.txt")).slice(0, -4));
    expect(code).toBe(0);
    const [warning] = document.warnings.filter((w: { code: string }) => w.code === "ALWAYS_TREATED");
    expect(warning.message).toContain("A");
  });

  it("nobody treated", async () => {
    const file = save("none.csv", (r) => {
      for (const row of r) row.did = 0;
    });
    await refuses(
      did(file),
      "NO_TREATED",
      "none.csv, column “did”: no row is treated (periods 2016 to 2019). Check the column and, if one was given, the start: both must fall inside the data.",
    );
  });

  it("nobody untreated", async () => {
    const file = save("all.csv", (r) => {
      for (const row of r) row.did = Number(row.year) >= 2018 ? 1 : 0;
    });
    await refuses(
      did(file),
      "NO_UNTREATED",
      "all.csv, column “did”: all 4 units are treated from the same period on, so there is nobody to compare with. Add units that are never treated or treated later.",
    );
  });

  it("an infinite value, with its row", async () => {
    const file = save("inf.csv", (r) => {
      r[3]!.gdp = "Inf";
    });
    await refuses(
      did(file, "--controls", "gdp"),
      "NOT_FINITE",
      "inf.csv, column “gdp”, row 4: the value is infinite. Correct the cell (often a division by zero or the logarithm of zero), or leave it empty to mark it missing.",
    );
  });

  it("missing values are dropped from a regression, counted, and listed by column", async () => {
    const file = save("missing.csv", (r) => {
      r[0]!.y = "";
      r[1]!.gdp = "NA";
      r[9]!.gdp = "";
    });
    const argv = did(file, "--controls", "gdp").filter(
      (a) => a !== "--out" && a !== join(folder, "out.json"),
    );
    const { code, document, err } = await callJson(argv);
    expect(code).toBe(0);
    expect(document.sample).toMatchObject({ nRows: 16, nObs: 13, dropped: { missing: 3 } });
    expect(document.warnings[0]).toMatchObject({
      code: "MISSING_DROPPED",
      details: { byColumn: { y: 1, gdp: 2 } },
    });
    expect(err).toContain("dropped: “y” (1), “gdp” (2).");
  });
});

describe("an index", () => {
  const index = (file: string) => [
    "index",
    file,
    ...["--unit", "city", "--time", "year", "--spec", join(folder, "indicators.yaml")],
    ...["--scores", join(folder, "scores.csv"), "--out", join(folder, "out.json")],
  ];
  beforeAll(() =>
    writeFileSync(
      join(folder, "indicators.yaml"),
      "- { name: y, direction: positive }\n- { name: gdp, direction: negative }\n",
    ),
  );

  it("refuses a constant indicator", async () => {
    const file = save("constant.csv", (r) => {
      for (const row of r) row.gdp = 3;
    });
    const { code, out, err } = await callMain(index(file));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^error constant\.csv, .*“gdp”.*: .*\. .*\.\n$/);
    expect((await callJson(index(file))).document.error.code).toBe("INDICATOR_CONSTANT");
    expect(existsSync(join(folder, "scores.csv"))).toBe(false);
  });

  it("refuses missing values, with column and rows", async () => {
    const file = save("gaps.csv", (r) => {
      r[2]!.gdp = "";
      r[4]!.gdp = "NA";
    });
    const { code, out, err } = await callMain(index(file));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toBe(
      "error gaps.csv: missing values: indicator “gdp” has 2 of 16 (A 2018 in row 3, B 2016 in row 5). Fill these cells by a rule you can defend (in a study, the transform interpolate), or leave the rows or the indicator out: an index of incomplete rows would compare unlike with unlike.\n",
    );
    expect((await callJson(index(file))).document.error.code).toBe("INDICATOR_MISSING");
    expect(existsSync(join(folder, "scores.csv"))).toBe(false);
  });
});

describe("a study", () => {
  beforeAll(() => save("study.csv"));

  it("an unknown key, with line and column", async () => {
    const file = study((text) => text.replace("  controls:", "  contols:"));
    await refuses(
      ["run", file],
      "STUDY_KEY",
      "study.yaml, line 8, column 3: unknown key “contols” under “model”. Did you mean “controls”?",
    );
  });

  it("check lists every problem at once", async () => {
    const file = study((text) =>
      text.replace("unit:", "unti:").replace("steps:", "stesp:").replace("outcome: y", "outcome: 5"),
    );
    const { code, document, err } = await callJson(["check", file]);
    expect(code).toBe(2);
    expect(document.ok).toBe(false);
    expect(document.problems.map((p: { code: string }) => p.code)).toEqual([
      "STUDY_KEY",
      "STUDY_KEY",
      "STUDY_VALUE",
    ]);
    expect(document.error).toEqual(document.problems[0]);
    expect(err.match(/^error /gm)).toHaveLength(3);
  });

  it("check finds every column that the data do not have", async () => {
    const file = study((text) =>
      text.replace("[gdp]", "[gdq]").replace("describe: {}", "describe: { columns: [nothing_like_it] }"),
    );
    const { document } = await callJson(["check", file]);
    expect(document.problems.map((p: { message: string }) => p.message)).toEqual([
      "there is no column “gdq”",
      "there is no column “nothing_like_it”",
    ]);
  });

  it("an output folder whose place a file has taken", async () => {
    const file = study();
    const taken = join(folder, "taken");
    writeFileSync(taken, "mine");
    const end = "a part of this path is a file, not a folder. Choose another folder, or rename that file.";
    await refuses(["run", file, "--output", taken], "OUTPUT_NOT_WRITABLE", `${taken}: ${end}`);
    await refuses(
      ["run", file, "--output", join(taken, "in")],
      "OUTPUT_NOT_WRITABLE",
      `${join(taken, "in")}: ${end}`,
    );
  });

  it("a step that fails leaves no folder where there was none, and an old one as it was", async () => {
    const good = study();
    const kept = join(folder, "kept");
    expect((await callMain(["run", good, "--output", kept])).code).toBe(0);
    const list = () => (readdirSync(kept, { recursive: true }) as string[]).sort();
    const before = list();
    const bad = study((text) => text.replace("eventStudy: {}", "eventStudy: { base: -9 }"));
    const fresh = join(folder, "not", "there");
    for (const output of [fresh, kept]) {
      const { code, err } = await callMain(["run", bad, "--output", output]);
      expect(code).toBe(2);
      expect(err).toContain(
        "error study.csv, base: no treated unit is seen at event time -9. Choose the base among the event times of the sample: -2, -1, 0, 1.",
      );
    }
    expect(existsSync(join(folder, "not"))).toBe(false);
    expect(list()).toEqual(before);
  });

  it("missing values are dropped, counted and told of", async () => {
    save("study.csv", (r) => {
      r[0]!.y = "";
      r[5]!.gdp = "NA";
    });
    const file = study();
    const { code, document, err } = await callJson(["run", file, "--output", join(folder, "missing")]);
    save("study.csv");
    expect(code).toBe(0);
    expect(document.baseline.models.at(-1).sample).toMatchObject({ nObs: 14, dropped: { missing: 2 } });
    expect(err).toContain("were dropped: “y” (1), “gdp” (1).");
    expect(document.warnings.map((w: { code: string }) => w.code)).toContain("MISSING_DROPPED");
  });

  it("an index with the name of a column", async () => {
    const file = study((text) =>
      text.replace("model:", "index: { name: gdp, indicators: [{ name: y, direction: positive }] }\nmodel:"),
    );
    await refuses(
      ["run", file],
      "STUDY_VALUE",
      "study.yaml, line 6, column 16 (index.name): study.csv has a column “gdp” already. Give the index another name.",
    );
  });

  it.each([
    [
      "empty",
      "STUDY_VALUE",
      "",
      "there is nothing in this file. The keys it may have are title, data, panel, transform, index, model, steps, labels, published, output, tables, formats, fonts, seed.",
    ],
    ["deep", "STUDY_SYNTAX", "[".repeat(100_000), "it is nested too deeply. Write the values out plainly."],
    [
      "of aliases without end",
      "STUDY_SYNTAX",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefghij"].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${"abcdefghi"[i]}`)}]\n`).join("")}`,
      "its aliases (&, *) expand to too much. Write the values out plainly.",
    ],
  ])("a file that is %s", async (_name, code, text, message) => {
    await refuses(["run", study(() => text)], code, `study.yaml: ${message}`);
  });

  it("a folder, a picture and a data file in the place of a study", async () => {
    const inside = join(folder, "a folder");
    mkdirSync(inside, { recursive: true });
    await refuses(
      ["run", inside],
      "FILE_UNREADABLE",
      `${inside}: this is a folder. Give the name of a file in it.`,
    );
    const binary = join(folder, "binary.yaml");
    writeFileSync(
      binary,
      Uint8Array.from({ length: 256 }, (_, i) => i),
    );
    await refuses(
      ["run", binary],
      "FILE_UNREADABLE",
      `${binary}: this is not text in UTF-8 or GB18030. Save the file as UTF-8.`,
    );
    const large = join(folder, "large.yaml");
    writeFileSync(large, "x".repeat(2 ** 20));
    await refuses(
      ["run", large],
      "FILE_UNREADABLE",
      `${large}: this is too large for a study file (1.0 MB). Give the study file here; it names the data.`,
    );
  });
});
