import { baselineSection } from "./baseline-section.ts";
import { bootstrapSection } from "./bootstrap-section.ts";
import { comparisonSection } from "./comparison-section.ts";
import { describeSection } from "./describe-section.ts";
import { designSection } from "./design-section.ts";
import { eventStudySection } from "./event-study-section.ts";
import { honestSection } from "./honest-section.ts";
import { indexSection } from "./index-section.ts";
import { jackknifeSection } from "./jackknife-section.ts";
import { leaveOneOutSection } from "./leave-one-out-section.ts";
import { panelMatchSection } from "./panel-match-section.ts";
import { placeboSection } from "./placebo-section.ts";
import { psmDidSection } from "./psm-did-section.ts";
import type { Section } from "./section.ts";
import type { SectionBuilder, SectionInput } from "./section-builder.ts";
import { staggeredSection } from "./staggered-section.ts";
import { weightingSection } from "./weighting-section.ts";

/** Every section a report can have, in the order it shows them. */
const BUILDERS: readonly SectionBuilder[] = [
  designSection,
  indexSection,
  describeSection,
  baselineSection,
  eventStudySection,
  staggeredSection,
  honestSection,
  placeboSection,
  leaveOneOutSection,
  psmDidSection,
  panelMatchSection,
  weightingSection,
  bootstrapSection,
  jackknifeSection,
  comparisonSection,
];

export function buildSections(input: SectionInput): readonly Section[] {
  return BUILDERS.map((build) => build(input)).filter((section) => section !== null);
}
