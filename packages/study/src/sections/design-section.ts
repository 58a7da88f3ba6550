import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";

export const designSection: SectionBuilder = ({ results, lang }) => {
  const { design } = results;
  return {
    id: "design",
    title: say(lang, "Review of the design", "研究设计审查"),
    paragraphs: [
      design.length === 0
        ? say(
            lang,
            "The checks of the design as a whole found nothing to remark; points about a single step stand with it.",
            "对整体研究设计的检查未发现问题；各步骤需要注意之处见相应部分。",
          )
        : say(
            lang,
            `The checks of the design found ${design.length} ${design.length === 1 ? "point" : "points"} a referee would raise.`,
            `研究设计检查发现${design.length}个审稿人可能提出的问题。`,
          ),
    ],
    warnings: design,
    sheets: [],
    figures: [],
  };
};
