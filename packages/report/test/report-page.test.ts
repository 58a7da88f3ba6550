import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { plotWeights, type ReportPage, renderSvg, reportPage, weightsSheet } from "../src/index.ts";
import { PAGE_SCRIPT } from "../src/page/page-script.ts";
import { index } from "./factories.ts";
import { HOSTILE, hostileSheet } from "./hostile.ts";
import { elements } from "./markup.ts";
import { baseline } from "./sheets.ts";

async function study(lang: "en" | "zh", more: Partial<ReportPage> = {}): Promise<ReportPage> {
  const spec = plotWeights(index(), { lang, title: null });
  return {
    title: lang === "en" ? "A study" : "一项研究",
    lang,
    sections: [
      {
        id: "index",
        title: lang === "en" ? "Index" : "指标体系",
        paragraphs: ["One.", "Two."],
        warnings: [{ code: "FEW_CLUSTERS", message: "Eight clusters." }],
        sheets: [weightsSheet(index(), { lang }), baseline(lang)],
        figures: [
          { id: "weights", caption: lang === "en" ? "Weights" : "权重", svg: await renderSvg(spec), spec },
        ],
        specification: { level: 0.95 },
      },
    ],
    tableFiles: { weights: [{ label: "CSV", href: "tables/权重 1.csv" }] },
    figureFiles: { weights: [{ label: "SVG", href: "charts/weights.svg" }] },
    provenance: ["panel.csv"],
    ...more,
  };
}

test("one file in good order: language, headings, numbered captions, contents, files", async () => {
  const html = reportPage(await study("zh"));
  const names = elements(html);
  expect(
    names.filter((n) =>
      ["h1", "h2", "h3", "nav", "main", "section", "figure", "details", "footer"].includes(n),
    ),
  ).toEqual(["nav", "h2", "h1", "main", "section", "h2", "h3", "figure", "details", "footer", "h2"]);
  expect(html).toContain('<html lang="zh-CN">');
  expect(html).toContain('<a href="#index">指标体系</a>');
  expect(html).toContain("<caption>表1　指标体系与权重</caption>");
  expect(html).toContain("<caption>表2　双重差分估计结果</caption>");
  expect(html).toContain("<figcaption>图1　权重</figcaption>");
  expect(html).toContain('<a href="tables/%E6%9D%83%E9%87%8D%201.csv">CSV</a>');
  expect(html).toContain('<a href="charts/weights.svg">SVG</a>');
  expect(html).toMatch(/<svg role="img" aria-label="8个指标的权重。"/);
});

test("it needs nothing else, and runs only the script that its policy names", async () => {
  const html = reportPage(await study("en"));
  const outside = html.replace(/xmlns(:xlink)?="[^"]*"/g, "").replace(`<script>${PAGE_SCRIPT}</script>`, "");
  expect(outside).not.toMatch(/https?:|@import|url\((?!#)|src=|<script|<link(?! rel="icon" href="data:,")/i);
  expect(PAGE_SCRIPT).not.toMatch(/innerHTML|fetch|eval|localStorage|https?:/);
  const hash = createHash("sha256").update(PAGE_SCRIPT).digest("base64");
  expect(html).toContain(
    `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}'`,
  );
});

test("two languages share a file: the second is hidden, with ids of its own", async () => {
  const html = reportPage([await study("zh"), await study("en")]);
  expect(html).toContain('<html lang="zh-CN">');
  expect(html).toMatch(/<div class="language" lang="zh-CN" data-title="一项研究">/);
  expect(html).toMatch(/<div class="language" lang="en" data-title="A study" hidden>/);
  expect(html).toContain("<caption>Table 1. Indicator weights</caption>");
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(["index", "en-index", "table-weights", "en-table-weights"]));
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});

test("every id is there once, and every link inside the page has its place", async () => {
  const html = reportPage(await study("en"));
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
});

test("the same study gives the same bytes", async () => {
  expect(reportPage(await study("en"))).toBe(reportPage(await study("en")));
});

test("pictures on one page keep their clip paths apart", async () => {
  const svg = '<svg><clipPath id="clip1"></clipPath><g clip-path="url(#clip1)"></g></svg>';
  const spec = plotWeights(index());
  const figures = ["a", "b"].map((id) => ({ id, caption: id, svg, spec }));
  const page = await study("en");
  const html = reportPage({ ...page, sections: [{ ...page.sections[0]!, figures }] });
  expect(html).toContain('<clipPath id="a-clip1"></clipPath><g clip-path="url(#a-clip1)">');
  expect(html).toContain('<clipPath id="b-clip1"></clipPath><g clip-path="url(#b-clip1)">');
});

test("hostile text is text everywhere, and links to other places are none", async () => {
  const [script, image] = HOSTILE;
  const page = await study("en", {
    title: script,
    subtitle: image,
    lead: [script],
    provenance: [image],
    downloads: [
      { label: image, href: "javascript:alert(1)" },
      { label: "a", href: "//evil.example/a" },
      { label: "b", href: 'x" onmouseover="alert(1)' },
    ],
  });
  const section = {
    ...page.sections[0]!,
    id: image,
    title: script,
    paragraphs: [image],
    sheets: [hostileSheet()],
  };
  const warnings = [{ code: script, message: image }];
  const html = reportPage({
    ...page,
    sections: [{ ...section, warnings, specification: { [script]: image } }],
  });
  expect(elements(html).filter((n) => n === "script" || n === "img")).toEqual(["script"]);
  expect(html).not.toContain('javascript:alert(1)"');
  expect(html).not.toContain('href="//');
  expect(html).not.toContain('" onmouseover=');
});
