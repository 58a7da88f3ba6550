export { type ChartOptions, type ChartSpec, VEGA_LITE_SCHEMA } from "./charts/chart.ts";
export * from "./charts/gaussian-density.ts";
export * from "./charts/plot-adoption.ts";
export * from "./charts/plot-bacon.ts";
export * from "./charts/plot-balance.ts";
export * from "./charts/plot-bootstrap.ts";
export * from "./charts/plot-coefficients.ts";
export * from "./charts/plot-event-study.ts";
export * from "./charts/plot-heat-map.ts";
export * from "./charts/plot-honest.ts";
export * from "./charts/plot-match-weights.ts";
export * from "./charts/plot-overlap.ts";
export * from "./charts/plot-placebo.ts";
export * from "./charts/plot-placebo-p-values.ts";
export * from "./charts/plot-rejection.ts";
export * from "./charts/plot-specification-curve.ts";
export * from "./charts/plot-trends.ts";
export * from "./charts/plot-weights.ts";
export * from "./documents/report-to-docx.ts";
export * from "./names.ts";
export * from "./numbers.ts";
export * from "./page/page-types.ts";
export * from "./page/report-page.ts";
export type { Fonts } from "./render/fonts.ts";
export * from "./render/open-fonts.ts";
export { renderSvg } from "./render/render-svg.ts";
export * from "./render/svg-to-pdf.ts";
export * from "./render/svg-to-png.ts";
export * from "./tables/bacon-sheet.ts";
export * from "./tables/balance-overall-sheet.ts";
export * from "./tables/balance-sheet.ts";
export * from "./tables/bootstrap-sheet.ts";
export * from "./tables/comparison-sheet.ts";
export * from "./tables/descriptive-sheet.ts";
export * from "./tables/designs-sheet.ts";
export * from "./tables/estimates-sheet.ts";
export * from "./tables/event-study-sheet.ts";
export type { TimeLabels } from "./tables/event-time-name.ts";
export * from "./tables/honest-sheet.ts";
export * from "./tables/lost-treated-sheet.ts";
export * from "./tables/matched-sets-sheet.ts";
export * from "./tables/matching-sheet.ts";
export type { Bracket } from "./tables/notes.ts";
export * from "./tables/panel-sheet.ts";
export * from "./tables/placebo-sheet.ts";
export * from "./tables/pretrend-sheet.ts";
export * from "./tables/regression-sheet.ts";
export * from "./tables/sample-sheet.ts";
export {
  type Align,
  type Cell,
  makeSheet,
  type Sheet,
  type SheetColumn,
  type SheetRow,
} from "./tables/sheet.ts";
export type { SheetOptions } from "./tables/sheet-options.ts";
export * from "./tables/stack-panels.ts";
export * from "./tables/stars.ts";
export * from "./tables/variants-sheet.ts";
export * from "./tables/warnings-sheet.ts";
export * from "./tables/weights-sheet.ts";
export { warningText } from "./warnings/warning-text.ts";
export { SHEET_CSS } from "./writers/sheet-css.ts";
export * from "./writers/sheet-to-csv.ts";
export * from "./writers/sheet-to-html.ts";
export * from "./writers/sheet-to-json.ts";
export * from "./writers/sheet-to-latex.ts";
export * from "./writers/sheet-to-markdown.ts";
export * from "./writers/sheet-to-text.ts";
export * from "./writers/sheet-to-typst.ts";
export * from "./writers/sheets-to-docx.ts";
export * from "./writers/sheets-to-html.ts";
export * from "./writers/sheets-to-xlsx.ts";
