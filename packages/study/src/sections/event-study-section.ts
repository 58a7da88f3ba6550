import type { EventEstimate, EventStudyResult, Language, PretrendReview, WaldTest } from "@ceteris/core";
import { eventStudySheet, formatNumber, plotEventStudy, pretrendSheet } from "@ceteris/report";
import { calendarLabels } from "./calendar.ts";
import { estimateText, pText } from "./estimate-text.ts";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";
import { tableStyle } from "./table-style.ts";

const SIZE = 0.05;

export const eventStudySection: SectionBuilder = ({ context, results, lang }) => {
  const found = results.eventStudy;
  if (!found) return null;
  const { declared, lastPre, pretrendReview } = found;
  const { labels } = context;
  const timeLabels = calendarLabels(
    context.panel,
    declared.estimates.map((e) => e.eventTime),
  );
  const shown = { id: "event-study", lang, labels, timeLabels, ...tableStyle(context) };
  const name = (e: number) => timeLabels?.[String(e)] ?? formatNumber(e, 0);
  const series = [declared, ...(lastPre ? [lastPre] : [])].map((result) => ({
    result,
    label: { en: `Base ${name(baseOf(result))}`, zh: `以${name(baseOf(result))}为基期` },
  }));
  return {
    id: "event-study",
    title: say(lang, "Parallel trends", "平行趋势检验"),
    paragraphs: [
      ...baseText(declared, name, lang),
      leadsText(declared, name, lang),
      ...(lastPre ? [leadsText(lastPre, name, lang)] : []),
      ...(pretrendReview
        ? [...powerText(pretrendReview, lang), ...equivalenceText(pretrendReview, lang)]
        : []),
    ],
    warnings: declared.warnings,
    sheets: [
      lastPre ? eventStudySheet(series, shown) : eventStudySheet(declared, shown),
      ...(pretrendReview?.power ? [pretrendSheet(pretrendReview, { lang, labels })] : []),
    ],
    figures: series.map(({ result, label }, i) => ({
      id: i === 0 ? "event-study" : "event-study-rebased",
      caption: say(
        lang,
        `Event study, ${label.en.toLowerCase()}, with ${level(result)} intervals`,
        `事件研究：${label.zh}（${level(result)}置信区间）`,
      ),
      spec: plotEventStudy(result, { lang, labels, timeLabels, title: null }),
    })),
  };
};

/** Says what base a reader should know about: any but the last period before treatment. */
function baseText(result: EventStudyResult, name: (e: number) => string, lang: Language): string[] {
  const base = baseOf(result);
  if (base === -1) return [];
  if (base < -1) {
    return [
      say(
        lang,
        `The base is ${name(base)}, not ${name(-1)}, the last period before treatment.`,
        `基期为${name(base)}，而不是政策实施前最后一期（${name(-1)}）。`,
      ),
    ];
  }
  return [
    base === 0
      ? say(
          lang,
          `The base is ${name(0)}, the period in which treatment starts, not ${name(-1)}, the last one before it. Every coefficient is therefore measured against a period that is already treated: leads contain the effect of the first treated period with its sign reversed. The same model is shown re-based to ${name(-1)}.`,
          `基期为政策实施当期（${name(0)}），而不是实施前最后一期（${name(-1)}）。每个系数因此都以已受政策影响的时期为参照，先导项系数中混入了首期政策效应的相反数。下文同时给出以${name(-1)}为基期的结果。`,
        )
      : say(
          lang,
          `The base is ${name(base)}, a treated period; the same model is shown re-based to ${name(-1)}, the last period before treatment.`,
          `基期${name(base)}为政策实施后的时期；下文同时给出以实施前最后一期（${name(-1)}）为基期的结果。`,
        ),
  ];
}

function leadsText(result: EventStudyResult, name: (e: number) => string, lang: Language): string {
  const leads = result.estimates.filter((e) => e.eventTime < 0 && !e.reference);
  const significant = leads.filter((e) => e.pValue !== null && e.pValue < SIZE);
  const base = name(baseOf(result));
  const each = (language: Language) =>
    leads
      .map(
        (e: EventEstimate) =>
          name(e.eventTime) + (language === "zh" ? "为" : ": ") + estimateText(e, language),
      )
      .join(language === "zh" ? "，" : "; ");
  const verdict = say(
    lang,
    `With base ${base}, ${significant.length} of ${leads.length} ${leads.length === 1 ? "lead" : "leads"} ${significant.length === 1 || leads.length === 1 ? "differs" : "differ"} from zero at 5%`,
    significant.length > 0
      ? `以${base}为基期时，${leads.length}个先导项中有${significant.length}个在5%水平上显著`
      : `以${base}为基期时，${leads.length}个先导项在5%水平上${leads.length === 1 ? "不" : "均不"}显著`,
  );
  if (leads.length === 0) {
    return say(lang, `With base ${base} there is no lead to test.`, `以${base}为基期时没有可检验的先导项。`);
  }
  const joint = result.pretrend ? jointText(result.pretrend, lang) : "";
  return say(lang, `${verdict} (${each("en")})${joint}.`, `${verdict}：${each("zh")}${joint}。`);
}

/** How much the leads can tell: the drift that they miss half of the time, beside the effect. */
function powerText({ power, averagePost }: PretrendReview, lang: Language): string[] {
  const violation = power?.violations[0];
  if (!violation?.average || violation.slope === null || averagePost?.estimate == null) return [];
  const [slope, bias, effect] = [violation.slope, violation.average.bias, averagePost.estimate].map((value) =>
    formatNumber(value, 4),
  );
  const after = violation.average.biasAfterPassing;
  return [
    say(
      lang,
      `Looked at one by one, the leads would miss a straight drift of ${slope} per period half of the time; it would leave a bias of ${bias}${after === null ? "" : ` (${formatNumber(after, 4)} in the studies whose leads pass)`} in the mean effect after treatment, which is estimated at ${effect}.`,
      `逐期检验先导项时，若处理组与控制组之间存在每期${slope}的线性趋势差异，有一半的概率无法发现；该差异会使处理后的平均效应（估计值为${effect}）产生${bias}的偏误${after === null ? "" : `，在通过检验的情形下偏误为${formatNumber(after, 4)}`}。`,
    ),
  ];
}

/** Whether the leads are shown to be smaller than what would matter, where the study says what would. */
function equivalenceText({ equivalence }: PretrendReview, lang: Language): string[] {
  if (!equivalence || equivalence.spec.threshold === null) return [];
  const { max, mean, rms, spec } = equivalence;
  const threshold = formatNumber(equivalence.spec.threshold, 4);
  const size = `${Number((100 * (1 - spec.level)).toPrecision(12))}%`;
  const each = (
    [
      ["the largest effect before treatment", "最大值", max],
      ["their mean", "均值", mean],
      ["their root mean square", "均方根", rms],
    ] as const
  ).map(([en, zh, { estimate, pValue, equivalent }]) => {
    const found = `${formatNumber(estimate, 4)}${lang === "zh" ? "，" : ", "}p ${pText(pValue ?? 1)}`;
    return say(
      lang,
      `${en} (${found}) is ${equivalent ? "" : "not "}shown to be smaller`,
      `${zh}（${found}）${equivalent ? "可以" : "不能"}认为小于该阈值`,
    );
  });
  return [
    say(
      lang,
      `Against a threshold of ${threshold} (equivalence tests at ${size}), ${each.join("; ")}.`,
      `以${threshold}为阈值的等价性检验（${size}水平）表明，政策实施前各期效应的${each.join("；")}。`,
    ),
  ];
}

function jointText({ statistic, dof1, dof2, pValue, distribution }: WaldTest, lang: Language): string {
  const test = distribution === "F" ? `F(${dof1}, ${dof2})` : `χ²(${dof1})`;
  const value = `${test} = ${formatNumber(statistic, 2)}`;
  return say(lang, `; jointly, ${value}, p ${pText(pValue)}`, `；联合检验 ${value}，p ${pText(pValue)}`);
}

function baseOf(result: EventStudyResult): number {
  return result.estimates.find((e) => e.reference)?.eventTime ?? -1;
}

function level(result: EventStudyResult): string {
  return `${Number((100 * Number(result.spec.level ?? 0.95)).toPrecision(12))}%`;
}
