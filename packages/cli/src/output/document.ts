import { VERSION } from "@ceteris/core";

/** The JSON document of a command: contract fields first, then the result's own. */
export function resultDocument(command: string, result: object): object {
  return { schema: "ceteris/1", command, version: VERSION, ...result };
}

export function documentText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
