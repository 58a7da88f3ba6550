/** Attributes that hold coordinates. */
const COORDINATES = /(\s(?:d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height|viewBox|points)=")([^"]*)(")/g;
const NUMBER = /-?\d*\.\d{4,}(?:e[-+]?\d+)?|-?\d+(?:\.\d+)?e[-+]?\d+/gi;

/** What Vega says of single marks to screen readers; the picture as a whole has a text instead. */
const SPOKEN = /\s(?:role|aria-[a-z]+)="[^"]*"/g;

/** A mark that was given a text of its own. */
const TOLD = /^<(\w+)(?=[^>]*\srole="graphics-symbol")[^>]*?\saria-label="([^"]*)"[^>]*\/>$/;

/**
 * Rounds coordinates to a thousandth of a pixel, numbers the clip paths from 1, and turns the texts of
 * single marks into titles, which browsers show beside the pointer. Text is left alone.
 */
export function tidySvg(svg: string): string {
  const clips = new Map<string, string>();
  const renamed = (id: string) => {
    if (!clips.has(id)) clips.set(id, `clip${clips.size + 1}`);
    return clips.get(id)!;
  };
  return svg.replace(/<[^>]*>/g, (tag) => {
    const tidy = tag
      .replace(SPOKEN, "")
      .replace(COORDINATES, (_, open: string, value: string, close: string) => open + rounded(value) + close)
      .replace(
        /(\sclip-path="url\(#|<clipPath id=")(clip\d+)/g,
        (_, open: string, id: string) => open + renamed(id),
      );
    const told = TOLD.exec(tag);
    return told ? `${tidy.slice(0, -2)}><title>${told[2]}</title></${told[1]}>` : tidy;
  });
}

function rounded(value: string): string {
  return value.replace(NUMBER, (number) => String(Math.round(Number(number) * 1000) / 1000 || 0));
}
