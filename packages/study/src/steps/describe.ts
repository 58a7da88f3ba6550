import type { DescribeResult } from "@ceteris/core";
import { describeTable } from "@ceteris/data";
import type { StepContext } from "./step.ts";

export function describeStep({ study, panel, model }: StepContext): DescribeResult {
  const asked = study.steps.describe?.columns;
  const columns = asked ?? [model.outcome, "did", ...(model.controls ?? [])];
  return describeTable(panel.table, { columns, panel });
}
