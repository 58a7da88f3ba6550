import type { Language, Warning } from "@ceteris/core";
import type { TopLevelSpec } from "vega-lite";
import type { Labels } from "../names.ts";
import { oneLine, type Sheet } from "../tables/sheet.ts";
import { warningText } from "../warnings/warning-text.ts";
import { word } from "../words.ts";
import { escapeHtml } from "../writers/escape-html.ts";
import { SHEET_CSS } from "../writers/sheet-css.ts";
import { sheetToHtml } from "../writers/sheet-to-html.ts";
import { PAGE_CSS } from "./page-css.ts";

export interface PageLink {
  readonly label: string;
  /** Path relative to the page. An address of another place is shown without a link. */
  readonly href: string;
}

export interface PageFigure {
  /** Also the name of its files. */
  readonly id: string;
  readonly caption: string;
  /** From `renderSvg`. */
  readonly svg: string;
  /** The chart; its description is the picture's text. */
  readonly spec: TopLevelSpec;
}

export interface PageSection {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly warnings: readonly Warning[];
  readonly sheets: readonly Sheet[];
  readonly figures: readonly PageFigure[];
  /** Options after defaults, folded away under the section. */
  readonly specification?: Readonly<Record<string, unknown>> | undefined;
}

export interface ReportPage {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly lang: Language;
  /** Shown names of columns in Chinese warnings. */
  readonly labels?: Labels | undefined;
  /** Findings above the first section. */
  readonly lead?: readonly string[] | undefined;
  readonly sections: readonly PageSection[];
  /** Files of each table, by its id. */
  readonly tableFiles?: Readonly<Record<string, readonly PageLink[]>> | undefined;
  /** Files of each figure, by its id. */
  readonly figureFiles?: Readonly<Record<string, readonly PageLink[]>> | undefined;
  /** Files of the whole study. */
  readonly downloads?: readonly PageLink[] | undefined;
  /** Where data and program come from, a line each. Give no dates: the page's bytes should repeat. */
  readonly provenance: readonly string[];
}

/** Numbers handed out in order of appearance. */
interface Counter {
  table: number;
  figure: number;
}

/**
 * A study as one HTML file that needs nothing else: style and pictures stand inside, nothing is
 * fetched, no script runs. Tables and figures are numbered in order.
 *
 * @example
 * const spec = plotEventStudy(result, { title: null });
 * const html = reportPage({
 *   title: "Pilot study", lang: "en", provenance: [],
 *   sections: [{ id: "event-study", title: "Event study", paragraphs: [], warnings: result.warnings,
 *     sheets: [eventStudySheet(result)],
 *     figures: [{ id: "event-study", caption: "Effects by year", svg: await renderSvg(spec), spec }] }],
 * });
 */
export function reportPage(page: ReportPage): string {
  const { lang } = page;
  const counter: Counter = { table: 0, figure: 0 };
  const sections = page.sections.map((section) => sectionHtml(section, page, counter));
  return `<!doctype html>
<html lang="${lang === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${escapeHtml(oneLine(page.title))}</title>
<style>
${PAGE_CSS}
${SHEET_CSS}
</style>
</head>
<body>
<a class="skip" href="#report">${word("skipToContent", lang)}</a>
<div class="page">
${contents(page)}
<header class="masthead">
<h1>${escapeHtml(oneLine(page.title))}</h1>
${page.subtitle ? `<p class="subtitle">${escapeHtml(oneLine(page.subtitle))}</p>\n` : ""}${lead(page)}</header>
<main id="report">
${sections.join("\n")}
${footer(page)}
</main>
</div>
</body>
</html>
`;
}

function contents(page: ReportPage): string {
  const items = page.sections.map(
    (s) => `<li><a href="#${anchor(s.id)}">${escapeHtml(oneLine(s.title))}</a></li>`,
  );
  const heading = word("contents", page.lang);
  return `<nav aria-label="${heading}"><div>\n<h2>${heading}</h2>\n<ol>\n${items.join("\n")}\n</ol>\n</div></nav>`;
}

function lead(page: ReportPage): string {
  const texts = page.lead ?? [];
  return texts.length === 0 ? "" : `<div class="lead">\n${paragraphs(texts)}\n</div>\n`;
}

function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${escapeHtml(oneLine(text))}</p>`).join("\n");
}

function sectionHtml(section: PageSection, page: ReportPage, counter: Counter): string {
  const id = anchor(section.id);
  const parts = [
    `<section id="${id}" aria-labelledby="${id}-title">`,
    `<h2 id="${id}-title">${escapeHtml(oneLine(section.title))}</h2>`,
    paragraphs(section.paragraphs),
    warningsHtml(section.warnings, page),
    ...section.sheets.map((sheet) => tableHtml(sheet, page, counter)),
    ...section.figures.map((figure) => figureHtml(figure, page, counter)),
    section.specification ? specificationHtml(section.specification, page.lang) : "",
    "</section>",
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function warningsHtml(warnings: readonly Warning[], { lang, labels }: ReportPage): string {
  const unique = [...new Map(warnings.map((w) => [`${w.code}\n${w.message}`, w])).values()];
  if (unique.length === 0) return "";
  const items = unique.map(
    (w) =>
      `<li>${escapeHtml(oneLine(warningText(w, lang, labels)))} <code>${escapeHtml(oneLine(w.code))}</code></li>`,
  );
  return `<aside class="warnings">\n<h3>${word("warnings", lang)}</h3>\n<ul>\n${items.join("\n")}\n</ul>\n</aside>`;
}

function tableHtml(sheet: Sheet, page: ReportPage, counter: Counter): string {
  counter.table++;
  const caption = numbered(word("table", page.lang, { n: String(counter.table) }), sheet.title, page.lang);
  return [
    `<div class="table" id="table-${anchor(sheet.id)}">`,
    `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(oneLine(caption))}">`,
    sheetToHtml(sheet, { caption }).trimEnd(),
    "</div>",
    links(page.tableFiles?.[sheet.id] ?? [], caption),
    "</div>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function figureHtml(figure: PageFigure, page: ReportPage, counter: Counter): string {
  counter.figure++;
  const caption = numbered(
    word("figure", page.lang, { n: String(counter.figure) }),
    figure.caption,
    page.lang,
  );
  return [
    `<figure id="figure-${anchor(figure.id)}">`,
    `<div class="card">${inlineSvg(figure)}</div>`,
    `<figcaption>${escapeHtml(oneLine(caption))}</figcaption>`,
    links(page.figureFiles?.[figure.id] ?? [], caption),
    "</figure>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** The picture with ids of its own, so that two on one page do not share a clip path. */
function inlineSvg(figure: PageFigure): string {
  const prefix = `${anchor(figure.id)}-`;
  const svg = figure.svg
    .replace(/^<\?xml[^>]*>\s*/, "")
    .replace(/(<clipPath id=")(?=clip\d)/g, `$1${prefix}`)
    .replace(/(clip-path="url\(#)(?=clip\d)/g, `$1${prefix}`);
  if (/^<svg[^>]*\srole="img"/.test(svg)) return svg;
  const text = escapeHtml(oneLine(figure.spec.description ?? figure.caption));
  return svg.replace("<svg ", () => `<svg role="img" aria-label="${text}" `);
}

function numbered(number: string, title: string, lang: Language): string {
  return lang === "zh" ? `${number}　${title}` : `${number}. ${title}`;
}

function specificationHtml(specification: Readonly<Record<string, unknown>>, lang: Language): string {
  const text = escapeHtml(JSON.stringify(specification, null, 2));
  return `<details>\n<summary>${word("specification", lang)}</summary>\n<pre>${text}</pre>\n</details>`;
}

function footer(page: ReportPage): string {
  const files = page.downloads ?? [];
  const heading = word("provenance", page.lang);
  const parts = [
    "<footer>",
    links(files, word("downloads", page.lang)),
    page.provenance.length > 0 ? `<h2>${heading}</h2>\n${paragraphs(page.provenance)}` : "",
    "</footer>",
  ];
  return files.length + page.provenance.length > 0 ? parts.filter((part) => part !== "").join("\n") : "";
}

function links(files: readonly PageLink[], about: string): string {
  if (files.length === 0) return "";
  const items = files.map(({ label, href }) => {
    const text = escapeHtml(oneLine(label));
    const path = relativePath(href);
    return path === null ? `<li>${text}</li>` : `<li><a href="${escapeHtml(path)}">${text}</a></li>`;
  });
  return `<ul class="links" aria-label="${escapeHtml(oneLine(about))}">${items.join("")}</ul>`;
}

/** A path below or beside the page, encoded; null for anything with a scheme or a host. */
function relativePath(href: string): string | null {
  if (/^[\\/]|^[a-z][a-z0-9+.-]*:/i.test(href.trim())) return null;
  return href.trim().split("/").map(encodeURIComponent).join("/");
}

function anchor(id: string): string {
  return id.replace(/[^\p{L}\p{N}_-]+/gu, "-");
}
