import type { JackknifeResult } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { jackknifeSheet, sheetToText } from "../src/index.ts";
import { LABELS } from "./factories.ts";

const RESULT: JackknifeResult = {
  kind: "jackknife",
  estimates: [
    {
      term: "did",
      estimate: 0.0094,
      stdError: 0.0046,
      statistic: 2.04,
      dof: 1256,
      pValue: 0.041,
      confLow: 0.0004,
      confHigh: 0.0184,
      bias: -0.0003,
    },
    {
      term: "psm-did",
      estimate: 0.0081,
      stdError: null,
      statistic: null,
      dof: null,
      pValue: null,
      confLow: null,
      confHigh: null,
      bias: null,
    },
  ],
  vcov: { terms: ["did"], matrix: [[2.1e-5]] },
  clusters: { column: "city", n: 1257 },
  leftOut: [],
  spec: { by: "city", centre: "mean", level: 0.9 },
  warnings: [],
};

describe("the table of a jackknife", () => {
  it("has a line for each estimate, empty where one cluster is needed", () => {
    expect(sheetToText(jackknifeSheet(RESULT))).toMatchInlineSnapshot(`
      "Cluster jackknife
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Term     Coefficient  Std. error  t value  p value       90% CI        Bias
      ─────────────────────────────────────────────────────────────────────────────
      DID        0.0094       0.0046     2.04     0.041   [0.0004, 0.0184]  −0.0003
      psm-did    0.0081         —          —        —            —             —
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Notes: Each of 1,257 clusters of city is left out once and everything computed anew; variances are taken around the mean of the estimates without one (CV3J), with t of one degree of freedom fewer than clusters.
      "
    `);
  });

  it("speaks Chinese, and says around what the squares are taken", () => {
    const spec = { ...RESULT.spec, centre: "estimate" };
    const text = sheetToText(jackknifeSheet({ ...RESULT, spec }, { lang: "zh", labels: LABELS }));
    expect(text).toContain("聚类刀切法");
    expect(text).toContain("（共1257个），并重新完成全部计算；方差围绕全样本估计值（CV3）计算");
    expect(text).not.toMatch(/undefined|NaN/);
  });
});
