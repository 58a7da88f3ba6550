import { definePanel, readTable, regressionSheet, sheetToLatex, sheetToText, stepwise } from "ceteris";

const table = await readTable("data/castle/castle.csv");
const panel = definePanel(table, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
const models = stepwise(panel, {
  outcome: "l_homicide",
  controls: ["poverty", "unemployrt"],
  covariance: { type: "cluster", by: ["state"] },
});
const sheet = regressionSheet(
  models.map((result) => ({ result })),
  { labels: { did: "Castle law", l_homicide: "Log homicide" }, bracket: "stdError", omit: ["unemployrt"] },
);
console.log(sheetToText(sheet));
console.log(sheetToLatex(sheet)); // for Word: await writeFile("table.docx", await sheetsToDocx([sheet]))
