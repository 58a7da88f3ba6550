/** Attributes that hold coordinates. */
const COORDINATES = /(\s(?:d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height|viewBox|points)=")([^"]*)(")/g;
const NUMBER = /-?\d*\.\d{4,}(?:e[-+]?\d+)?|-?\d+(?:\.\d+)?e[-+]?\d+/gi;

/** A mark that only spans an axis. */
const UNSEEN = /^<path [^>]*\sopacity="0"[^>]*\/>$/;

/** What Vega says of single marks to screen readers; the picture as a whole has a text instead. */
const SPOKEN = /\s(?:role|aria-[a-z]+)="[^"]*"/g;

/** A mark that was given a text of its own. */
const TOLD = /^<(\w+)(?=[^>]*\srole="graphics-symbol")[^>]*?\saria-label="([^"]*)"[^>]*\/>$/;

/**
 * Leaves out marks that nobody sees, rounds coordinates to a thousandth of a pixel, numbers clip paths and
 * gradients from 1, and turns the texts of single marks into titles, which browsers show beside the
 * pointer. Text is left alone.
 */
export function tidySvg(svg: string): string {
  const names = new Map<string, string>();
  const renamed = (id: string, kind: string) => {
    if (!names.has(id))
      names.set(id, `${kind}${[...names.values()].filter((n) => n.startsWith(kind)).length + 1}`);
    return names.get(id)!;
  };
  return svg.replace(/<[^>]*>/g, (tag) => {
    if (UNSEEN.test(tag)) return "";
    const tidied = tag
      .replace(SPOKEN, "")
      .replace(COORDINATES, (_, open: string, value: string, close: string) => open + rounded(value) + close)
      .replace(
        /(\sclip-path="url\(#|<clipPath id=")(clip\d+)/g,
        (_, open: string, id: string) => open + renamed(id, "clip"),
      )
      .replace(
        /(="url\(#|<linearGradient id=")(gradient_\d+)/g,
        (_, open: string, id: string) => open + renamed(id, "gradient"),
      );
    const told = TOLD.exec(tag);
    return told ? `${tidied.slice(0, -2)}><title>${told[2]}</title></${told[1]}>` : tidied;
  });
}

function rounded(value: string): string {
  return value.replace(NUMBER, (number) => String(Math.round(Number(number) * 1000) / 1000 || 0));
}
