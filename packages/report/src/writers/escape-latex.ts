const REPLACED: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  _: "\\_",
  "%": "\\%",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  "`": "\\textasciigrave{}",
  "−": "$-$",
  "≤": "$\\leq$",
  "≥": "$\\geq$",
  "×": "$\\times$",
  "±": "$\\pm$",
  "²": "\\textsuperscript{2}",
  χ: "$\\chi$",
  "†": "\\textdagger{}",
  "—": "---",
  "–": "--",
  "’": "'",
};

/**
 * Text that LaTeX prints as it stands and never runs, at the beginning of a table's row too, where a
 * bracket or an asterisk would belong to the line break before it.
 */
export function escapeLatex(text: string): string {
  const guard = /^[[*]/.test(text) ? "{}" : "";
  return guard + text.replace(/[\\{}$&#_%~^<>|`−≤≥×±²χ†—–’]/g, (c) => REPLACED[c]!);
}
