import type { Language, Table } from "@ceteris/core";
import type { Command } from "commander";
import { choiceFlag } from "./parse.ts";

export interface DataFlags {
  readonly where?: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly lang: Language;
}

/** Flags of every command that reads a data file. */
export function addDataOptions(command: Command): Command {
  return addOutputOptions(
    command
      .argument("<data>", "CSV or TSV file, optionally gzipped; - reads CSV from standard input")
      .option("--where <expr>", "rows to keep, for example \"year >= 2016 and province != '西藏'\""),
  );
}

export function addOutputOptions(command: Command): Command {
  return command
    .option("--json", "print exactly one JSON document on standard output")
    .option("--out <file>", "also write the result: .json .csv .md .tex .html, charts .svg .vl.json")
    .option("--lang <language>", "language of labels: en or zh", choiceFlag("--lang", ["en", "zh"]), "en");
}

/** The data of a command, filtered. */
export async function readData(path: string, flags: DataFlags): Promise<Table> {
  const { filterRows, readTable } = await import("@ceteris/data");
  const table = await readTable(path);
  return flags.where === undefined ? table : filterRows(table, flags.where);
}
