import { expect, test } from "vitest";
import { makeSheet, sheetToLatex } from "../src/index.ts";
import { hostileSheet } from "./hostile.ts";
import { baseline } from "./sheets.ts";

test("a three-line table in Chinese, with the packages it needs", () => {
  expect(sheetToLatex(baseline("zh"))).toMatchInlineSnapshot(`
    "% \\usepackage{adjustbox,booktabs,dcolumn,threeparttable}
    % Chinese text: compile with XeLaTeX and \\usepackage{ctex}.
    \\begin{table}[htbp]
    \\centering
    \\caption{双重差分估计结果}\\label{tab:baseline}
    \\begin{adjustbox}{max width=\\linewidth}
    \\begin{threeparttable}
    \\begin{tabular}{lD{.}{.}{2.6}D{.}{.}{3.6}D{.}{.}{3.4}}
    \\toprule
     & \\multicolumn{3}{c}{公共价值创造} \\\\
    \\cmidrule(lr){2-4}
    变量 & \\multicolumn{1}{c}{(1)} & \\multicolumn{1}{c}{(2)} & \\multicolumn{1}{c}{(3)} \\\\
    \\midrule
    DID & 0.008^{***} & 0.008^{***} & 0.008^{*} \\\\
     & (3.19) & (3.19) & (1.77) \\\\
    城市经济发展 &  & -0.013 & -0.013 \\\\
     &  & (-0.81) & (-0.81) \\\\
    \\midrule
    城市固定效应 & \\multicolumn{1}{c}{是} & \\multicolumn{1}{c}{是} & \\multicolumn{1}{c}{是} \\\\
    年份固定效应 & \\multicolumn{1}{c}{是} & \\multicolumn{1}{c}{是} & \\multicolumn{1}{c}{是} \\\\
    观测值 & \\multicolumn{1}{c}{1542} & \\multicolumn{1}{c}{1542} & \\multicolumn{1}{c}{1542} \\\\
    个体数 & \\multicolumn{1}{c}{257} & \\multicolumn{1}{c}{257} & \\multicolumn{1}{c}{257} \\\\
    组内R\\textsuperscript{2} & 0.024 & 0.024 & 0.024 \\\\
    \\bottomrule
    \\end{tabular}
    \\begin{tablenotes}[flushleft]
    \\footnotesize
    \\item 注：括号内为t值；第(1), (2)列采用城市层面聚类稳健标准误（聚类数257），小样本修正同fixest；第(3)列采用省份层面聚类稳健标准误（聚类数30），小样本修正同fixest；*、**、***分别表示在10\\%、5\\%、1\\%水平上显著。
    \\end{tablenotes}
    \\end{threeparttable}
    \\end{adjustbox}
    \\end{table}
    "
  `);
});

test("a whole document chooses its class by the text", () => {
  expect(sheetToLatex(baseline("zh"), { standalone: true })).toContain("\\documentclass[UTF8]{ctexart}");
  const english = sheetToLatex(baseline("en"), { standalone: true });
  expect(english).toContain("\\documentclass{article}");
  expect(english).not.toContain("ctex");
});

for (const [name, latex] of [
  ["hostile text", sheetToLatex(hostileSheet())],
  ["a regression table", sheetToLatex(baseline("en"), { standalone: true })],
] as const) {
  test(`${name} leaves braces, environments and columns in order`, () => {
    const code = latex.replace(/^%.*$/gm, "").replace(/\\[{}]/g, "");
    let depth = 0;
    for (const c of code) {
      depth += c === "{" ? 1 : c === "}" ? -1 : 0;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    const stack: string[] = [];
    for (const [, kind, environment] of code.matchAll(/\\(begin|end)\{(\w+)\}/g)) {
      if (kind === "begin") stack.push(environment!);
      else expect(stack.pop()).toBe(environment);
    }
    expect(stack).toEqual([]);
    const columns = /tabular\}\{(.*)\}$/m.exec(latex)![1]!.replace(/\{[^}]*\}/g, "").length;
    for (const line of code.split("\n").filter((l) => l.endsWith("\\\\"))) {
      const spans = [...line.matchAll(/\\multicolumn\{(\d+)\}/g)].reduce(
        (sum, m) => sum + Number(m[1]) - 1,
        0,
      );
      const cells = line.replaceAll("\\&", "").split("&").length;
      expect(cells + spans).toBe(columns);
    }
  });
}

test("hostile text neither runs nor becomes an argument", () => {
  const latex = sheetToLatex(hostileSheet());
  expect(latex).not.toContain("\\input");
  expect(latex).toContain("\\textbackslash{}input\\{/etc/passwd\\} \\$x\\$ 5\\% a\\_b \\#1");
  expect(latex).toContain("{}[0.1 &");
  expect(latex).toContain("\\label{tab:hostile-sheet}");
});

/** A table of as many rows as wanted under long headings. */
function broad(rows: number) {
  const headers = ["Standardised bias (%)", "Mean, treated", "标准化偏差（%）", "p"];
  const columns = headers.map((header, j) => ({ key: `c${j}`, header, align: "decimal" as const }));
  const text = "Unemployment insurance coverage";
  const cells = [{ text }, ...headers.map(() => ({ text: "<0.001", value: 0.0001 })), { text }];
  const label = { key: "v", header: "Variable", align: "left" as const };
  return makeSheet({
    ...baseline("en"),
    columns: [label, ...columns, { ...label, key: "w" }],
    rows: Array.from({ length: rows }, () => ({ kind: "body", cells })),
  });
}

test("a heading much wider than its column takes two lines, between words or before a bracket", () => {
  const tex = sheetToLatex(broad(2));
  expect(tex).toContain("\\multicolumn{1}{c}{\\shortstack[c]{\\strut Standardised\\\\\\strut bias (\\%)}}");
  expect(tex).toContain("\\shortstack[c]{\\strut Mean,\\\\\\strut treated}");
  expect(tex).toContain("\\shortstack[c]{\\strut 标准化偏\\\\\\strut 差（\\%）}");
  expect(tex).toContain("\\multicolumn{1}{c}{p}");
  expect(tex).toContain(" & {<}0.001 & ");
});

test("a long table that would be wider than the page has smaller type, and its notes say what they are", () => {
  const tex = sheetToLatex(broad(60));
  expect(tex).toContain("{\\scriptsize\\setlength{\\tabcolsep}{3pt}\n\\begin{longtable}");
  expect(tex).toMatch(/\\end\{longtable\}\n\}\n\\noindent\{\\footnotesize Notes: /);
});

test("a table longer than a page is broken over several, its head repeated", () => {
  const sheet = baseline("en");
  const long = { ...sheet, rows: Array.from({ length: 60 }, () => sheet.rows[0]!) };
  const tex = sheetToLatex(long);
  expect(tex).toContain("% \\usepackage{booktabs,dcolumn,longtable}");
  expect(tex.match(/\\toprule/g)).toHaveLength(2);
  expect(tex).toMatch(/\\endfirsthead[\s\S]*\\endhead\n\\bottomrule\n\\endfoot/);
  expect(tex.match(/\\begin\{(\w+)\}/g)).toEqual(["\\begin{longtable}"]);
});
