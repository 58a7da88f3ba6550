import type { Language } from "@ceteris/core";
import { formatNumber } from "../numbers.ts";
import { specNumber, specText } from "../spec-facts.ts";
import { type Compared, comparedWith } from "./compared-with.ts";

const METHODS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  dr: { en: "doubly robust", zh: "双重稳健估计" },
  ipw: { en: "inverse probability weighting", zh: "逆概率加权" },
  reg: { en: "outcome regression", zh: "结果回归" },
};

/** How group-time effects were estimated: a clause without a stop; `leads` tells of those before treatment as well. */
export function attGtClause(
  result: Compared & { readonly critical?: number | null },
  leads: boolean,
  lang: Language,
): string {
  const { spec, critical = null } = result;
  const covariates = Array.isArray(spec.controls) && spec.controls.length > 0;
  const method = covariates ? METHODS[specText(spec, "method") ?? "dr"]?.[lang] : undefined;
  const control = comparedWith(result, lang);
  const universal = spec.base === "universal";
  const ahead = specNumber(spec, "anticipation") ?? 0;
  const draws = specNumber(spec, "bootstrap") ?? 0;
  const clauses =
    lang === "zh"
      ? [
          `采用Callaway和Sant'Anna（2021）的方法${method ? `（${method}）` : ""}，以${control}的个体为对照`,
          !leads
            ? null
            : universal
              ? "受处理前的效应以受处理前最后一期为基期"
              : "受处理前的效应以各自的前一期为基期",
          ahead > 0 ? `允许预期效应提前${ahead}期` : null,
          draws > 0 ? `标准误由${draws}次乘子自助法抽样得到` : null,
          critical === null ? null : `置信区间同时覆盖各行（临界值${formatNumber(critical, 2)}）`,
        ]
      : [
          `Estimates of Callaway and Sant'Anna (2021)${method ? `, ${method}` : ""}, with units ${control} as controls`,
          !leads
            ? null
            : universal
              ? "effects before treatment measured from the last period before it"
              : "effects before treatment measured from the period before each",
          ahead > 0 ? `anticipation of ${ahead}` : null,
          draws > 0 ? `standard errors from ${draws} draws of the multiplier bootstrap` : null,
          critical === null
            ? null
            : `intervals hold all rows at once (critical value ${formatNumber(critical, 2)})`,
        ];
  const said = clauses.filter((clause) => clause !== null);
  return said.join(lang === "zh" ? "；" : "; ");
}
