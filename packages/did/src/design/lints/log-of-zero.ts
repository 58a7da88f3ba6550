import { type Panel, panelNumbers, type Warning } from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";

/** More exact zeros than this, and at least so many, a logarithm hardly has by itself; rules of thumb. */
const SHARE = 0.05;
const ROWS = 10;

/** LOG_OF_ZERO: a column named as a logarithm whose zeros were lost, or had something added to them. */
export function logOfZero({ panel, outcome, controls }: DesignContext): readonly Warning[] {
  const used = outcome === null ? controls : [outcome, ...controls];
  return used.flatMap((column) => {
    const level = levelName(column);
    if (level === null) return besideLikely(panel, column);
    return panel.table.columns.get(level)?.type === "number"
      ? besideLevel(panel, column, level)
      : zerosAlone(panel, column);
  });
}

/** The name of what a logarithm was taken of; null where the name says nothing of a logarithm. */
function levelName(column: string): string | null {
  const level = column.replace(
    /^(?:log|ln|lg)[_ ]|^(?:log|ln)(?=[A-Z\p{Script=Han}])|的?(?:取|自然)?对数/u,
    "",
  );
  return level === column ? null : level;
}

/** A name such as `lngdp` is that of a logarithm where it is one, but for a constant, of a column `gdp`. */
function besideLikely(panel: Panel, column: string): readonly Warning[] {
  const level = column.replace(/^(?:log|ln|l_)(?=.)/, "");
  if (level === column || panel.table.columns.get(level)?.type !== "number") return [];
  const levels = panelNumbers(panel, level);
  let [least, most, scale] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  panelNumbers(panel, column).forEach((v, i) => {
    const constant = Math.exp(v) - levels[i]!;
    if (!(levels[i]! > 0) || Number.isNaN(constant)) return;
    least = Math.min(least, constant);
    most = Math.max(most, constant);
    scale = Math.max(scale, levels[i]!);
  });
  return most - least < 1e-5 * scale ? besideLevel(panel, column, level) : [];
}

/** What the logarithm holds in the rows whose level is zero or less. */
function besideLevel(panel: Panel, column: string, level: string): readonly Warning[] {
  const values = panelNumbers(panel, column);
  let [nMissing, nFilled] = [0, 0];
  panelNumbers(panel, level).forEach((v, i) => {
    if (!(v <= 0)) return;
    if (Number.isNaN(values[i])) nMissing++;
    else nFilled++;
  });
  const nRows = panel.nRows;
  if (nMissing + nFilled === 0) return [];
  const lost =
    nMissing === 0 ? [] : [`is missing in ${nMissing} of ${nRows} rows where “${level}” is zero or less`];
  const filled =
    nFilled === 0 ? [] : [`has a value in ${nFilled} of ${nRows} rows where “${level}” is zero or less`];
  return [
    {
      code: "LOG_OF_ZERO",
      message: `“${column}” ${[...lost, ...filled].join(" and ")}. ${mend}`,
      details: { column, level, nMissing, nFilled, nRows },
    },
  ];
}

/** Many rows at exactly zero, and none below: log(x + 1) of zeros. */
function zerosAlone(panel: Panel, column: string): readonly Warning[] {
  const values = panelNumbers(panel, column).filter(Number.isFinite);
  const nZero = values.filter((v) => v === 0).length;
  if (nZero < ROWS || nZero <= SHARE * values.length) return [];
  if (nZero === values.length || values.some((v) => v < 0)) return [];
  return [
    {
      code: "LOG_OF_ZERO",
      message: `“${column}” is exactly 0, its minimum, in ${nZero} of ${values.length} rows, as log(x + 1) is where x is zero. ${mend}`,
      details: { column, nZero, nRows: values.length },
    },
  ];
}

const mend =
  "Rows left out for being zero are selected by their size, and with a constant added the estimate depends on the units of measurement: use the level, a Poisson regression, or whether it is zero and its logarithm apart. See Chen and Roth (2024).";
