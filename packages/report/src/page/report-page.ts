import type { Language } from "@ceteris/core";
import { oneLine } from "../tables/sheet.ts";
import { word } from "../words.ts";
import { escapeHtml } from "../writers/escape-html.ts";
import { SHEET_CSS } from "../writers/sheet-css.ts";
import { pageBody } from "./page-body.ts";
import { PAGE_CSS } from "./page-css.ts";
import { PAGE_SCRIPT, PAGE_SCRIPT_HASH } from "./page-script.ts";
import type { ReportPage } from "./page-types.ts";

const TAGS: Readonly<Record<Language, string>> = { en: "en", zh: "zh-CN" };
const NAMES: Readonly<Record<Language, string>> = { en: "English", zh: "中文" };

/**
 * A study as one HTML file that needs nothing else: style and pictures stand inside, and nothing is
 * fetched. Tables and figures are numbered in order. Given twice, in two languages, the reader switches
 * between them.
 *
 * Without script everything can be read, printed and copied, in the first language; the file's own
 * script, the only one its content policy allows, adds the switches of language and shade, buttons that
 * copy a table for Word and Excel, and faster tooltips.
 *
 * @param pages the study, or the same study in several languages; the first is shown at the start
 * @example
 * const spec = plotEventStudy(result, { title: null });
 * const html = reportPage({
 *   title: "Pilot study", lang: "en", provenance: [],
 *   sections: [{ id: "event-study", title: "Event study", paragraphs: [], warnings: result.warnings,
 *     sheets: [eventStudySheet(result)],
 *     figures: [{ id: "event-study", caption: "Effects by year", svg: await renderSvg(spec), spec }] }],
 * });
 */
export function reportPage(pages: ReportPage | readonly [ReportPage, ...ReportPage[]]): string {
  const all = "sections" in pages ? ([pages] as const) : pages;
  const { lang, title } = all[0];
  const bodies = all.map((page, i) => {
    const open = `<div class="language" lang="${TAGS[page.lang]}" data-title="${escapeHtml(oneLine(page.title))}"`;
    return `${open}${i > 0 ? " hidden" : ""}>\n${pageBody(page, i > 0 ? `${page.lang}-` : "")}\n</div>`;
  });
  return `<!doctype html>
<html lang="${TAGS[lang]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '${PAGE_SCRIPT_HASH}'">
<link rel="icon" href="data:,">
<title>${escapeHtml(oneLine(title))}</title>
<style>
${PAGE_CSS}
${SHEET_CSS}
</style>
</head>
<body>
${switches(all)}
${bodies.join("\n")}
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function switches(pages: readonly ReportPage[]): string {
  const languages = pages.map(
    ({ lang }, i) =>
      `<button type="button" lang="${TAGS[lang]}" data-language="${TAGS[lang]}" aria-pressed="${i === 0}">${NAMES[lang]}</button>`,
  );
  const shade = word("switchShade", pages[0]!.lang);
  return `<div class="switches" hidden>${pages.length > 1 ? languages.join("") : ""}<button type="button" data-shade aria-label="${shade}" title="${shade}"></button></div>`;
}
