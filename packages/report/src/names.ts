import { type Label, type Language, labelText } from "@ceteris/core";

/** Shown names of columns and terms. */
export type Labels = Readonly<Record<string, Label>>;

/** What every builder of tables and charts takes. */
export interface Wording {
  /** Default "en". */
  readonly lang?: Language | undefined;
  /** Shown names by column or term; a name without one is shown as it is. */
  readonly labels?: Labels | undefined;
}

/** The shown name of a column or term. */
export function nameOf(key: string, labels: Labels | undefined, lang: Language): string {
  if (labels && Object.hasOwn(labels, key)) return labelText(labels[key]!, lang);
  return key === "did" ? "DID" : key;
}

/** Several names as a language joins them. */
export function joinNames(names: readonly string[], lang: Language): string {
  if (lang === "zh") return names.join("、");
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
