import { markedEncoding } from "./text-encoding.ts";

const TEXT_EXTENSIONS = new Set(["", ".csv", ".tsv", ".tab", ".txt", ".dat", ".asc", ".psv"]);

/** First bytes, in Latin-1, of formats that are not text. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ["PK\x03\x04", "a zip archive"],
  ["PK\x05\x06", "a zip archive"],
  ["\xd0\xcf\x11\xe0", "an old Excel workbook or another Office document"],
  ["PAR1", "Parquet"],
  ["ARROW1", "Arrow"],
  ["FEA1", "Feather"],
  ["<stata_dta>", "a Stata data set"],
  ["$FL2", "an SPSS data set"],
  ["$FL3", "an SPSS data set"],
  ["RDX2\n", "an R data file"],
  ["RDX3\n", "an R data file"],
  ["X\n\0\0\0", "an R data file"],
  ["BZh", "a bzip2 archive"],
  ["\xfd7zXZ", "an xz archive"],
  ["\x28\xb5\x2f\xfd", "a Zstandard archive"],
  ["7z\xbc\xaf", "a 7z archive"],
  ["Rar!", "a rar archive"],
  ["%PDF", "a PDF document"],
  ["SQLite format 3", "a database"],
];
const MARKUP = /^\s*<(!doctype|html|\?xml|table|div|meta|head)/i;

const EXTENSIONS: Readonly<Record<string, string>> = {
  ".xlsx": "an Excel workbook",
  ".xlsm": "an Excel workbook",
  ".xls": "an old Excel workbook",
  ".ods": "an OpenDocument workbook",
  ".parquet": "Parquet",
  ".arrow": "Arrow",
  ".feather": "Feather",
  ".dta": "a Stata data set",
  ".sav": "an SPSS data set",
  ".json": "JSON",
  ".jsonl": "JSON Lines",
  ".ndjson": "JSON Lines",
  ".zip": "a zip archive",
  ".rds": "an R data file",
  ".rda": "an R data file",
  ".rdata": "an R data file",
};

/** What a file is when it is not delimited text, by its first bytes and its ending; null when it may be. */
export function foreignFormat(head: Uint8Array, extension: string): string | null {
  const latin = Buffer.from(head.subarray(0, 4096))
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "");
  const byName = EXTENSIONS[extension];
  const byContent = MARKUP.test(latin)
    ? "a web page or XML"
    : SIGNATURES.find(([bytes]) => latin.startsWith(bytes))?.[1];
  const found = byContent === "a zip archive" ? (byName ?? byContent) : (byContent ?? byName);
  if (found) return `this is ${found}, which cannot be read yet`;
  if (latin.includes("\0") && markedEncoding(head) === "utf-8") {
    return "the content is binary, not text (or UTF-16 without a byte order mark)";
  }
  return TEXT_EXTENSIONS.has(extension)
    ? null
    : `the ending “${extension}” is not one of delimited text (.csv, .tsv, .txt)`;
}
