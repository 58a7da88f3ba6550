import { briefNumber, type Warning } from "@ceteris/core";
import { averageEffect } from "../../event-study/average-effect.ts";
import { pretrendPower } from "../../pretrend/pretrend-power.ts";
import { beforeTreatment } from "../../pretrend/review-pretrend.ts";
import type { DesignContext } from "./design-context.ts";

const POWER = 0.5;

/** LOW_PRETREND_POWER: a drift that the pre-test misses half of the time could be the whole effect. */
export function lowPretrendPower({ eventStudy }: DesignContext): readonly Warning[] {
  const study = eventStudy && beforeTreatment(eventStudy);
  const power = study && pretrendPower(study, { power: [POWER] });
  const violation = power?.violations[0];
  if (!study || !power || !violation?.average || violation.slope === null) return [];
  const { slope } = violation;
  const { bias, biasAfterPassing } = violation.average;
  const average = averageEffect(study).estimate!;
  if (bias < Math.abs(average)) return [];
  const { nLeads } = power;
  const leads = nLeads === 1 ? "one lead" : `${nLeads} leads`;
  return [
    {
      code: "LOW_PRETREND_POWER",
      message: `A look at whether any of ${leads} differs from zero would miss a straight drift of ${briefNumber(slope)} per period half of the time, and that drift would leave a bias of ${briefNumber(bias)} in the mean effect after treatment, no smaller than its estimate (${briefNumber(average)}). Leads that do not differ from zero say little here: report the smallest violation that can be ruled out (the equivalence test) and how large a violation the finding survives. See Roth (2022), Rambachan and Roth (2023).`,
      details: {
        base: power.spec.base,
        nLeads,
        level: power.spec.level,
        power: POWER,
        slope,
        bias,
        biasAfterPassing,
        average,
      },
    },
  ];
}
