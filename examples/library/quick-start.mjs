import { definePanel, eventStudy, plotEventStudy, readTable, renderSvg, twfe } from "ceteris";

const table = await readTable("data/castle/castle.csv");
const panel = definePanel(table, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
console.table(twfe(panel, { outcome: "l_homicide", controls: ["poverty"] }).estimates);
const study = eventStudy(panel, { outcome: "l_homicide", leads: 4, lags: 3 });
console.log(await renderSvg(plotEventStudy(study))); // a picture, as SVG text
