/**
 * What the script of `reportPage` adds to a page that is whole without it. It builds no HTML from text,
 * fetches nothing, and keeps nothing.
 */
export const PAGE_SCRIPT = String.raw`
"use strict";
(() => {
  const root = document.documentElement;
  const all = (query, within = document) => [...within.querySelectorAll(query)];

  // Tooltips: the titles of marks, shown at once and in the page's own type.
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);
  for (const title of all("figure svg title")) {
    title.parentNode.dataset.tip = title.textContent;
    title.remove();
  }
  document.addEventListener("pointermove", (event) => {
    const mark = event.target.closest?.("[data-tip]");
    tip.hidden = !mark;
    if (!mark) return;
    tip.textContent = mark.dataset.tip;
    const room = root.clientWidth - tip.offsetWidth - 12;
    tip.style.left = Math.max(8, Math.min(event.clientX + 14, room)) + "px";
    const above = event.clientY - tip.offsetHeight - 12;
    tip.style.top = (above > 8 ? above : event.clientY + 18) + "px";
  });
  document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });

  // Languages: the reader stays at the section that was being read.
  const bodies = all(".language");
  const show = (lang) => {
    const from = bodies.find((body) => !body.hidden);
    const to = bodies.find((body) => body.lang === lang);
    if (!to || to === from) return;
    const sections = all("section", from);
    const at = sections.findLastIndex((section) => section.getBoundingClientRect().top < innerHeight / 2);
    const offset = at < 0 ? 0 : sections[at].getBoundingClientRect().top;
    from.hidden = true;
    to.hidden = false;
    root.lang = lang;
    document.title = to.dataset.title;
    for (const button of all("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === lang));
    if (at >= 0) scrollTo({ top: scrollY + all("section", to)[at].getBoundingClientRect().top - offset, behavior: "instant" });
  };
  for (const button of all("[data-language]")) button.addEventListener("click", () => show(button.dataset.language));
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) {
    show(target.closest(".language")?.lang);
    target.scrollIntoView({ behavior: "instant" });
  }

  // Shade: the other one than that of the moment.
  document.querySelector("[data-shade]").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  document.querySelector(".switches").hidden = false;

  // Tables for Word and Excel: borders and alignment written out, numbers with a sign that Excel reads.
  const number = /^\u2212?[0-9][0-9,]*(\.[0-9]+)?$/;
  const readable = (text) => (number.test(text) ? text.replace("\u2212", "-") : text);
  const written = (cell) => {
    const look = getComputedStyle(cell);
    const copy = document.createElement(cell.tagName);
    copy.textContent = readable(cell.textContent);
    for (const name of ["colSpan", "rowSpan"]) if (cell[name] > 1) copy[name] = cell[name];
    const above = getComputedStyle(cell.parentNode.parentNode).borderTopWidth;
    const first = cell.parentNode === cell.parentNode.parentNode.firstElementChild;
    const top = first && parseFloat(above) > 0 ? ";border-top:1px solid #000" : "";
    const line = parseFloat(look.borderBottomWidth) > 0 ? ";border-bottom:1px solid #000" : "";
    copy.setAttribute("style", "text-align:" + look.textAlign + ";font-weight:" + look.fontWeight + ";padding:1pt 5pt" + top + line);
    return copy;
  };
  const copied = (table) => {
    const out = document.createElement("table");
    out.setAttribute("style", "border-collapse:collapse;border-top:1.5pt solid #000;border-bottom:1.5pt solid #000;font-family:'Times New Roman',SimSun,serif;font-size:10.5pt");
    if (table.caption) out.createCaption().textContent = table.caption.textContent;
    const lines = [...table.rows].map((row) => {
      out.insertRow().append(...[...row.cells].map(written));
      return [...row.cells].map((cell) => readable(cell.textContent).replace(/\s+/g, " ")).join("\t");
    });
    const text = lines.join("\n");
    return { html: out.outerHTML, text };
  };
  for (const button of all("button.copy")) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      const { html, text } = copied(button.closest(".table").querySelector("table"));
      document.addEventListener("copy", (event) => {
        event.clipboardData.setData("text/html", html);
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
      }, { once: true });
      if (!document.execCommand("copy")) return;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 1600);
    });
  }
})();
`;

/** Of PAGE_SCRIPT, for the page's content policy; a test computes it anew. */
export const PAGE_SCRIPT_HASH = "sha256-kw2yZ5Kbm/DjO1DLDazev0jlwIc9e6qKXyxTAKFkfD8=";
