/**
 * Breaks text between words into lines of at most `width` characters, each after `indent`. Lines that
 * begin with a space are drawings and stay as they are.
 */
export function wrap(text: string, width: number, indent = ""): string {
  return text
    .split("\n")
    .flatMap((line) => (line.startsWith(" ") ? [line] : wrapLine(line, width - indent.length)))
    .map((line) => indent + line)
    .join("\n");
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && longer.length > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
