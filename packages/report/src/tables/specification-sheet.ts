import { type Language, labelText } from "@ceteris/core";
import { word } from "../words.ts";
import { bodyRow, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

/**
 * Options of a study or a result as a table of two columns, nested keys joined by points as its
 * documentation names them; of a list of objects each is a row.
 *
 * @example
 * const sheet = specificationSheet({ model: { outcome: "index", cluster: ["city"] } });
 * // model.outcome | index; model.cluster | city
 */
export function specificationSheet(
  specification: Readonly<Record<string, unknown>>,
  options: SheetOptions = {},
): Sheet {
  const { lang = "en" } = options;
  return makeSheet({
    ...sheetFrame(options, { id: "specification", title: "titleSpecification" }),
    columns: [
      { key: "setting", header: word("setting", lang), align: "left" },
      { key: "value", header: word("settingValue", lang), align: "left", wrap: true },
    ],
    rows: settings(specification, "", lang).map(([key, value]) => bodyRow([textCell(key), textCell(value)])),
  });
}

function settings(value: unknown, path: string, lang: Language): [string, string][] {
  if (Array.isArray(value) && value.some((item) => isObject(item) && !isLabel(item))) {
    return value.map((item, i) => [`${path}[${i}]`, inline(item, lang)]);
  }
  if (!isObject(value) || isLabel(value)) return [[path, inline(value, lang)]];
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .flatMap(([key, part]) => settings(part, path === "" ? key : `${path}.${key}`, lang));
}

function inline(value: unknown, lang: Language): string {
  if (value === null || value === undefined) return word("settingDefault", lang);
  if (isLabel(value)) return labelText(value, lang);
  if (Array.isArray(value)) return value.map((item) => inline(item, lang)).join(", ");
  if (!isObject(value)) return String(value);
  return Object.entries(value)
    .map(([key, part]) => `${key}: ${inline(part, lang)}`)
    .join("; ");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isLabel(value: unknown): value is { en: string; zh: string } {
  return isObject(value) && Object.keys(value).sort().join() === "en,zh";
}
