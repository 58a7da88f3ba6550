import { markedEncoding } from "./text-encoding.ts";

export interface Refusal {
  /** A clause without a final stop. */
  readonly what: string;
  readonly mend: string;
}

/** Endings under which text is looked for; some programs save text as `.xls`. */
const TEXT_EXTENSIONS = new Set([
  ...["", ".csv", ".tsv", ".tab", ".txt", ".dat", ".asc", ".psv", ".data"],
  ...[".xls", ".xlsx", ".json", ".jsonl", ".ndjson"],
]);

const AS_CSV = "Save the data as CSV in UTF-8 (in Excel: Save As, CSV UTF-8) and give that file";
const UNPACK = "Unpack it and give the file inside";
const FROM_SPSS = "Save it as .sav there (File, Save As)";
const FROM_R = "Save it as CSV or Parquet there, for example with data.table::fwrite";
const AS_PAGE =
  "If it has a table, give it the ending .html; otherwise it may be a page about a failed download: open it in a browser";

/** First bytes, in Latin-1, of formats that are not read. */
const SIGNATURES: readonly (readonly [string, string, string])[] = [
  ["FEA1", "Feather of the first version", "Write it anew as Feather 2, Arrow or Parquet"],
  ["ASCII SPSS PORT FILE", "an SPSS portable file", FROM_SPSS],
  [
    "\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60",
    "a SAS data set",
    "Save it as CSV or .dta in SAS (PROC EXPORT)",
  ],
  ["HEADER RECORD*******", "a SAS transport file", "Save it as CSV or .dta in SAS (PROC EXPORT)"],
  ["RDX2\n", "an R data file", FROM_R],
  ["RDX3\n", "an R data file", FROM_R],
  ["X\n\0\0\0", "an R data file", FROM_R],
  ["BZh", "a bzip2 archive", UNPACK],
  ["\xfd7zXZ", "an xz archive", UNPACK],
  ["\x28\xb5\x2f\xfd", "a Zstandard archive", UNPACK],
  ["7z\xbc\xaf", "a 7z archive", UNPACK],
  ["Rar!", "a rar archive", UNPACK],
  ["%PDF", "a PDF document", "Copy its table into a workbook and give that file"],
  ["SQLite format 3", "a database", "Export the table as CSV"],
];
const MARKUP = /^\s*<(!doctype|html|\?xml|table|div|meta|head)/i;

/** Why bytes are not delimited text, by their start and the ending of the name; null when they may be. */
export function foreignFormat(head: Uint8Array, extension: string): Refusal | null {
  const latin = Buffer.from(head.subarray(0, 4096))
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "");
  if (MARKUP.test(latin)) return { what: "this is a web page or XML, which is not read", mend: AS_PAGE };
  const signature = SIGNATURES.find(([bytes]) => latin.startsWith(bytes));
  if (signature) return { what: `this is ${signature[1]}, which is not read`, mend: signature[2] };
  if (latin.includes("\0") && markedEncoding(head) === "utf-8") {
    return {
      what: "the content is binary, not text",
      mend: AS_CSV,
    };
  }
  if (TEXT_EXTENSIONS.has(extension)) return null;
  const refused = REFUSED_EXTENSIONS[extension];
  if (refused) return { what: `the ending says ${refused}, but the content does not`, mend: AS_CSV };
  return { what: `the ending “${extension}” is not one of a data file`, mend: AS_CSV };
}

const REFUSED_EXTENSIONS: Readonly<Record<string, string>> = {
  ".dta": "Stata",
  ".parquet": "Parquet",
  ".arrow": "Arrow",
  ".feather": "Feather",
  ".sav": "SPSS",
  ".zsav": "SPSS",
  ".zip": "zip",
  ".xlsm": "Excel",
};
