import { expect, it } from "vitest";
import { estimatesSheet, renderSvg, sheetToHtml, sheetToText, withTheme } from "../src/index.ts";
import { CHARTS } from "./chart-examples.ts";
import { estimate, estimation } from "./factories.ts";

type Hooked = Readonly<Record<symbol, () => Promise<Readonly<Record<string, unknown>>>>>;
const display = (spec: object) => (spec as Hooked)[Symbol.for("Jupyter.display")]!();

it.each(CHARTS.filter(({ name }) => name.endsWith("en")))(
  "$name can be the value of a notebook's cell",
  ({ spec }) => {
    expect(typeof (spec as unknown as Hooked)[Symbol.for("Jupyter.display")]).toBe("function");
    expect(Object.getOwnPropertySymbols({ ...spec })).toEqual([]);
  },
);

it("gives the specification, a picture and a text", async () => {
  const { spec } = CHARTS[0]!;
  const shown = await display(spec);
  expect(shown).toEqual({
    "application/vnd.vegalite.v5+json": spec,
    "image/svg+xml": await renderSvg(spec),
    "text/plain": spec.description,
  });
  const dark = withTheme(spec, "dark");
  expect((await display(dark))["image/svg+xml"]).toBe(await renderSvg(dark));
});

it("shows a table as the table it is", async () => {
  const sheet = estimatesSheet(estimation([estimate("did", 0.009, 0.002)]));
  expect(await display(sheet)).toEqual({ "text/plain": sheetToText(sheet), "text/html": sheetToHtml(sheet) });
  expect(JSON.parse(JSON.stringify(sheet))).toEqual({ ...sheet });
});
