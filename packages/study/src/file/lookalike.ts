/** Characters that look like those of YAML and are none: what an input method for Chinese, or a web page, puts in. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  "：": ":",
  "，": ",",
  "；": ";",
  "“": '"',
  "”": '"',
  "‘": "'",
  "’": "'",
  "［": "[",
  "］": "]",
  "【": "[",
  "】": "]",
  "｛": "{",
  "｝": "}",
  "＃": "#",
  "－": "-",
};

/** What to do about the first such character on the line of a mistake; null where there is none. */
export function lookalikeIn(text: string, offset: number): string | null {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(start, text.indexOf("\n", offset) < 0 ? undefined : text.indexOf("\n", offset));
  for (const character of line) {
    const meant = LOOKALIKES[character];
    if (meant) return `“${character}” means nothing in YAML: write “${meant}”`;
    if (/[\u00a0\u3000\u2000-\u200b\u202f]/.test(character)) {
      return "A space on this line is not an ordinary one: type it again";
    }
  }
  return null;
}
