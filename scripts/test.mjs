// `npm test`: installs, builds, checks format, package graph and types, runs every test, and closes
// with a line "N passed, N failed".
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, setup } from "./setup.mjs";

setup();
const bin = (name) => join(root, "node_modules", ".bin", name);
const folder = mkdtempSync(join(tmpdir(), "ceteris-test-"));
const report = join(folder, "report.json");

const steps = [
  ["format and lint", bin("biome"), ["check", "."]],
  ["package graph", process.execPath, ["scripts/check-graph.mjs"]],
  ["types of the tests", bin("tsc"), ["-p", "tsconfig.test.json"]],
  ["tests", bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile=${report}`]],
];
const failed = steps.filter(([name, command, args]) => {
  console.log(`\n── ${name}`);
  return (
    spawnSync(command, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    }).status !== 0
  );
});

const counts = readCounts();
rmSync(folder, { recursive: true, force: true });
for (const [name] of failed) console.log(`failed: ${name}`);
const other = failed.filter(([name]) => name !== "tests" || counts.failed === 0).length;
console.log(
  `\n${counts.passed} passed, ${counts.failed + other} failed${counts.skipped ? `, ${counts.skipped} skipped` : ""}`,
);
process.exit(failed.length > 0 || counts.passed === 0 ? 1 : 0);

function readCounts() {
  try {
    const result = JSON.parse(readFileSync(report, "utf8"));
    return { passed: result.numPassedTests, failed: result.numFailedTests, skipped: result.numPendingTests };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
