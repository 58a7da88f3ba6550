import { CeterisError, nearestName } from "@ceteris/core";
import { shiftDecimal } from "../formula/shift-decimal.ts";

/** Units by what they measure, with how many of the first of their kind they are. */
const KINDS: readonly Readonly<Record<string, number>>[] = [
  { 元: 1, 千元: 1e3, 万元: 1e4, 百万元: 1e6, 亿元: 1e8 },
  { 人: 1, 千人: 1e3, 万人: 1e4, 亿人: 1e8 },
  { 户: 1, 千户: 1e3, 万户: 1e4 },
  { 册: 1, 千册: 1e3, 万册: 1e4 },
  { 件: 1, 千件: 1e3, 万件: 1e4 },
  { 辆: 1, 千辆: 1e3, 万辆: 1e4 },
  { 张: 1, 千张: 1e3, 万张: 1e4 },
  { 个: 1, 千个: 1e3, 万个: 1e4 },
  { 吨: 1, 千吨: 1e3, 万吨: 1e4, 亿吨: 1e8 },
  { 平方米: 1, 万平方米: 1e4, 公顷: 1e4, 千公顷: 1e7, 平方公里: 1e6, 亩: 10_000 / 15, 万亩: 1e8 / 15 },
  { 立方米: 1, 万立方米: 1e4, 亿立方米: 1e8 },
  { 米: 1, 公里: 1e3, 万公里: 1e7 },
  { 千瓦时: 1, 万千瓦时: 1e4, 亿千瓦时: 1e8 },
  { "1": 1, "%": 0.01, "‰": 0.001 },
];

/**
 * How numbers in one unit become numbers in another; by powers of ten nothing is lost.
 *
 * @throws OPTION_INVALID (a unit that is not known, or of another kind)
 */
export function convertUnit(from: string, to: string): (value: number) => number {
  if (from === to) return (value) => value;
  const kind = KINDS.find((units) => Object.hasOwn(units, from));
  const [a, b] = [kind?.[from], kind?.[to]];
  if (a === undefined || b === undefined) throw noConversion(from, to, kind);
  const power = Math.round(Math.log10(a / b));
  const isPower = Math.abs(a / b / 10 ** power - 1) < 1e-12;
  return isPower ? (value) => shiftDecimal(value, power) : (value) => (value * a) / b;
}

function noConversion(from: string, to: string, kind: Readonly<Record<string, number>> | undefined) {
  const all = KINDS.flatMap((units) => Object.keys(units));
  const unknown = [from, to].find((unit) => !all.includes(unit));
  const near = unknown === undefined ? null : nearestName(unknown, all);
  return new CeterisError({
    code: "OPTION_INVALID",
    where: `${from} → ${to}`,
    what: unknown === undefined ? "these measure different things" : `the unit “${unknown}” is not known`,
    mend: near
      ? `Did you mean “${near}”?`
      : kind
        ? `${from} can become ${Object.keys(kind).join(", ")}`
        : "Leave “to” out, and convert in a formula",
  });
}
