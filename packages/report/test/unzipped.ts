import { unzipSync } from "fflate";

/** The parts of a Word or Excel file as text. */
export function unzipped(file: Uint8Array): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(file)).map(([name, bytes]) => [name, Buffer.from(bytes).toString("utf8")]),
  );
}

/** One element a line, so that a change is seen where it is. */
export function broken(xml: string): string {
  return `${xml.replace(/></g, ">\n<")}\n`;
}
