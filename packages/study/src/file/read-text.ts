import { readFile } from "node:fs/promises";
import { CeterisError } from "@ceteris/core";
import { openError } from "@ceteris/data";

/** A study file is written by hand; anything much larger is data given by mistake. */
const MOST_BYTES = 2 ** 19;

/** By the byte order mark. */
const UTF_16: Readonly<Record<string, readonly string[]>> = { fffe: ["utf-16le"], feff: ["utf-16be"] };

/**
 * A text file of a study: UTF-8, UTF-16 with a byte order mark, or GB18030 where the bytes are no UTF-8;
 * with lines that end in a line feed.
 *
 * @throws FILE_NOT_FOUND (with the nearest name), FILE_UNREADABLE (a folder, permissions, size, encoding)
 */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error) => {
    throw openError(path, error);
  });
  if (bytes.length > MOST_BYTES) {
    throw unreadable(
      path,
      `this is too large for a study file (${(bytes.length / 2 ** 20).toFixed(1)} MB)`,
      "Give the study file here; it names the data",
    );
  }
  const mark = bytes.subarray(0, 2).toString("hex");
  const encodings = UTF_16[mark] ?? ["utf-8", "gb18030"];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes("\0")) return text.replace(/\r\n?/g, "\n");
    } catch {
      // The next encoding may fit.
    }
  }
  throw unreadable(path, "this is not text in UTF-8 or GB18030", "Save the file as UTF-8");
}

function unreadable(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "FILE_UNREADABLE", where, what, mend });
}
