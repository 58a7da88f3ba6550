import type { Language } from "@ceteris/core";
import { SHEET_CSS } from "./sheet-css.ts";

/** A whole document around tables, with their style; title and body are markup. */
export function htmlDocument(lang: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${lang === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
body { margin: 2rem; }
.sheet + .sheet { margin-top: 2rem; }
${SHEET_CSS}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}
