import { DESIGNS } from "./designs.ts";
import { percent, printTable } from "./print-table.ts";
import { type McRow, simulate } from "./simulate.ts";
import { type HonestRow, simulateHonest } from "./simulate-honest.ts";
import { PRETEST_POWERS, type PretestRow, pretestName, simulatePretest } from "./simulate-pretest.ts";
import { TREND_DESIGNS } from "./trend-designs.ts";

/**
 * `pnpm mc [--only PREFIX] [--draws N] [--seed N] [--json]`: how often each covariance rejects a true
 * effect at 5%, under the design it is for; how often a sensitivity analysis holds the effect under
 * violations of parallel trends; and how often the pre-test finds what it is reckoned to find.
 */
const only = option("--only") ?? "";
const given = whole("--draws", 2);
const draws = { covariances: given ?? 10_000, honest: given ?? 1_000, pretest: given ?? 10_000 };
const seed = whole("--seed", 0) ?? 1;

const chosen = <T>(designs: readonly T[], nameOf: (design: T) => string) =>
  designs.filter((design) => nameOf(design).startsWith(only));
const designs = chosen(DESIGNS, (design) => design.name);
const trends = chosen(TREND_DESIGNS, (design) => design.name);
const powers = chosen(PRETEST_POWERS, pretestName);
if (designs.length + trends.length + powers.length === 0) {
  const names = [...[...DESIGNS, ...TREND_DESIGNS].map((d) => d.name), ...PRETEST_POWERS.map(pretestName)];
  fail(`No design begins with “${only}”. Designs: ${names.join(", ")}.`);
}

const rows = designs.flatMap((design) => say(design.name, () => simulate(design, draws.covariances, seed)));
const honest = trends.map((design) => say(design.name, () => simulateHonest(design, draws.honest, seed)));
const pretest = powers.map((power) =>
  say(pretestName(power), () => simulatePretest(power, draws.pretest, seed)),
);
if (process.argv.includes("--json"))
  console.log(JSON.stringify({ draws, seed, rows, honest, pretest }, null, 2));
else {
  if (rows.length > 0) printCovariances(rows);
  if (honest.length > 0) printHonest(honest);
  if (pretest.length > 0) printPretest(pretest);
}

function say<T>(name: string, work: () => T): T {
  process.stderr.write(`${name} …\n`);
  return work();
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

function whole(name: string, least: number): number | undefined {
  const text = option(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    fail(`${name} ${text} is not a whole number of ${least} or more.`);
  return value;
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function printCovariances(all: readonly McRow[]): void {
  console.log(`${draws.covariances} draws of each design, seed ${seed}.\n`);
  printTable(
    [
      "design",
      "treated of units × periods",
      "errors",
      "covariance",
      "rejected at 5% (Monte Carlo s.e.)",
      "coverage of 95%",
      "mean s.e. / s.d.",
      "interval / 1.96 s.d.",
    ],
    all.map((row) => {
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
    }),
  );
}

function printHonest(all: readonly HonestRow[]): void {
  console.log(`\n${draws.honest} draws of each difference in trends, seed ${seed}.\n`);
  printTable(
    [
      "design",
      "difference in trends",
      "restriction",
      "method",
      "target",
      "held by the 95% set (Monte Carlo s.e.)",
      "held by the usual interval",
      "width / usual width",
      "empty",
    ],
    all.map((row) => {
      const { violation, options } = TREND_DESIGNS.find((d) => d.name === row.design)!;
      return [
        row.design,
        violation,
        `${options.type}, ${options.restrict ?? "any sign"}, m = ${options.m[0]}`,
        row.method,
        String(options.target ?? "first"),
        `${percent(row.covered)} (${percent(row.coveredError)})`,
        percent(row.coveredUsual),
        row.widthRatio.toFixed(2),
        percent(row.empty),
      ];
    }),
  );
}

function printPretest(all: readonly PretestRow[]): void {
  console.log(`\n${draws.pretest} draws of each straight line, seed ${seed}.\n`);
  printTable(
    [
      "design",
      "slope",
      "power, computed",
      "simulated (Monte Carlo s.e.)",
      "bias after passing, computed",
      "simulated (Monte Carlo s.e.)",
    ],
    all.map((row) => [
      row.design,
      row.slope.toFixed(4),
      percent(row.power),
      `${percent(row.found)} (${percent(row.foundError)})`,
      row.biasAfterPassing.toFixed(4),
      `${row.biasFound.toFixed(4)} (${row.biasError.toFixed(4)})`,
    ]),
  );
}
