import { expect, test } from "vitest";
import { sheetToMarkdown } from "../src/index.ts";
import { hostileSheet } from "./hostile.ts";
import { baseline } from "./sheets.ts";

test("a regression table", () => {
  expect(sheetToMarkdown(baseline("zh"))).toMatchInlineSnapshot(`
    "**双重差分估计结果**

    | 变量         | 公共价值创造 (1) | 公共价值创造 (2) | 公共价值创造 (3) |
    | :----------- | :--------------: | :--------------: | :--------------: |
    | DID          |      0.008\\*\\*\\* |      0.008\\*\\*\\* |          0.008\\* |
    |              |           (3.19) |           (3.19) |           (1.77) |
    | 城市经济发展 |                  |           −0.013 |           −0.013 |
    |              |                  |          (−0.81) |          (−0.81) |
    | 城市固定效应 |               是 |               是 |               是 |
    | 年份固定效应 |               是 |               是 |               是 |
    | 观测值       |             1542 |             1542 |             1542 |
    | 个体数       |              257 |              257 |              257 |
    | 组内R²       |            0.024 |            0.024 |            0.024 |

    注：括号内为t值；第(1), (2)列采用城市层面聚类稳健标准误（聚类数257），小样本修正同fixest；第(3)列采用省份层面聚类稳健标准误（聚类数30），小样本修正同fixest；\\*、\\*\\*、\\*\\*\\*分别表示在10%、5%、1%水平上显著。
    "
  `);
});

test("text is no markup and breaks no row", () => {
  const markdown = sheetToMarkdown(hostileSheet());
  const table = markdown.split("\n").filter((line) => line.startsWith("|"));
  for (const line of table) expect(line.replaceAll("\\|", "").match(/\|/g)).toHaveLength(3);
  expect(table).toHaveLength(13);
  expect(markdown).not.toMatch(/(?<!\\)<(script|img)/);
  expect(markdown).not.toMatch(/(?<!\\)\[link\]/);
  expect(markdown).toContain("\\`code\\` \\*\\*b\\*\\*");
});
