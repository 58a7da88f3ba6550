import type { Language } from "@ceteris/core";
import { regressionSheet, type Sheet } from "../src/index.ts";
import { estimate, estimation, LABELS } from "./factories.ts";

/** Three models, the last clustered by province. */
export function baseline(lang: Language): Sheet {
  const did = estimate("did", 0.0083, 0.0026);
  const growth = estimate("growth", -0.013, 0.016);
  const province = { covariance: { type: "cluster", by: ["province"] } };
  return regressionSheet(
    [
      { result: estimation([did]) },
      { result: estimation([did, growth]) },
      { result: estimation([estimate("did", 0.0083, 0.0047), growth], province, { province: 30 }) },
    ],
    { lang, labels: LABELS, id: "baseline" },
  );
}
