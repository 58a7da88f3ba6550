import { DIVISION_CHANGES } from "./changes.ts";
import { PREFECTURE_CODES } from "./prefecture-codes.ts";
import { PROVINCES } from "./provinces.ts";

/** A division of prefecture level (地级市, 地区, 盟, 自治州), or a municipality, under one code and name. */
export interface Division {
  /** Six digits, GB/T 2260. */
  readonly code: string;
  /** Full name: 苏州市, 延边朝鲜族自治州. */
  readonly name: string;
  /** The name without 市, 地区, 盟, 自治州 and peoples: 苏州, 延边. */
  readonly stem: string;
  /** Short name of the province: 江苏. */
  readonly province: string;
  /** First year at whose end it stood; null where that was before 2001. */
  readonly from: number | null;
  /** First year at whose end it was no more; null while it stands. */
  readonly until: number | null;
}

const PEOPLES =
  /(朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|蒙古|柯尔克孜|哈萨克)+$/;

/** Misprints in the lists that stand for another name. */
const MISPRINTS: ReadonlySet<string> = new Set(["荷泽市"]);

/** Every division of prefecture level from 2000 to 2024, former ones included, in order of codes. */
export const PREFECTURES: readonly Division[] = Object.freeze(
  PREFECTURE_CODES.trim()
    .split("\n")
    .map((line) => line.split(" ") as [string, string])
    .filter(([, name]) => !MISPRINTS.has(name))
    .map(([code, name]) => {
      const isIt = (pair: readonly [string, string] | null) => pair?.[0] === code && pair[1] === name;
      return Object.freeze({
        code,
        name,
        stem: divisionStem(name),
        province: PROVINCES[code.slice(0, 2)]!,
        from:
          DIVISION_CHANGES.find(({ kind, to }) => kind !== "dissolved" && kind !== "merged" && to.some(isIt))
            ?.year ?? null,
        until: DIVISION_CHANGES.find(({ from }) => isIt(from))?.year ?? null,
      });
    }),
);

/** A name without what says its kind. */
export function divisionStem(name: string): string {
  if (!name.endsWith("自治州")) return name.replace(/(?<=..)(市|地区|盟|州)$/, "");
  const bare = name.slice(0, -"自治州".length);
  return bare.replace(PEOPLES, "") || bare;
}
