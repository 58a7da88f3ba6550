import { CeterisError } from "@ceteris/core";
import { escapeHtml } from "../writers/escape-html.ts";

/** An element of a picture, with what it holds in order. */
export interface SvgNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (SvgNode | string)[];
}

/** What charts are made of. An element outside this list could read a file or run a script. */
const KNOWN: ReadonlySet<string> = new Set([
  "svg",
  "g",
  "path",
  "rect",
  "line",
  "text",
  "tspan",
  "defs",
  "clipPath",
  "linearGradient",
  "radialGradient",
  "stop",
  "title",
]);

const TOKEN = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;

interface OpenNode {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: (SvgNode | string)[];
}

/**
 * Reads a picture as `renderSvg` writes it: elements, quoted attributes, text.
 *
 * @throws OPTION_UNSUPPORTED for an element charts are not made of, or text that is no such picture
 */
export function readSvg(svg: string): SvgNode {
  const top: OpenNode = { name: "", attributes: {}, children: [] };
  const open: OpenNode[] = [top];
  let end = 0;
  for (const [token, slash, name, attributes, closed, text] of svg.matchAll(TOKEN)) {
    end += token.length;
    if (text !== undefined) open.at(-1)!.children.push(unescaped(text));
    else if (slash) {
      if (open.pop()!.name !== name || open.length === 0) throw unreadable(`</${name}> closes nothing`);
    } else {
      if (!KNOWN.has(name!)) throw unreadable(`it has the element <${name}>`);
      const node: OpenNode = { name: name!, attributes: readAttributes(attributes!), children: [] };
      open.at(-1)!.children.push(node);
      if (!closed) open.push(node);
    }
  }
  const [root] = top.children.filter((child) => typeof child !== "string");
  if (end !== svg.length || open.length !== 1 || root?.name !== "svg") {
    throw unreadable(`it is not one whole <svg> element`);
  }
  return root;
}

/** The picture as text again. */
export function writeSvg({ name, attributes, children }: SvgNode): string {
  const inside = children.map((c) => (typeof c === "string" ? escapeHtml(c) : writeSvg(c))).join("");
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<${name}${given.join("")}>${inside}</${name}>`;
}

/** Width and height in pixels. */
export function svgSize({ attributes }: SvgNode): { readonly width: number; readonly height: number } {
  const [width, height] = [Number(attributes.width), Number(attributes.height)];
  if (!(width > 0 && height > 0)) throw unreadable("it has no width and height");
  return { width, height };
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, unescaped(value!)]));
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return ENTITIES[name] ?? whole;
  });
}

function unreadable(what: string): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "picture",
    what: `${what}, which cannot be drawn as PNG or PDF`,
    mend: "Give the picture as renderSvg wrote it",
  });
}
