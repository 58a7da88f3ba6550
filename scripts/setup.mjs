// Installs the pinned packages and builds, skipping whatever is done already. Needs only Node and npm.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Installs the packages; not in package.json, where pnpm would look for itself in the registry. */
const PNPM = "pnpm@12.21.0";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

export function setup() {
  requireNode();
  install();
  build();
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node ${process.versions.node} is too old: ceteris needs Node 20.19 or newer.`);
}

function install() {
  const stamp = join(root, "node_modules", ".setup-stamp");
  const wanted = createHash("sha256");
  for (const file of ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"])
    wanted.update(readFileSync(join(root, file)));
  const digest = wanted.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  console.error("Installing packages …");
  // Through a shell, since npx is npx.cmd on Windows; the arguments are our own constants.
  run(`npx -y ${PNPM} install --frozen-lockfile --reporter=append-only`);
  writeFileSync(stamp, digest);
}

function build() {
  console.error("Building …");
  execNode([join(root, "node_modules", "typescript", "bin", "tsc"), "-b"]);
}

function run(command) {
  const done = spawnSync(command, { cwd: root, shell: true, stdio: ["ignore", 2, 2] });
  if (done.status !== 0) fail(`“${command}” failed; the reason is above.`);
}

export function execNode(args) {
  try {
    execFileSync(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  } catch (error) {
    process.exit(error.status ?? 1);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) setup();
