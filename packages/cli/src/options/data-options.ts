import type { Language, Table } from "@ceteris/core";
import type { Theme } from "@ceteris/report";
import type { Command } from "commander";
import { choiceFlag, nameListFlag, numberFlag } from "./parse.ts";

/** How the data file is read. */
export interface ReadFlags {
  readonly sheet?: string;
  readonly headerRow?: number;
  readonly text?: readonly string[];
  readonly number?: readonly string[];
  readonly missing?: readonly string[];
  readonly decimal?: "." | ",";
  readonly encoding?: string;
}

export interface DataFlags extends ReadFlags {
  readonly where?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly font?: string;
  readonly theme?: Theme;
  readonly lang: Language;
}

/** What `<data>` may be. */
const DATA_HELP =
  "data file: .csv, .tsv, .xlsx, .xlsb, .xls, .ods, .dta, .sav, .parquet, .arrow, .json, .jsonl, or one of them in .gz or .zip; - reads standard input";

/** The data file of a command. */
export function addData(command: Command): Command {
  return command
    .argument("<data>", DATA_HELP)
    .optionsGroup("Reading:")
    .option("--sheet <name>", "sheet of a workbook, by name or number, or file of a zip archive")
    .option(
      "--header-row <n>",
      "row of the sheet, or line of the text, with the names of the columns",
      numberFlag("--header-row", { integer: true, min: 1 }),
    )
    .option("--text <a,b>", "columns that are text; of labelled values the labels", nameListFlag("--text"))
    .option("--number <a,b>", "columns that are numbers; of dates the counts", nameListFlag("--number"))
    .option("--missing <a,b>", "further marks of missing values, such as -99", nameListFlag("--missing"))
    .option(
      "--decimal <mark>",
      "decimal mark of numbers in text: . or ,",
      choiceFlag("--decimal", [".", ","]),
    )
    .option("--encoding <name>", "encoding of text, such as big5 (default: found from its bytes)")
    .optionsGroup("Rows:")
    .option("--where <expr>", "rows to keep, for example \"year >= 2016 and province != '西藏'\"");
}

/** How a result is shown and saved. The last group of a command's help. */
export function addOutput(command: Command): Command {
  command
    .optionsGroup("Output:")
    .option("--json", "print exactly one JSON document on standard output")
    .option(
      "--out <file>",
      `also write the result: .json; tables: .csv (the first), .md, .tex, .typ, .html, .docx, .xlsx; chart: .svg, .png, .pdf, .vl.json`,
    )
    .option(
      "--theme <theme>",
      "look of the chart: print (the default, greyscale-safe), screen or dark",
      choiceFlag("--theme", ["print", "screen", "dark"] satisfies Theme[]),
    )
    .option("--font <file>", "font of a chart as PNG or PDF: .ttf, .otf, .ttc");
  return addLanguage(command).helpOption("-h, --help", "show this help");
}

export function addLanguage(command: Command): Command {
  const parser = choiceFlag("--lang", ["en", "zh"]);
  return command.option("--lang <language>", "language of labels and warnings: en or zh", parser, "en");
}

/** The data of a command, filtered. */
export async function readData(path: string, flags: DataFlags): Promise<Table> {
  return await read(path, flags);
}

/**
 * The data of a command that looks at no columns but those which its flags, or `further` texts, name:
 * the others are not read.
 */
export async function readNamedColumns(path: string, flags: DataFlags, further?: unknown): Promise<Table> {
  return await read(path, flags, { columns: named([flags, further]) });
}

/**
 * The data of a command that reviews the design, which looks for the level of assignment among all columns
 * that may be one.
 */
export async function readForReview(path: string, flags: DataFlags): Promise<Table> {
  return await read(path, flags, { columns: named(flags), levels: true });
}

function named(given: unknown): (name: string) => boolean {
  const texts = textsIn(given);
  return (name) => texts.some((text) => text.includes(name));
}

async function read(
  path: string,
  { where, sheet, headerRow, text, number, missing, decimal, encoding }: DataFlags,
  chosen?: { readonly columns: (name: string) => boolean; readonly levels?: boolean },
): Promise<Table> {
  const { filterRows, readTable } = await import("@ceteris/data");
  const reading = { sheet, headerRow, text, number, missing, decimal, encoding };
  const table = await readTable(path, { ...reading, ...chosen });
  return where === undefined ? table : filterRows(table, where);
}

/** All texts in a value, however deep: of flags every name, also inside `a^b`, `unit[time]` and filters. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.entries(value).flat().flatMap(textsIn) : [];
}
