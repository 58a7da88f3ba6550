/** Attributes that hold coordinates. */
const COORDINATES = /(\s(?:d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height|viewBox|points)=")([^"]*)(")/g;
const NUMBER = /-?\d*\.\d{4,}(?:e[-+]?\d+)?|-?\d+(?:\.\d+)?e[-+]?\d+/gi;

/** What Vega says of single marks to screen readers; the picture as a whole has a text instead. */
const SPOKEN = /\s(?:role|aria-[a-z]+)="[^"]*"/g;

/**
 * Rounds coordinates to a thousandth of a pixel, numbers the clip paths from 1, and takes roles and
 * labels off single marks. Text is left alone.
 */
export function tidySvg(svg: string): string {
  const clips = new Map<string, string>();
  const renamed = (id: string) => {
    if (!clips.has(id)) clips.set(id, `clip${clips.size + 1}`);
    return clips.get(id)!;
  };
  return svg.replace(/<[^>]*>/g, (tag) =>
    tag
      .replace(SPOKEN, "")
      .replace(COORDINATES, (_, open: string, value: string, close: string) => open + rounded(value) + close)
      .replace(
        /(\sclip-path="url\(#|<clipPath id=")(clip\d+)/g,
        (_, open: string, id: string) => open + renamed(id),
      ),
  );
}

function rounded(value: string): string {
  return value.replace(NUMBER, (number) => String(Math.round(Number(number) * 1000) / 1000 || 0));
}
