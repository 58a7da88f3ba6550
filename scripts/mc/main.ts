import { DESIGNS } from "./designs.ts";
import { type McRow, simulate } from "./simulate.ts";

/**
 * `pnpm mc [--only PREFIX] [--draws N] [--seed N] [--json]`: how often each covariance rejects a true
 * effect at 5%, under the design it is for.
 */
const only = option("--only") ?? "";
const draws = whole("--draws", 10_000, 2);
const seed = whole("--seed", 1, 0);

const rows: McRow[] = [];
for (const design of DESIGNS.filter((d) => d.name.startsWith(only))) {
  process.stderr.write(`${design.name} …\n`);
  rows.push(...simulate(design, draws, seed));
}
if (rows.length === 0)
  fail(`No design begins with “${only}”. Designs: ${DESIGNS.map((d) => d.name).join(", ")}.`);
if (process.argv.includes("--json")) console.log(JSON.stringify({ draws, seed, rows }, null, 2));
else print(rows);

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

function whole(name: string, usual: number, least: number): number {
  const given = option(name);
  const value = given === undefined ? usual : Number(given);
  if (!Number.isSafeInteger(value) || value < least)
    fail(`${name} ${given} is not a whole number of ${least} or more.`);
  return value;
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function print(all: readonly McRow[]): void {
  const lines = all.map((row) => {
    const { errors, nUnits, nPeriods, nTreated } = DESIGNS.find((d) => d.name === row.design)!;
    return [
      row.design,
      `${nTreated} of ${nUnits} × ${nPeriods}`,
      errors,
      row.covariance,
      `${percent(row.rejected)} (${percent(row.rejectedError)})`,
      percent(1 - row.rejected),
      row.errorRatio.toFixed(3),
      row.widthRatio.toFixed(3),
    ];
  });
  const head = [
    "design",
    "treated of units × periods",
    "errors",
    "covariance",
    "rejected at 5% (Monte Carlo s.e.)",
    "coverage of 95%",
    "mean s.e. / s.d.",
    "interval / 1.96 s.d.",
  ];
  const table = [head, head.map(() => "---"), ...lines];
  const widths = head.map((_, c) => Math.max(...table.map((line) => line[c]!.length)));
  console.log(`${draws} draws of each design, seed ${seed}.\n`);
  for (const line of table) console.log(`| ${line.map((cell, c) => cell.padEnd(widths[c]!)).join(" | ")} |`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}
