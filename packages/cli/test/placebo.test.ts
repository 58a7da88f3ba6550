import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Work } from "@ceteris/core";
import pc from "picocolors";
import { describe, expect, it } from "vitest";
import { durationText, progressLine } from "../src/terminal/progress-line.ts";
import type { Terminal } from "../src/terminal/terminal.ts";
import { watchWork } from "../src/terminal/watch-work.ts";
import { callJson, callMain } from "./call-main.ts";

const model =
  "placebo data/castle/castle.csv --unit state --time year --cohort cohort --outcome l_homicide".split(" ");

describe("ceteris placebo", () => {
  it("gives draws t statistics when asked", async () => {
    const plain = await callJson([...model, "--draws", "50"]);
    const also = await callJson([...model, "--draws", "50", "--studentised"]);
    expect(plain.document.studentised).toBeNull();
    expect(also.document.values).toEqual(plain.document.values);
    expect(also.document.studentised.values.length).toBe(50);
    expect(also.document.studentised.statistic).toBeCloseTo(also.document.actual.statistic, 9);
    expect(Object.keys(also.document.studentised.pValue)).toEqual(["twoSided", "greater", "less"]);
  });

  it("deals out within strata, and refuses those that change", async () => {
    const { document } = await callJson([
      ...model,
      "--draws",
      "30",
      "--strata",
      "everTreated,sid",
      "--strata",
      "state",
    ]);
    expect(document.error.message).toContain("all have the same treatment");
    const { code, err } = await callMain([...model, "--strata", "post"]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^error column “post”: state \w+ lies in the strata 0 and 1\. Give strata by columns/,
    );
  });

  it.each([
    ["density", "Density"],
    ["p-values", "p value of the draw"],
    ["rejection", "orange: rejected at 5%"],
  ])("draws the chart %s", async (chart, text) => {
    const folder = mkdtempSync(join(tmpdir(), "ceteris-placebo-"));
    try {
      const out = join(folder, "placebo.svg");
      const { code, err } = await callMain([...model, "--draws", "60", "--chart", chart, "--out", out]);
      expect([code, err]).toEqual([0, ""]);
      expect(readFileSync(out, "utf8")).toContain(text);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A terminal that writes down what it is told. */
function recorder(width: number | null) {
  let said = "";
  const say = (text: string) => {
    said += text;
  };
  const terminal: Terminal = {
    print: () => {},
    say,
    width,
    printWidth: null,
    colours: pc.createColors(false),
  };
  return { terminal, said: () => said };
}

describe("progress", () => {
  it("is a line that is written over, after the first second, on a screen only", () => {
    const screen = recorder(60);
    const line = progressLine(screen.terminal);
    line.show("draws", { done: 5, total: 10, seconds: 0.5, secondsLeft: 0.5 });
    line.clear();
    expect(screen.said()).toBe("");
    line.show("draws", { done: 1200, total: 5000, seconds: 2, secondsLeft: 75.2 });
    line.clear();
    expect(screen.said()).toBe("\rdraws: 1,200 of 5,000, 1 min 16 s left\x1b[K\r\x1b[K");
    const narrow = recorder(20);
    progressLine(narrow.terminal).show("draws", { done: 0, total: 5000, seconds: 2, secondsLeft: null });
    expect(narrow.said()).toBe("\rdraws: 0 of 5,000\x1b[K");
    const pipe = recorder(null);
    progressLine(pipe.terminal).show("draws", { done: 1, total: 2, seconds: 9, secondsLeft: 9 });
    expect(pipe.said()).toBe("");
  });

  it("tells time in its two largest units", () => {
    expect([0.2, 59.5, 61, 3600, 7505].map(durationText)).toEqual([
      "1 s",
      "1 min 0 s",
      "1 min 1 s",
      "1 h 0 min",
      "2 h 5 min",
    ]);
  });

  it("ends with an interrupt, which keeps what was done", async () => {
    function* count(): Work<number> {
      for (let done = 1; ; done++) {
        for (const end = performance.now() + 2; performance.now() < end; );
        if (yield { done, total: 1e9 }) return done;
      }
    }
    const { terminal, said } = recorder(null);
    setTimeout(() => process.emit("SIGINT"), 80);
    const { result, interrupted } = await watchWork(terminal, "draws", count());
    expect([interrupted, result > 5, said()]).toEqual([
      true,
      true,
      "interrupted: keeping the draws done …\n",
    ]);
    expect(process.listenerCount("SIGINT")).toBe(0);
  });
});
