const VOID = new Set(["meta", "img", "br", "hr", "link", "input"]);

/** Names of all elements in order, after checking that every one is closed where it should be. */
export function elements(markup: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const text = markup.replace(/<!doctype html>/i, "").replace(/<style>[\s\S]*?<\/style>/g, "<style></style>");
  for (const [, slash, name, rest] of text.matchAll(
    /<(\/?)([a-zA-Z][\w:]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g,
  )) {
    if (slash) {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}>`);
    } else {
      seen.push(name!);
      if (!VOID.has(name!) && !rest!.endsWith("/")) open.push(name!);
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(", ")}`);
  return seen;
}

export interface DrawnText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the texts of an SVG stand, by a rough measure: a Chinese character is 1 em wide, a thin one a third, another 0.58. */
export function drawnTexts(svg: string): {
  readonly width: number;
  readonly height: number;
  readonly texts: DrawnText[];
} {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
  const stack: { x: number; y: number }[] = [{ x: 0, y: 0 }];
  const texts: DrawnText[] = [];
  for (const [, close, name, attributes, text] of svg.matchAll(/<(\/?)(g|text|svg)\b([^>]*)>([^<]*)/g)) {
    if (close) {
      stack.pop();
      continue;
    }
    const [, dx = "0", dy = "0"] = /transform="translate\(([-\d.]+),([-\d.]+)\)/.exec(attributes!) ?? [];
    const here = { x: stack.at(-1)!.x + Number(dx), y: stack.at(-1)!.y + Number(dy) };
    stack.push(here);
    if (name === "text" && !/\sopacity="0"/.test(attributes!))
      texts.push(place(unescaped(text!), here, attributes!));
  }
  return { width: width!, height: height!, texts };
}

function place(text: string, { x, y }: { x: number; y: number }, attributes: string): DrawnText {
  const size = Number(/font-size="([\d.]+)px"/.exec(attributes)?.[1] ?? 11);
  const length = [...text].reduce((sum, c) => sum + widthOf(c), 0) * size;
  const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? "start";
  const before = anchor === "end" ? length : anchor === "middle" ? length / 2 : 0;
  if (/rotate\(90/.test(attributes)) {
    return { text, left: x, right: x + size, top: y - before, bottom: y + (length - before) };
  }
  if (/rotate\(-90/.test(attributes)) {
    return { text, left: x - size, right: x, top: y - (length - before), bottom: y + before };
  }
  return { text, left: x - before, right: x - before + length, top: y - size, bottom: y };
}

function widthOf(character: string): number {
  if (character > "\u2e80") return 1;
  return /[ .,:;()ijltfr]/.test(character) ? 1 / 3 : 0.58;
}

export function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
