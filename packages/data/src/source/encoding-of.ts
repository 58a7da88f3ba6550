/** Code pages of Windows that go by other names. */
const CODE_PAGES: Readonly<Record<string, string>> = {
  ...{ "936": "gb18030", "950": "big5", "932": "shift_jis", "949": "euc-kr", "54936": "gb18030" },
  ...{ "28591": "windows-1252", "65001": "utf-8" },
};

/** The encoding that a label or the number of a code page names, as `TextDecoder` knows it; null for none. */
export function encodingOf(label: string): string | null {
  const page = /^(?:cp|ms|windows-?)?(\d+)$/i.exec(label.trim())?.[1];
  const name = page === undefined ? label : (CODE_PAGES[page] ?? `windows-${page}`);
  try {
    const { encoding } = new TextDecoder(name);
    // GB18030 has all of GBK, and more.
    return /^gb/.test(encoding) ? "gb18030" : encoding;
  } catch {
    return null;
  }
}

const NAMES: Readonly<Record<string, string>> = {
  ...{ gb18030: "GB18030", big5: "Big5", shift_jis: "Shift-JIS", "windows-1252": "Windows-1252" },
};

/** As it is written for people. */
export function encodingName(encoding: string): string {
  return NAMES[encoding] ?? encoding.toUpperCase();
}
