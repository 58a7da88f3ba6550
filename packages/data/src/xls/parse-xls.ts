import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { unreadable } from "../source/unreadable.ts";

/** A cell as SheetJS gives it: type, value, number format. */
export type XlsCell = readonly [type: string, value: unknown, format: string | undefined];

export interface XlsSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows and cells may be holes. */
  readonly rows: readonly (readonly (XlsCell | undefined)[] | undefined)[];
  readonly merged: readonly { readonly s: { r: number; c: number }; readonly e: { r: number; c: number } }[];
}

export interface XlsBook {
  readonly date1904: boolean;
  readonly sheets: readonly XlsSheet[];
}

export interface XlsBounds {
  /** Default 128 and 60 times the size of the content, 640 at most: a cell takes some thirty times its bytes. */
  readonly memoryMb?: number;
  /** Default 120. */
  readonly seconds?: number;
}

/**
 * Takes a workbook of Excel 97 apart, or the text of one in markup, by SheetJS in a thread of its own: it
 * trusts what a file says of itself, so that a damaged one may ask for all memory or never end. The thread
 * has bounds on both. Cells of a web page are texts as they stand.
 *
 * @throws FILE_UNREADABLE (beyond the bounds), Error (damaged)
 */
export async function parseXls(
  content: Buffer | string,
  where: string,
  { memoryMb = memoryFor(content.length), seconds = 120 }: XlsBounds = {},
): Promise<XlsBook> {
  const { resolve } = createRequire(import.meta.url);
  const worker = new Worker(PROGRAM, {
    eval: true,
    workerData: { content, xlsx: resolve("@e965/xlsx"), codepages: resolve("@e965/xlsx/dist/cpexcel.js") },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    stderr: true,
    stdout: true,
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<XlsBook>((done, fail) => {
      timer = setTimeout(() => fail(beyond(where, `${seconds} seconds`)), 1000 * seconds);
      worker.once("message", (found: XlsBook | { failure: string }) => {
        if ("failure" in found) fail(new Error(found.failure));
        else done(found);
      });
      worker.once("error", (error: NodeJS.ErrnoException) => {
        fail(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? beyond(where, `${memoryMb} MiB of memory`) : error);
      });
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function memoryFor(size: number): number {
  return Math.min(640, 128 + Math.ceil((60 * size) / 2 ** 20));
}

function beyond(where: string, what: string): Error {
  return unreadable(
    where,
    `taking the workbook apart needs more than ${what}, so it is damaged or too large`,
    "Save it as .xlsx or CSV and give that file",
  );
}

/** Plain JavaScript, so that it runs from sources and from a build alike. */
const PROGRAM = `
const { parentPort, workerData } = require("node:worker_threads");
try {
  const xlsx = require(workerData.xlsx);
  xlsx.set_cptable(require(workerData.codepages));
  const book = xlsx.read(workerData.content, {
    type: typeof workerData.content === "string" ? "string" : "array", raw: true, dense: true, cellNF: true, cellText: false, cellHTML: false, cellFormula: false, cellDates: false,
  });
  const sheets = book.SheetNames.flatMap((name, i) => {
    const sheet = book.Sheets[name];
    if (!sheet || sheet["!type"] === "chart") return [];
    const rows = (sheet["!data"] ?? []).map((cells) =>
      cells?.map((cell) => cell && [cell.t, cell.t === "e" ? "" : cell.v, typeof cell.z === "string" ? cell.z : undefined]));
    return [{ name, hidden: (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0, rows, merged: sheet["!merges"] ?? [] }];
  });
  parentPort.postMessage({ date1904: book.Workbook?.WBProps?.date1904 ?? false, sheets });
} catch (error) {
  parentPort.postMessage({ failure: String(error?.message ?? error) });
}
`;
