import { type Language, uniqueWarnings, type Warning } from "@ceteris/core";
import { SCALE } from "../charts/theme.ts";
import { oneLine, type Sheet } from "../tables/sheet.ts";
import { warningText } from "../warnings/warning-text.ts";
import { word } from "../words.ts";
import { escapeHtml } from "../writers/escape-html.ts";
import { sheetToHtml } from "../writers/sheet-to-html.ts";
import type { PageFigure, PageLink, PageSection, ReportPage } from "./page-types.ts";

/** Numbers handed out in order of appearance, and what ids start with to be there once in the file. */
interface Numbering {
  readonly prefix: string;
  table: number;
  figure: number;
}

/**
 * A study in one language, without the document around it.
 *
 * @param prefix what every id starts with: empty but for the second language of a file
 */
export function pageBody(page: ReportPage, prefix: string): string {
  const numbering: Numbering = { prefix, table: 0, figure: 0 };
  const sections = page.sections.map((section) => sectionHtml(section, page, numbering));
  return `<a class="skip" href="#${prefix}report">${word("skipToContent", page.lang)}</a>
<div class="page">
${contents(page, prefix)}
<header class="masthead">
<h1>${escapeHtml(oneLine(page.title))}</h1>
${page.subtitle ? `<p class="subtitle">${escapeHtml(oneLine(page.subtitle))}</p>\n` : ""}${lead(page)}</header>
<main id="${prefix}report">
${sections.join("\n")}
${footer(page)}
</main>
</div>`;
}

function contents(page: ReportPage, prefix: string): string {
  const items = page.sections.map(
    (s) => `<li><a href="#${prefix}${anchor(s.id)}">${escapeHtml(oneLine(s.title))}</a></li>`,
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

function sectionHtml(section: PageSection, page: ReportPage, numbering: Numbering): string {
  const id = numbering.prefix + anchor(section.id);
  const parts = [
    `<section id="${id}" aria-labelledby="${id}-title">`,
    `<h2 id="${id}-title">${escapeHtml(oneLine(section.title))}</h2>`,
    paragraphs(section.paragraphs),
    warningsHtml(section.warnings, page),
    ...section.sheets.map((sheet) => tableHtml(sheet, page, numbering)),
    ...section.figures.map((figure) => figureHtml(figure, page, numbering)),
    section.specification ? specificationHtml(section.specification, page.lang) : "",
    "</section>",
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function warningsHtml(warnings: readonly Warning[], { lang, labels }: ReportPage): string {
  const unique = uniqueWarnings(warnings);
  if (unique.length === 0) return "";
  const items = unique.map(
    (w) =>
      `<li>${escapeHtml(oneLine(warningText(w, lang, labels)))} <code>${escapeHtml(oneLine(w.code))}</code></li>`,
  );
  return `<aside class="warnings">\n<h3>${word("warnings", lang)}</h3>\n<ul>\n${items.join("\n")}\n</ul>\n</aside>`;
}

function tableHtml(sheet: Sheet, page: ReportPage, numbering: Numbering): string {
  numbering.table++;
  const caption = numbered(word("table", page.lang, { n: String(numbering.table) }), sheet.title, page.lang);
  return [
    `<div class="table" id="${numbering.prefix}table-${anchor(sheet.id)}">`,
    `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(oneLine(caption))}">`,
    sheetToHtml(sheet, { caption }).trimEnd(),
    "</div>",
    tools(page.tableFiles?.[sheet.id] ?? [], caption, page.lang),
    "</div>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function figureHtml(figure: PageFigure, page: ReportPage, numbering: Numbering): string {
  numbering.figure++;
  const caption = numbered(
    word("figure", page.lang, { n: String(numbering.figure) }),
    figure.caption,
    page.lang,
  );
  return [
    `<figure id="${numbering.prefix}figure-${anchor(figure.id)}">`,
    `<div class="card">${inlineSvg(figure, numbering.prefix)}</div>`,
    `<figcaption>${escapeHtml(oneLine(caption))}</figcaption>`,
    links(page.figureFiles?.[figure.id] ?? [], caption),
    "</figure>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** The picture as large as on a screen, with ids of its own, so that two on one page do not share a clip path. */
function inlineSvg(figure: PageFigure, page: string): string {
  const prefix = `${page}${anchor(figure.id)}-`;
  const svg = enlarged(figure.svg.replace(/^<\?xml[^>]*>\s*/, ""))
    .replace(/(<(?:clipPath|linearGradient) id=")(?=(?:clip|gradient)\d)/g, `$1${prefix}`)
    .replace(/(="url\(#)(?=(?:clip|gradient)\d)/g, `$1${prefix}`);
  if (/^<svg[^>]*\srole="img"/.test(svg)) return svg;
  const text = escapeHtml(oneLine(figure.spec.description ?? figure.caption));
  return svg.replace("<svg ", () => `<svg role="img" aria-label="${text}" `);
}

/** The view box stays, so that letters grow with the rest. */
function enlarged(svg: string): string {
  return svg.replace(/^[^>]*>/, (open) =>
    open.replace(
      /\s(width|height)="([\d.]+)"/g,
      (_, side: string, pixels: string) => ` ${side}="${Math.round(Number(pixels) * SCALE.screen)}"`,
    ),
  );
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
  const parts = [
    links(files, word("downloads", page.lang)),
    page.provenance.length > 0
      ? `<h2>${word("provenance", page.lang)}</h2>\n${paragraphs(page.provenance)}`
      : "",
    page.specification ? specificationHtml(page.specification, page.lang) : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `<footer>\n${parts.join("\n")}\n</footer>`;
}

/** The files of a table, after a button that the script shows. */
function tools(files: readonly PageLink[], about: string, lang: Language): string {
  const label = escapeHtml(`${word("copyTable", lang)}: ${oneLine(about)}`);
  const button = `<button type="button" class="copy" hidden aria-label="${label}" data-done="${word("copied", lang)}">${word("copyTable", lang)}</button>`;
  return `<div class="tools">${button}${links(files, about)}</div>`;
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
