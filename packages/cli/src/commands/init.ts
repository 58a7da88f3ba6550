import type { Language } from "@ceteris/core";
import { Command } from "commander";
import { addLanguage } from "../options/data-options.ts";
import { documentText, resultDocument } from "../output/document.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

interface InitFlags {
  readonly lang: Language;
  readonly json?: boolean;
}

export function initCommand(terminal: Terminal): Command {
  const command = addLanguage(
    new Command("init")
      .summary("a commented study file and a small data set to start from")
      .description(
        "Writes study.yaml, commented, and panel.csv, made-up data that it runs on, into a folder. Files that are there are never written over.",
      )
      .argument("[folder]", "folder to write into; made where it does not exist", ".")
      .option("--json", "print exactly one JSON document on standard output"),
  ).helpOption("-h, --help", "show this help");
  return withExamples(command, "ceteris init my-study", "ceteris init my-study --lang zh").action(
    async (folder: string, { lang, json }: InitFlags) => {
      const { writeStarter } = await import("@ceteris/study");
      const [study, data] = await writeStarter(folder, { lang });
      const next = `ceteris run ${quoted(study)}${lang === "zh" ? " --lang zh" : ""}`;
      if (json) terminal.print(documentText(resultDocument("init", { files: [study, data], next })));
      else terminal.print(`study  ${study}\ndata   ${data}\nnext   ${next}\n`);
    },
  );
}

/** A path as one word of a command. */
function quoted(path: string): string {
  return /^[\p{L}\p{N}_./\\:~-]+$/u.test(path) ? path : `"${path}"`;
}
