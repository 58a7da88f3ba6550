import { PICTURE_CSS, pictureColours } from "./picture-css.ts";

const DARK = `--paper: #17181a; --ink: #e4e2dc; --quiet: #9aa0a8; --line: #36383c; --accent: #9fc9e8; --tint: #202225; --note: #e3a857; ${pictureColours("dark")}`;

/** The look of `reportPage`: one measure of text, three-line tables, a contents list that stays in view. */
export const PAGE_CSS = `:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1c1d1f; --quiet: #646a73; --line: #dcdad3; --accent: #12406b; --tint: #f5f3ec; --note: #8a5a00;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, "Times New Roman", Times, "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, "WenQuanYi Micro Hei", serif;
  --sans: "Helvetica Neue", Helvetica, Arial, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "WenQuanYi Micro Hei Mono", monospace;
  ${pictureColours("screen")}
}
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${DARK} } }
:root[data-theme="dark"] { color-scheme: dark; ${DARK} }
:root[data-theme="light"] { color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.62 var(--serif); }
.language:lang(zh) { line-height: 1.8; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .4rem .8rem; z-index: 2; }
a { color: var(--accent); text-decoration-thickness: .06em; text-underline-offset: .18em; }
a:focus-visible, button:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.page { display: grid; grid-template-columns: minmax(0, 13rem) minmax(0, 50rem); gap: 0 4rem; justify-content: center; padding: 0 2rem; }
.masthead { grid-column: 2; padding: 4.2rem 0 1.6rem; border-bottom: 1.5px solid var(--ink); }
h1 { margin: 0; font-size: 2.1rem; line-height: 1.2; font-weight: 600; letter-spacing: -.01em; text-wrap: balance; }
:lang(zh) h1 { letter-spacing: 0; line-height: 1.4; }
.subtitle { margin: .6rem 0 0; color: var(--quiet); font-size: 1.1rem; }
.lead { margin: 1.4rem 0 0; }
.lead p { margin: .5rem 0 0; }
nav { grid-column: 1; grid-row: 1 / span 2; font: .84rem/1.45 var(--sans); }
nav > div { position: sticky; top: 0; max-height: 100vh; overflow: auto; padding: 4.5rem 0 2rem; }
nav h2 { margin: 0 0 .7rem; font-size: .74rem; font-weight: 600; letter-spacing: .09em; text-transform: uppercase; color: var(--quiet); }
:lang(zh) nav h2 { letter-spacing: .15em; font-size: .84rem; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav li { margin: 0; border-left: 2px solid var(--line); }
nav li a { display: block; padding: .28rem 0 .28rem .85rem; color: inherit; text-decoration: none; }
nav li:hover { border-color: var(--accent); }
nav li a:hover { color: var(--accent); }
main { grid-column: 2; padding-bottom: 4rem; min-width: 0; }
section { padding-top: 2.6rem; }
h2 { margin: 0 0 .8rem; font-size: 1.42rem; line-height: 1.3; font-weight: 600; }
section > p { margin: 0 0 .9rem; max-width: 42rem; }
.table, figure { margin: 2rem 0 0; }
.scroll { overflow-x: auto; padding-bottom: .2rem; }
.sheet { min-width: min(100%, 30rem); margin: 0 auto; font-size: .93rem; }
figure { text-align: center; }
.card { display: inline-block; max-width: 100%; }
${PICTURE_CSS}
.card [data-tip]:hover { filter: brightness(1.25); cursor: default; }
.tip { position: fixed; z-index: 3; pointer-events: none; max-width: 22rem; white-space: pre-line; padding: .35rem .6rem; border-radius: 3px; background: #1c1d1f; color: #fff; font: .78rem/1.5 var(--sans); box-shadow: 0 1px 6px #0004; }
.switches { position: fixed; top: .8rem; right: 1rem; z-index: 2; display: flex; gap: .2rem; font: .8rem/1 var(--sans); }
.switches[hidden], .tip[hidden], .copy[hidden] { display: none; }
.switches button, .copy { border: 1px solid var(--line); border-radius: 3px; background: var(--paper); color: var(--quiet); font: inherit; padding: .35rem .55rem; cursor: pointer; }
.switches button:hover, .copy:hover { color: var(--accent); border-color: var(--accent); }
.switches [aria-pressed="true"] { color: var(--ink); border-color: var(--ink); }
[data-shade]::before { content: ""; display: block; width: .85em; height: .85em; border: 1px solid; border-radius: 50%; background: linear-gradient(90deg, currentColor 50%, transparent 50%); }
.tools { display: flex; flex-wrap: wrap; gap: .2rem 1rem; justify-content: center; align-items: center; margin: .45rem 0 0; }
.tools .links { margin: 0; }
.copy { font: .76rem/1 var(--sans); padding: .28rem .5rem; }
.card svg { display: block; max-width: 100%; height: auto; }
figcaption { margin-top: .5rem; font-weight: 600; font-size: .95rem; }
.links { margin: .45rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: center; list-style: none; font: .76rem/1.6 var(--sans); }
.links a { color: var(--quiet); text-decoration: none; }
.links a:hover { color: var(--accent); text-decoration: underline; }
.warnings { margin: 1.4rem 0 0; padding: .9rem 1.2rem 1rem; background: var(--tint); border-left: 3px solid var(--note); font-size: .95rem; }
.warnings h3 { margin: 0 0 .3rem; font: 600 .84rem/1.4 var(--sans); color: var(--note); }
.warnings ul { margin: 0; padding: 0; list-style: none; }
.warnings li + li { margin-top: .55rem; }
.warnings code { display: block; font: .7rem/1.5 var(--mono); color: var(--quiet); overflow-wrap: anywhere; }
details { margin: 1.6rem 0 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); font-size: .9rem; }
summary { padding: .5rem 0; cursor: pointer; font: .84rem/1.5 var(--sans); color: var(--quiet); }
pre { margin: 0 0 1rem; padding: .9rem 1.1rem; background: var(--tint); font: .78rem/1.55 var(--mono); overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
footer { margin-top: 3.5rem; padding-top: 1rem; border-top: 1.5px solid var(--ink); font: .82rem/1.6 var(--sans); color: var(--quiet); }
footer h2 { font-size: .84rem; margin: 0 0 .3rem; color: var(--ink); }
footer p { margin: 0; overflow-wrap: anywhere; }
footer .links { justify-content: flex-start; margin: 0 0 1rem; font-size: .82rem; }
@media (max-width: 62rem) {
  .page { display: block; padding: 0 1.2rem; max-width: 52rem; margin: 0 auto; }
  .masthead { padding-top: 2rem; }
  nav > div { position: static; padding: 1.5rem 0 0; }
}
@media print {
  :root, :root[data-theme] { --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --accent: #000; --tint: #f4f4f4; --note: #000; color-scheme: light; ${pictureColours("print")} }
  body { font-size: 10.5pt; }
  .page { display: block; padding: 0; }
  nav, .links, .tools, .switches, .tip, .skip, details:not([open]) { display: none !important; }
  .masthead { padding-top: 0; }
  .table, figure, .warnings { break-inside: avoid; }
  h2 { break-after: avoid; }
  .scroll { overflow: visible; }
}`;
