import pc from "picocolors";
import { main } from "../src/index.ts";

export interface Called {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Calls the program in this process; `width` is that of a screen, absent when output is piped. */
export async function callMain(argv: readonly string[], width: number | null = null): Promise<Called> {
  let out = "";
  let err = "";
  const code = await main(argv, {
    print: (text) => {
      out += text;
    },
    say: (text) => {
      err += text;
    },
    width,
    printWidth: width,
    colours: pc.createColors(false),
  });
  return { code, out, err };
}

/** The same with `--json`: standard output must be one JSON document. */
export async function callJson(argv: readonly string[]) {
  const { code, out, err } = await callMain([...argv, "--json"]);
  return { code, document: JSON.parse(out), err };
}
