import { type Facts, firstOf, type Sentence } from "./facts.ts";

/** Warnings about tables and panels. */
export const DATA_SENTENCES: Readonly<Record<string, Sentence>> = {
  COLUMN_EMPTY: (f) => `变量${f.column("column")}在所有行均为空值。请勿将其放入模型，或检查数据文件。`,

  COLUMN_CONSTANT: (f) =>
    `变量${f.column("column")}的${f.text("n")}个非缺失值完全相同，不能作为指标或解释变量。`,

  CELLS_IMPUTED: (f) =>
    `变量${f.column("column")}有${f.text("n")}个缺失值由同一个体前后两期线性插补（${firstOf(f.texts("cells"), f.value("n"))}）。插补值在估计中与真实数据无异；请同时查看不插补的结果。`,

  INFINITE_VALUES: (f) =>
    `变量${f.column("column")}有${f.text("count")}行取值为无穷，均值和标准差因此不存在。常见原因是对零取对数或除以零。`,

  PANEL_GAPS: (f) =>
    `${f.text("nUnits")}个个体中有${f.text("count")}个在首期与末期之间存在缺期（${unitNames(f)}）。滞后项和相对时点按日历时期而非按行计算；请检查数据文件是否缺行。`,

  DUPLICATED_ROWS: (f) =>
    `有${f.text("count")}行与前面的某一行完全相同（${firstOf(f.texts("pairs").map(pairOfRows), f.value("count"))}）。若非有意为之，请删除重复行。`,

  PANEL_KEYS: (f) => {
    const parts = [
      ...(f.value("nUnkeyed") > 0 ? [`有${f.text("nUnkeyed")}行缺少个体或时期`] : []),
      ...(f.value("nDuplicates") > 0
        ? [
            `有${f.text("nDuplicates")}组个体与时期重复出现（${firstOf(f.texts("places"), f.value("nDuplicates"), 3)}）`,
          ]
        : []),
    ];
    return `数据尚不构成面板：${parts.join("，")}。请为每一行补齐个体与时期，并使每个个体在每个时期只有一行。`;
  },

  UNIT_NAMES_NEAR: (f) =>
    `有${f.text("count")}对个体名称几乎相同，可能是同一个体（${firstOf(f.texts("pairs").map(pairOfNames), f.value("count"), 3)}）。若确为同一个体，请统一名称，否则其历史会被截为两段。`,

  VALUES_IMPOSSIBLE: (f) =>
    `有${f.text("count")}个数值不可能出现：比例超出取值范围，或计数为负（${firstOf(f.rows("cells").map(cellText), f.value("count"), 3)}）。请核对来源与计量单位。`,

  VALUES_JUMP: (f) =>
    `有${f.text("count")}个数值在个体内部突变，远超该变量通常的变动（${firstOf(f.rows("cells").map(cellText), f.value("count"), 3)}）。请检查是否录入有误，或计量单位发生变化（如由元改为万元）。`,

  UNITS_UNMATCHED: (f) =>
    `有${f.text("count")}个名称或代码无法识别为面板中的个体，其数据未被采用（${firstOf(f.rows("found").map(nearName), f.value("count"))}）。请检查是否有误；县级单位不属于地级区划：请先汇总，或去掉 divisions 以保留它们。`,

  CELLS_UNPLACED: (f) =>
    `有${f.text("count")}行有数值而无个体或时期，未被采用（${firstOf(f.rows("rows").map(unplacedRow), f.value("count"), 3)}）。若因合并单元格所致，请设 fillDown；时期请写成一个四位年份。`,

  YEARS_UNREAD: (f) =>
    `有${f.text("count")}列的列名含有年份，但与写法不符，未被读取（${firstOf(f.rows("columns").map(columnOfFile), f.value("count"), 3)}）。请统一列名，或以另一写法再次读取该文件。`,

  MEASURES_DIFFER: (f) =>
    `有${f.text("count")}处计量单位不一致（${firstOf(f.rows("columns").map(measureTold), f.value("count"), 3)}）。以配方为准；请核对 unit，并为同一变量的各表给出相同的 to。`,

  SUMS_INCOMPLETE: (f) =>
    `有${f.text("count")}个单元格只是个体自身的数值，缺少其他时期已加总的组成部分（${firstOf(f.rows("cells").map(placeOfCell), f.value("count"), 3)}）。请补充该部分的数据，或剔除该个体。`,

  CELLS_CONFLICT: (f) =>
    `有${f.text("count")}个单元格出现两次且数值不同（${firstOf(f.rows("cells").map(twiceTold), f.value("count"), 2)}）。以在前的行或表为准：请将更可靠的来源放在前面，更正另一处，或用 where 选定行。`,

  DIVISION_BOUNDARIES: (f) =>
    `面板年份内有县市在个体之间划转（${firstOf(f.texts("changes").map(transferText), f.value("count"))}）。这些个体的总量与比率会因此跳变：请剔除这些个体或推迟样本起点，并作比较。`,

  TREATMENT_SWITCHES_OFF: (f) =>
    `${f.text("nUnits")}个个体中有${f.text("count")}个（${unitNames(f)}）的处理变量${f.column("column")}由1变回0。此时的估计混合了进入处理与退出处理两种效应，相对时点则从首次处理的时期算起；请检查该变量，或剔除这些个体。`,
};

/** The first of the units that a warning is about. */
export function unitNames(f: Facts): string {
  return firstOf(f.texts("units"), f.value("count"));
}

/** The cell of a finding: its place, column and evidence. */
function cellText(cell: Facts): string {
  return `${cell.text("unit")}${cell.text("time")}${cell.column("column")}为${cell.text("found")}`.replaceAll(
    /[()]/g,
    (bracket) => (bracket === "(" ? "（" : "）"),
  );
}

/** The cell that lost against one of a table before. */
function twiceTold(cell: Facts): string {
  return `${cell.text("unit")}${cell.text("time")}${cell.column("column")}另有${cell.text("value")}`;
}

/** 2015 寿县: 六安市 → 淮南市; 2019 莱芜市 → 济南市; 2002 琼山市: → 海口市, of a county directly under its province. */
function transferText(change: string): string {
  const [, year, counties, from, to] = /^(\S+) (?:(.*):)?(.*) → (.*)$/.exec(change) ?? [];
  if (year === undefined) return change;
  const origin = from!.trim();
  const what = counties === undefined ? origin : `${counties}${origin === "" ? "" : `由${origin}`}`;
  return `${year}年${what}划归${to!.replaceAll(", ", "、")}`;
}

/** A name, and the one that it may be meant for. */
function nearName(name: Facts): string {
  return name.has("near")
    ? `${name.text("name")}，疑为${name.text("near").replace(" or ", "或")}`
    : name.text("name");
}

function unplacedRow(row: Facts): string {
  return `${row.text("file")}第${row.text("row")}行缺${row.text("lacks") === "unit" ? "个体" : "时期"}`;
}

function columnOfFile(column: Facts): string {
  return `${column.text("file")}的“${column.text("column")}”`;
}

function measureTold(entry: Facts): string {
  return `${entry.text("file")}的${entry.column("column")}为${entry.text("measure")}，与配方或此前的表不同`;
}

function placeOfCell(cell: Facts): string {
  return `${cell.text("unit")}${cell.text("time")}${cell.column("column")}`;
}

function pairOfNames(pair: string): string {
  return pair.replace(" / ", "与");
}

function pairOfRows(pair: string): string {
  return pair.replace(/^(\d+) and (\d+)$/, "第$1行与第$2行");
}
