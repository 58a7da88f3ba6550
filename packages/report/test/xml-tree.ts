import { unescaped } from "./markup.ts";

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** An XML part as a tree; text between elements is joined. */
export function xmlTree(xml: string): XmlElement {
  type Open = XmlElement & { children: XmlElement[]; text: string };
  const root: Open = { name: "", attributes: {}, children: [], text: "" };
  const open: Open[] = [root];
  for (const [, slash, name, rest, text] of xml
    .replace(/<\?[^>]*\?>/g, "")
    .matchAll(/<(\/?)([\w:]+)((?:[^>"]|"[^"]*")*)>([^<]*)/g)) {
    if (slash) open.pop();
    else {
      const found = rest!.matchAll(/([\w:]+)="([^"]*)"/g);
      const attributes = Object.fromEntries(Array.from(found, ([, key, value]) => [key!, unescaped(value!)]));
      const element: Open = { name: name!, attributes, children: [], text: "" };
      open.at(-1)!.children.push(element);
      if (!rest!.endsWith("/")) open.push(element);
    }
    open.at(-1)!.text += unescaped(text!);
  }
  return root.children[0]!;
}

/** The element and everything in it, in order. */
export function allOf(element: XmlElement, name?: string): XmlElement[] {
  const found = [element, ...element.children.flatMap((child) => allOf(child))];
  return name === undefined ? found : found.filter((e) => e.name === name);
}

/** The first child of a name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}
