import { CeterisError, nearestName } from "@ceteris/core";
import { shiftDecimal } from "../formula/shift-decimal.ts";

/** What units measure, each with how many of the first of its kind it is. */
const KINDS: readonly Readonly<Record<string, number>>[] = [
  { 元: 1 },
  { 人: 1 },
  { 人次: 1 },
  { 户: 1 },
  { 册: 1 },
  { 件: 1 },
  { 辆: 1, 标准台: 1 },
  { 张: 1 },
  { 个: 1 },
  { 所: 1 },
  { 家: 1 },
  { 台: 1 },
  { 项: 1 },
  { 千克: 1e-3, 公斤: 1e-3, 吨: 1 },
  { 吨标准煤: 1 },
  { 平方米: 1, 公顷: 1e4, 平方公里: 1e6, 平方千米: 1e6, 亩: 10_000 / 15 },
  { 立方米: 1 },
  { 米: 1, 公里: 1e3, 千米: 1e3 },
  { 千瓦时: 1, 千瓦小时: 1 },
  { 千瓦: 1 },
  { "1": 1, "%": 0.01, "‰": 0.001 },
];

const PREFIXES: Readonly<Record<string, number>> = {
  十: 1e1,
  百: 1e2,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十亿: 1e9,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
};

const CURRENCY = /美元|欧元|日元|英镑|港[元币]|台币|卢布|韩元|USD|EUR/;

interface Unit {
  /** Its kind, or that of what stands above the stroke and below it. */
  readonly kind: string;
  readonly size: number;
}

/**
 * How numbers in one unit become numbers in another; by powers of ten nothing is lost. A unit is one of a kind,
 * with a prefix from 十 to 万亿: 万元, 千公顷, 亿千瓦时; or two with a stroke: 元/人, 人/平方公里.
 *
 * @throws OPTION_INVALID (a unit that is not known, or of another kind)
 */
export function convertUnit(from: string, to: string): (value: number) => number {
  const [a, b] = [unitOf(from), unitOf(to)];
  if (plain(from) === plain(to)) return (value) => value;
  if (!a || !b || a.kind !== b.kind) throw noConversion(from, to, a, b);
  const ratio = a.size / b.size;
  const power = Math.round(Math.log10(ratio));
  const isPower = Math.abs(ratio / 10 ** power - 1) < 1e-12;
  return isPower ? (value) => shiftDecimal(value, power) : (value) => (value * a.size) / b.size;
}

/** Whether two units of measurement are one. */
export function isSameUnit(a: string, b: string): boolean {
  const [p, q] = [unitOf(a), unitOf(b)];
  return plain(a) === plain(b) || (p !== null && p.kind === q?.kind && p.size === q.size);
}

/** Whether a text is a unit of measurement that can be converted. */
export function isUnit(text: string): boolean {
  return unitOf(text) !== null;
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/\s/g, "").replace(/^每/, "");
}

function unitOf(text: string): Unit | null {
  const [above, below, more] = plain(text).split("/");
  const whole = oneUnit(above!);
  if (below === undefined) return whole;
  const part = oneUnit(below);
  if (!whole || !part || more !== undefined) return null;
  return { kind: `${whole.kind}/${part.kind}`, size: whole.size / part.size };
}

function oneUnit(text: string): Unit | null {
  for (const kind of KINDS) {
    for (const [base, size] of Object.entries(kind)) {
      if (!text.endsWith(base)) continue;
      const prefix = text.slice(0, text.length - base.length);
      const times = prefix === "" ? 1 : PREFIXES[prefix];
      // A share has no prefix, and 千米 is no 米 with one: it stands among its kind itself.
      if (times !== undefined && (prefix === "" || !Object.hasOwn(kind, "%"))) {
        return { kind: Object.keys(kind)[0]!, size: size * times };
      }
    }
  }
  return null;
}

function noConversion(from: string, to: string, a: Unit | null, b: Unit | null): CeterisError {
  const unknown = a === null ? from : b === null ? to : null;
  const parts = (what: string, mend: string) =>
    new CeterisError({ code: "OPTION_INVALID", where: `${from} → ${to}`, what, mend });
  if (unknown === null) return parts("these measure different things", sameKind(from, a!));
  if (CURRENCY.test(unknown)) {
    return parts(
      `no unit tells the exchange rate of ${unknown} in each year`,
      "Leave “to” out, read the rate as a column of the panel, and multiply in a formula",
    );
  }
  const near = nearestName(plain(unknown), allUnits());
  return parts(
    `the unit “${unknown}” is not known`,
    near ? `Did you mean “${near}”?` : "Leave “to” out, and convert in a formula",
  );
}

function sameKind(from: string, { kind }: Unit): string {
  const own = KINDS.find((units) => Object.hasOwn(units, kind));
  if (!own) return `Give a unit of the kind of ${from}`;
  const names = Object.keys(own).flatMap((base) =>
    Object.hasOwn(own, "%") ? [base] : ["", "千", "万", "亿"].map((prefix) => `${prefix}${base}`),
  );
  return `${from} can become ${[...new Set(names)].slice(0, 8).join(", ")}`;
}

function allUnits(): readonly string[] {
  return KINDS.flatMap((units) =>
    Object.keys(units).flatMap((base) => ["", "百", "千", "万", "百万", "亿"].map((p) => `${p}${base}`)),
  );
}
