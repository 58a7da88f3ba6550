// Fails on an import between packages that the graph does not allow, on a relative import that leaves
// its package, on files of a package that import one another in a circle, imports of types counted, and on a
// dependency that package.json or tsconfig.json does not declare.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { importCircles } from "./import-circles.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Which packages each may import: strictly downward. */
const ALLOWED = {
  core: [],
  data: ["core"],
  regression: ["core"],
  index: ["core"],
  report: ["core"],
  did: ["core", "regression"],
  study: ["core", "data", "regression", "index", "did", "report"],
  cli: ["core", "data", "regression", "index", "did", "report", "study"],
  ceteris: ["core", "data", "regression", "index", "did", "report", "study"],
};
/** Modules that would give a package hands: only those that read or write may have them. */
const NO_IO = { core: true, regression: true, index: true, did: true };
const IO = /^node:(fs|http|https|net|child_process|process|tty|readline)/;

export function forbiddenImports(base = root) {
  const found = [];
  for (const name of readdirSync(join(base, "packages"))) {
    const folder = join(base, "packages", name);
    const allowed = ALLOWED[name];
    if (!allowed) {
      found.push(`packages/${name}: not in the graph of scripts/check-graph.mjs`);
      continue;
    }
    const declared = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).dependencies ?? {};
    const referenced = JSON.parse(readFileSync(join(folder, "tsconfig.json"), "utf8")).references ?? [];
    const within = new Map();
    for (const file of sources(join(folder, "src"))) {
      const targets = importsOf(readFileSync(file, "utf8"));
      for (const target of targets) {
        const why = refusal(name, folder, file, target, allowed, declared, referenced);
        if (why) found.push(`${relative(base, file)} imports ${target}: ${why}`);
      }
      within.set(
        file,
        targets.filter((target) => target.startsWith(".")).map((target) => join(dirname(file), target)),
      );
    }
    for (const circle of importCircles(within)) {
      const files = circle.map((file) => relative(base, file)).join(" imports ");
      found.push(`${files}: a circle; move what they share to a file that imports none of them`);
    }
  }
  return found;
}

function refusal(name, folder, file, target, allowed, declared, referenced) {
  if (target.startsWith("node:"))
    return NO_IO[name] && IO.test(target) ? `${name} does no input or output` : null;
  if (target.startsWith(".")) {
    const outside = relative(join(folder, "src"), join(dirname(file), target)).startsWith("..");
    return outside && !target.endsWith("package.json")
      ? "a relative import may not leave the package's src"
      : null;
  }
  const [scope, second] = target.split("/");
  const dependency = scope.startsWith("@") ? `${scope}/${second}` : scope;
  if (scope === "@ceteris") {
    if (!allowed.includes(second)) return `${name} may import ${allowed.join(", ") || "no other package"}`;
    if (target !== dependency) return "import the package, not a file inside it";
    if (!referenced.some((r) => r.path === `../${second}`)) return "tsconfig.json does not reference it";
  }
  return dependency in declared ? null : "package.json does not declare it";
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (entry.name.endsWith(".ts")) yield path;
  }
}

/** Only statements that begin a line, and dynamic imports: the word "from" in a text is none. */
const IMPORTS = [
  /^\s*(?:import|export)\s[^"'`;]*?\bfrom\s*["']([^"']+)["']/gm,
  /^\s*import\s*["']([^"']+)["']/gm,
  /\bimport\s*\(\s*["']([^"']+)["']\s*\)/g,
];

function importsOf(text) {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  return IMPORTS.flatMap((pattern) => [...code.matchAll(pattern)].map((m) => m[1]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = forbiddenImports();
  for (const line of found) console.error(line);
  console.log(
    found.length === 0 ? "package graph: every import allowed" : `package graph: ${found.length} forbidden`,
  );
  process.exit(found.length === 0 ? 0 : 1);
}
