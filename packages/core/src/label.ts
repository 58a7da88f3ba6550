/** Languages of tables, charts and reports. */
export type Language = "en" | "zh";

/** A text shown to people: the same in every language, or one text for each. */
export type Label = string | Readonly<Record<Language, string>>;

export function labelText(label: Label, lang: Language): string {
  return typeof label === "string" ? label : label[lang];
}
