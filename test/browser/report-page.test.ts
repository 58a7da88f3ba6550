/// <reference lib="dom" />
// The one-page report in a real browser. Skipped, with a word, where no Chromium is installed.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  plotWeights,
  type ReportPage,
  readStudy,
  renderSvg,
  reportPage,
  runStudy,
  weightsSheet,
} from "ceteris";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PALETTES } from "../../packages/report/src/charts/palettes.ts";
import { browserPath, openBrowser } from "./open-browser.ts";

if (browserPath === null) {
  console.warn(
    "No Chromium was found: the page is not tested in a browser. Install one, or name it in CHROMIUM.",
  );
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeFinding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe.skipIf(browserPath === null)("the one-page report in a browser", () => {
  let folder: string;
  let browser: Browser;
  let file: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ceteris-page-"));
    const study = await readStudy("examples/castle/study.yaml", { output: join(folder, "castle") });
    await runStudy(study);
    file = join(folder, "castle", "index.html");
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a file; whatever it asks of the network or says on the console is noted. */
  async function open(path: string): Promise<{ page: Page; noted: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const noted: string[] = [];
    page.on("console", (message) => noted.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => noted.push(String(error)));
    page.on("dialog", async (dialog) => {
      noted.push(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) noted.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(path).href);
    return { page, noted };
  }

  it("opens from disk: charts drawn, nothing fetched, nothing said", async () => {
    const { page, noted } = await open(file);
    const charts = page.locator(".language:not([hidden]) figure svg");
    expect(await charts.count()).toBeGreaterThanOrEqual(3);
    for (const box of await charts.evaluateAll((all) =>
      all.map((svg) => svg.getBoundingClientRect().toJSON()),
    )) {
      expect(box.width).toBeGreaterThan(200);
      expect(box.height).toBeGreaterThan(100);
    }
    expect(noted).toEqual([]);
    expect(statSync(file).size).toBeLessThan(1.5e6);
    await page.close();
  });

  it("shows the figures of a mark beside the pointer", async () => {
    const { page } = await open(file);
    const mark = page.locator("#figure-event-study [data-tip]").first();
    await mark.scrollIntoViewIfNeeded();
    await mark.hover({ force: true });
    const tip = page.locator(".tip");
    expect(await tip.isVisible()).toBe(true);
    expect(await tip.textContent()).toMatch(/^Event time: −?\d+\nEstimate: −?\d/);
    await page.mouse.move(2, 2);
    expect(await tip.isVisible()).toBe(false);
    await page.close();
  });

  it("paints figures in the colours of the shade, and in those of print on paper", async () => {
    const { page } = await open(file);
    const look = () =>
      page.evaluate(() => {
        const text = document.querySelector("figure svg text")!;
        const ground = document.querySelector("figure svg > rect")!;
        return [getComputedStyle(text).fill, getComputedStyle(ground).fill];
      });
    const [light, dark, print] = (["screen", "dark", "print"] as const).map((theme) => {
      const { ink, paper } = PALETTES[theme];
      return [ink, paper].map((hex) => {
        const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
        return `rgb(${r}, ${g}, ${b})`;
      });
    });
    expect(await look()).toEqual(light);
    await page.locator("[data-shade]").click();
    expect(await look()).toEqual(dark);
    await page.emulateMedia({ media: "print" });
    expect(await look()).toEqual(print);
    await page.close();
  });

  it("switches language and shade, and keeps the place", async () => {
    const { page, noted } = await open(file);
    await page.locator("#event-study").evaluate((section) => section.scrollIntoView({ behavior: "instant" }));
    const place = () =>
      page
        .locator(".language:not([hidden]) section[id$=event-study]")
        .evaluate((section) => Math.round(section.getBoundingClientRect().top));
    const before = await place();
    await page.getByRole("button", { name: "中文" }).click();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
    expect(await page.locator(".language:not([hidden]) nav h2").textContent()).toBe("目录");
    expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(1);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.locator("[data-shade]").click();
    expect(await paper()).not.toBe(light);
    await page.locator("[data-shade]").click();
    expect(await paper()).toBe(light);
    expect(noted).toEqual([]);
    await page.close();
  });

  it("opens at a place in the other language", async () => {
    const { page } = await open(file);
    await page.goto(`${pathToFileURL(file).href}#zh-event-study`);
    await page.reload();
    expect(await page.locator("#zh-event-study").isVisible()).toBe(true);
    expect(await page.locator("#event-study").isVisible()).toBe(false);
    await page.close();
  });

  it("copies a table with its lines, and numbers that a spreadsheet reads", async () => {
    const { page } = await open(file);
    await page.evaluate(() => {
      addEventListener("copy", (event) => {
        const data = (event as ClipboardEvent).clipboardData!;
        Object.assign(window, { copied: [data.getData("text/html"), data.getData("text/plain")] });
      });
    });
    const table = page.locator("#table-event-study");
    await table.getByRole("button").click();
    expect(await table.getByRole("button").textContent()).toBe("Copied");
    const [html, text] = await page.evaluate(
      () => (window as unknown as { copied: [string, string] }).copied,
    );
    expect(html).toContain("border-top:1.5pt solid #000");
    expect(html).toMatch(/<caption>Table \d+/);
    const lines = text.split("\n").map((line) => line.split("\t"));
    expect(new Set(lines.slice(0, -1).map((cells) => cells.length)).size).toBe(1);
    expect(lines.flat().some((cell) => /^-\d+\.\d+$/.test(cell))).toBe(true);
    await page.close();
  });

  it.each(["en", "zh-CN"])("has no serious finding of the accessibility rules: %s", async (lang) => {
    const { page } = await open(file);
    await page.locator(`[data-language="${lang}"]`).click();
    await page.evaluate(axeSource);
    for (const shade of ["light", "dark"]) {
      await page.evaluate((theme) => {
        document.documentElement.dataset.theme = theme;
      }, shade);
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(): Promise<{ violations: AxeFinding[] }> } };
        return (await axe.run()).violations;
      });
      const serious = found.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`)).toEqual([]);
    }
    await page.close();
  });

  it("prints without its buttons", async () => {
    const { page } = await open(file);
    await page.emulateMedia({ media: "print" });
    for (const query of [".switches", ".copy", "nav"]) {
      expect(
        await page.locator(`.language:not([hidden]) ${query}, body > ${query}`).first().isVisible(),
      ).toBe(false);
    }
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await page.close();
  });

  it("keeps hostile labels inert", async () => {
    const nasty = `</title></script><script>alert(1)</script><img src=x onerror=alert(2)>`;
    const weights = ["a", "b"].map((indicator) => ({
      indicator,
      label: nasty,
      dimension: nasty,
      group: null,
      direction: "positive" as const,
      entropy: 0.9,
      divergence: 0.1,
      weight: 0.5,
    }));
    const spec = plotWeights({ weights }, { title: nasty });
    const hostile: ReportPage = {
      title: nasty,
      lang: "en",
      lead: [nasty],
      sections: [
        {
          id: nasty,
          title: nasty,
          paragraphs: [nasty],
          warnings: [{ code: nasty, message: nasty }],
          sheets: [weightsSheet({ weights } as never)],
          figures: [{ id: nasty, caption: nasty, svg: await renderSvg(spec), spec }],
          specification: { [nasty]: nasty },
        },
      ],
      provenance: [nasty],
    };
    const path = join(folder, "hostile.html");
    writeFileSync(path, reportPage([hostile, { ...hostile, lang: "zh" }]));
    const { page, noted } = await open(path);
    await page.locator("[data-tip]").first().hover({ force: true });
    expect(await page.locator(".tip").textContent()).toContain("<script>alert(1)</script>");
    await page.locator(".copy").first().click();
    await page.getByRole("button", { name: "中文" }).click();
    expect(await page.title()).toContain("<script>");
    expect(await page.locator("img, script:not(body > script:last-of-type)").count()).toBe(0);
    expect(noted).toEqual([]);
    await page.close();
  });
});
