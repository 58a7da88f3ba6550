import type { Layer } from "./layers.ts";

interface Field {
  readonly field: string;
  readonly title?: string;
  readonly format?: string;
}

/**
 * A layer whose marks carry the lines of their tooltip as their description too, so that a picture
 * without script can show them.
 */
export function toldMarks(layer: Layer): Layer {
  if ("layer" in layer)
    return { ...layer, layer: layer.layer.map((part) => toldMarks(part as Layer)) } as Layer;
  const { mark, encoding } = layer as { mark: unknown; encoding?: { tooltip?: unknown } };
  if (!Array.isArray(encoding?.tooltip)) return layer;
  const plain = typeof mark === "string" ? { type: mark } : (mark as object);
  const expr = (encoding.tooltip as readonly Field[]).map(line).join(" + '\\n' + ");
  return { ...layer, mark: { ...plain, aria: true, description: { expr } } } as Layer;
}

/** An expression for “title: value”. */
function line({ field, title = field, format }: Field): string {
  const datum = `datum[${JSON.stringify(field)}]`;
  const shown = format ? `format(${datum}, ${JSON.stringify(format)})` : datum;
  const value = `(isValid(${datum}) ? ${shown} : "–")`;
  return `${JSON.stringify(`${title}: `)} + ${value}`;
}
