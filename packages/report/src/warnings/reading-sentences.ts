import { type Facts, firstOf, type Sentence } from "./facts.ts";

/** Warnings about what was changed or left out in reading a file. */
export const READING_SENTENCES: Readonly<Record<string, Sentence>> = {
  CELLS_CLEANED: (f) =>
    `变量${f.column("column")}的部分单元格在读取时作了转换：${cleaned(f).join("；")}。若要保留原样，请将该变量列为文本变量。`,

  TEXT_IN_NUMBERS: (f) =>
    f.value("nText") === 0
      ? `变量${f.column("column")}按文本读取：其${f.text("nNumbers")}个数字中有${f.text("nPercent")}个带百分号，其余不带。请统一写法。`
      : `变量${f.column("column")}按文本读取，尽管其${f.value("nNumbers") + f.value("nText")}个单元格中有${f.text("nNumbers")}个是数字：${cellsShown(f)}。请更正这些单元格，或声明其文本为缺失值。`,

  MISSING_KINDS: (f) =>
    `变量${f.column("column")}含多类缺失值（${kinds(f)}），此处一律视为缺失。若某一类另有含义，请先重新编码。`,

  MISSING_LABELS: (f) => {
    const shown = f
      .rows("values")
      .map((v) => `${v.column("column")}的${v.number("code")}“${v.text("label")}”${v.text("count")}个`);
    return `有${f.texts("columns").length}个变量含标签表示未作答的取值（${shown.join("、")}），目前按数字处理。若确非答案，请用--missing声明为缺失，研究文件中用data.missing，对所有变量有效。`;
  },

  BUSINESS_DATES: (f) =>
    `变量${f.columns("columns")}是按营业日历（${f.texts("calendars").join("、")}）计的天数，该日历由Stata另存于单独文件，此处保留原计数。如需日期，请在Stata中用dofb函数转换。`,

  HEADER_FOUND: (f) =>
    `第${f.text("row")}行被识别为变量名所在行，其上方的内容未读取（“${f.texts("above")[0] ?? ""}”）。若变量名在其他行，请用--header-row指定，研究文件中用data.headerRow。`,

  LABEL_ROWS: (f) => {
    const [row, count] = [f.value("row"), f.value("count")];
    const rows = count === 1 ? `第${row}行` : `第${row}至${row + count - 1}行`;
    return `变量名下方的${rows}在只有数字的列中含文字，已作为变量标签保留，不计入数据（“${fullWidth(f.texts("labels")[0] ?? "")}”）。若该处是数据，请更正其中的文字单元格。`;
  },

  DECIMAL_COMMA: (f) =>
    `变量${f.columns("columns")}按文本读取，但若以逗号为小数点则全部为数字，例如“${f.text("example")}”。如确是如此，请加上--decimal ,，研究文件中用data.decimal。`,

  ENCODING_GUESSED: (f) => {
    const shown = f
      .texts("examples")
      .map((text) => `“${text}”`)
      .join("、");
    const [encoding, rival] = [f.text("encoding"), f.has("rival") ? f.text("rival") : null];
    const why =
      rival === null
        ? `因其字符在该编码下成文（${shown}）`
        : `（${shown}），但非ASCII字符过少，无法与${rival}区分`;
    const lost = f.flag("extended") ? "；香港等地的扩充字符未能识别" : "";
    return `文件未注明编码，按${encoding}读取${rival === null ? "，" : ""}${why}${lost}。若字符有误，请用--encoding另行指定，研究文件中用data.encoding。`;
  },

  FULL_WIDTH_DELIMITERS: () => "各列之间用的是全角逗号或分号，已按半角读取；引号内的仍为文字。",

  NOTES_LEFT_OUT: (f) =>
    `表格下方有${f.text("count")}行仅最左侧有文字，已作为注释略去：${firstOf(f.texts("notes").map(shortNote), f.value("count"), 2)}。`,

  TOTAL_ROWS: (f) => {
    const rows = firstOf(f.texts("rows"), f.texts("rows").length, 5);
    const words = f
      .texts("words")
      .map((word) => `“${word}”`)
      .join("、");
    return `变量${f.column("column")}的第${rows}行看来是其他各行的合计（${words}），会被当作个体。请用--where排除，研究文件中用data.where。`;
  },

  MERGED_FILLED: (f) =>
    `有${f.text("count")}个被合并单元格覆盖的单元格填入了合并单元格的值。请核对该值是否适用于每一行。`,

  CELL_ERRORS: (f) =>
    `有${f.text("count")}个单元格为错误值，如#N/A或#DIV/0!，或为未保存计算结果的公式，按缺失值处理（${f
      .byColumn("columns")
      .map(({ name, value }) => `${name}${value}个`)
      .join("、")}）。`,

  SHEET_CHOSEN: (f) =>
    `读取的是工作表“${f.text("sheet")}”；该工作簿另有${f.texts("others").length}个工作表（${firstOf(f.texts("others"), f.texts("others").length)}）。可用--sheet指定其他工作表，研究文件中用data.sheet。`,

  NESTED_LEFT_OUT: (f) =>
    `有${f.texts("columns").length}列的单元格为列表、记录或字节，未读取：${f.columns("columns")}。如需使用，请先将其拆分为单独的列。`,
};

function cleaned(f: Facts): string[] {
  const said = [
    [f.value("thousands"), "个单元格去掉了千位分隔符"],
    [f.value("percent"), "个单元格带百分号或千分号，数值已相应折算"],
    [f.value("footnotes"), "个单元格去掉了注释符号"],
    [f.value("fullWidth"), "个单元格含全角字符"],
    [f.value("years"), "个单元格去掉了年份后的“年”"],
    [f.value("truths"), "个单元格的TRUE和FALSE读作1和0"],
    [f.value("dates"), "个单元格的日期改写为可排序的形式"],
  ] as const;
  const parts = said.filter(([n]) => n > 0).map(([n, what]) => `${n}${what}`);
  if (f.isEmpty("missing")) return parts;
  const marks = f.rows("missing").map((mark) => `“${mark.text("text")}”${mark.text("count")}个`);
  return [...parts, `视为缺失：${marks.join("、")}`];
}

function kinds(f: Facts): string {
  return f
    .rows("kinds")
    .map((kind) => `${kind.text("kind")}共${kind.text("count")}个`)
    .join("、");
}

function cellsShown(f: Facts): string {
  const shown = f.rows("cells").map((cell) => `第${cell.text("row")}行的“${cell.text("text")}”`);
  const more = f.value("nText") - shown.length;
  return shown.join("、") + (more > 0 ? `，另有${more}个` : "");
}

function fullWidth(label: string): string {
  return label.replace(/ \(/g, "（").replace(/\)/g, "）").replace(/, /g, "，");
}

function shortNote(note: string): string {
  return `“${note.length > 40 ? `${note.slice(0, 40)}…` : note}”`;
}
