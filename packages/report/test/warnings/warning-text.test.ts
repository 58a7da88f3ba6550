import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Warning } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { reportPage, sheetToText, warningsSheet, warningText } from "../../src/index.ts";
import { CHINESE_WARNING_CODES } from "../../src/warnings/warning-text.ts";

/** Warnings as the estimators gave them. */
const EXAMPLES: readonly Warning[] = JSON.parse(
  readFileSync(new URL("examples.json", import.meta.url), "utf8"),
);

const example = (code: string, at = 0) => EXAMPLES.filter((w) => w.code === code)[at]!;

/** Codes of the warnings in the packages' sources: an object literal of a code and a message. */
function emittedCodes(): readonly string[] {
  const packages = fileURLToPath(new URL("../../../", import.meta.url));
  const found = readdirSync(packages).flatMap((name) => {
    const files = readdirSync(join(packages, name, "src"), { recursive: true, encoding: "utf8" });
    return files
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(join(packages, name, "src", file), "utf8").matchAll(
          /^(?!\s*(?:\*|\/\/)).*\bcode: "([A-Z_0-9]+)",\s*message:/gm,
        ),
      ])
      .map((match) => match[1]!);
  });
  return [...new Set(found)].sort();
}

describe("every warning", () => {
  it("that a package emits has a Chinese sentence, and each sentence a warning", () => {
    expect(emittedCodes().length).toBeGreaterThan(40);
    expect([...CHINESE_WARNING_CODES].sort()).toEqual(emittedCodes());
  });

  it("has an example here", () => {
    expect([...new Set(EXAMPLES.map((w) => w.code))].sort()).toEqual([...CHINESE_WARNING_CODES].sort());
  });

  it.each(EXAMPLES)("$code is said in Chinese, whole: $message", (warning) => {
    const text = warningText(warning, "zh");
    expect(text).not.toBe(warning.message);
    expect(text).toMatch(/^[\p{Script=Han}“\d].*。$/u);
    expect(text).not.toMatch(/undefined|null|NaN|Infinity|object|[{}]|\s{2}|（）|、(?=[（，。）])/);
    // Numbers carry a real minus sign; between Chinese words stand Chinese commas and brackets.
    expect(text).not.toMatch(/-\d|[\p{Script=Han}][,;()]|[,;()][\p{Script=Han}]/u);
    expect(warningText(warning, "en")).toBe(warning.message);
  });

  /** Figures of the Chinese sentences that English spells out or does without. */
  const OWN: Readonly<Record<string, readonly number[]>> = {
    INDICATOR_HEAVY: [1],
    TREATMENT_SWITCHES_OFF: [0, 1],
  };
  const figures = (text: string) =>
    [...text.replace(/p [=<] [\d.]+/g, "").matchAll(/(?<![A-Za-z\d.])\d+(\.\d+)?/g)].map((m) => Number(m[0]));

  it.each(EXAMPLES)("$code gives the figures of the English message: $message", (warning) => {
    const english = [...figures(warning.message), ...(OWN[warning.code] ?? [])];
    const foreign = figures(warningText(warning, "zh")).filter((figure) => !english.includes(figure));
    expect(foreign).toEqual([]);
  });

  it.each(EXAMPLES)(
    "$code falls back where details lack something or hold something else: $message",
    ({ code, message, details = {} }) => {
      const bad = [undefined, null, Number.NaN, Number.POSITIVE_INFINITY, {}, [], [null], [{}], true];
      const spoilt = Object.keys(details).flatMap((key) =>
        bad.map((value) => ({ ...details, [key]: value })),
      );
      for (const given of [undefined, {}, ...spoilt]) {
        const text = warningText({ code, message, ...(given ? { details: given } : {}) }, "zh");
        if (text !== message) expect(text).not.toMatch(/undefined|null|NaN|Infinity|object|（）|“”/);
      }
    },
  );
});

describe("warningText", () => {
  it("keeps the English message of a code it does not know, and of details that lack a figure", () => {
    expect(warningText({ code: "SOMETHING_NEW", message: "Look." }, "zh")).toBe("Look.");
    expect(warningText({ code: "toString", message: "Look." }, "zh")).toBe("Look.");
    const { code, message } = example("RUBIN_R");
    expect(warningText({ code, message }, "zh")).toBe(message);
    expect(warningText({ code, message, details: { rubinR: null, low: 0.5, high: 2 } }, "zh")).toBe(message);
  });

  it("reads like a Chinese journal", () => {
    const leads = EXAMPLES.find((w) => w.code === "SIGNIFICANT_LEADS" && w.details?.base === 0)!;
    expect(warningText(leads, "zh")).toBe(
      "以相对时点0为基期，2个先导项中有2个在5%水平上显著：相对时点−2（−0.0068，p < 0.001）、−1（−0.0051，p = 0.003）；全部先导项的联合检验p = 0.003。处理组与控制组在政策实施之前已经分化，平行趋势假设存疑：请考虑组别特定的时间趋势与预期效应，并检验结论能够承受多大程度的平行趋势偏离。参见Roth（2022）、Rambachan和Roth（2023）。",
    );
    expect(warningText(example("PSM_MATCHED_OTHER_PERIODS", 1), "zh")).toMatch(
      /^[\d.]+%的匹配跨越了不同时期：/,
    );
  });

  it("shows columns under their labels, crossed ones as a product, terms as event times", () => {
    const labels = {
      city: { en: "City", zh: "城市" },
      province: { en: "Province", zh: "省份" },
      year: "年份",
    };
    const singletons = (fixedEffects: readonly string[]) => ({
      code: "SINGLETONS_DROPPED",
      message: "…",
      details: { count: 3, fixedEffects },
    });
    expect(warningText(singletons(["city", "province^year"]), "zh", labels)).toBe(
      "有3行是固定效应（“城市”、“省份×年份”）某一组内的唯一观测值（singleton），不能为估计提供信息，已被剔除。",
    );
    const collinear = {
      code: "COLLINEAR",
      message: "…",
      details: { term: "x", collinearWith: ["event:-3"] },
    };
    expect(warningText(collinear, "zh", { x: "人口" })).toBe(
      "“人口”无法识别：与相对时点−3共线。该项已略去，对应的结果留空；其余估计与不含该项时相同。",
    );
    const absorbed = { ...collinear, details: { term: "x", collinearWith: [] } };
    expect(warningText(absorbed, "zh")).toMatch(/^“x”无法识别：被固定效应吸收。/);
  });

  it("says which leads a base of −1 would leave, and nothing of it where that was not estimated", () => {
    const base = (details: object) =>
      warningText({ code: "BASE_NOT_LAST_PRE", message: "…", details: { ...details } }, "zh");
    expect(base({ base: -3, shift: null })).toBe(
      "事件研究以相对时点−3为基期，即政策实施前第3期，先导项和滞后项均以该期为参照。建议以政策实施前最后一期（−1）为基期。",
    );
    const counts = { significantLeads: 2, nLeads: 2, significantLeadsRebased: 0, nLeadsRebased: 1 };
    expect(base({ base: 0, shift: -0.0051, ...counts, pretrendRebased: null })).toContain(
      "若改以−1为基期，所有系数将变动−0.0051，1个先导项在5%水平上不显著（原为2个中有2个显著）。",
    );
  });

  it("names only the first of many units", () => {
    const details = { units: ["a", "b", "c", "d", "e", "f", "g"], count: 7, nUnits: 40 };
    expect(warningText({ code: "PANEL_GAPS", message: "…", details }, "zh")).toContain("（a、b、c、d、e等）");
  });
});

describe("reports", () => {
  const warning = {
    code: "COLUMN_CONSTANT",
    message: "Column “x” has the same value in all 12 rows.",
    details: { column: "x", n: 12 },
  };
  const labels = { x: { en: "<GDP>", zh: "<地区>生产总值" } };
  const chinese = "变量“<地区>生产总值”的12个非缺失值完全相同，不能作为指标或解释变量。";

  it.each(["en", "zh"] as const)("the page and the sheet speak their language: %s", (lang) => {
    const said = lang === "zh" ? chinese : warning.message;
    const section = { id: "s", title: "S", paragraphs: [], warnings: [warning], sheets: [], figures: [] };
    const page = reportPage({ title: "T", lang, labels, sections: [section], provenance: [] });
    expect(page).toContain(
      `<li>${said.replaceAll("<", "&lt;").replaceAll(">", "&gt;")} <code>COLUMN_CONSTANT</code></li>`,
    );
    const sheet = warningsSheet([warning], { lang, labels });
    expect(JSON.stringify(sheet.rows)).toContain(said);
    expect(sheetToText(sheet)).toContain("COLUMN_CONSTANT");
  });
});
