import type { PsmDidResult } from "@ceteris/core";
import { psmDid } from "@ceteris/did";
import type { StudyContext } from "../context.ts";

export function psmDidStep({ study, panel, model }: StudyContext): PsmDidResult {
  return psmDid(panel, { ...model, ...study.steps.psmDid });
}
