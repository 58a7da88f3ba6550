import { definePanel, plotEventStudy, readTable, renderSvg, eventStudy, twfe } from "ceteris";

const table = await readTable("data/castle/castle.csv");
const panel = definePanel(table, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
console.table(twfe(panel, { outcome: "l_homicide", controls: ["poverty"] }).estimates);
const study = eventStudy(panel, { outcome: "l_homicide", leads: 4, lags: 3 });
const svg = await renderSvg(plotEventStudy(study)); // a picture, as text
