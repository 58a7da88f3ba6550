import { makeSheet, type Sheet } from "../src/index.ts";

/** Texts that mean something to one format or another. */
export const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "=HYPERLINK(1)",
  "@SUM(1)",
  "+1+cmd",
  "\\input{/etc/passwd} $x$ 5% a_b #1 {y} ~ ^",
  "a | b\nc\td",
  "\u001b[31mred\u001b[0m",
  "[link](javascript:alert(1)) ![i](x) `code` **b**",
  "[0.1",
] as const;

export function hostileSheet(): Sheet {
  return makeSheet({
    id: "hostile/../sheet",
    title: HOSTILE[0],
    lang: "en",
    columns: [
      { key: "a", header: HOSTILE[1], align: "left" },
      { key: "b", header: HOSTILE[6], align: "decimal", group: HOSTILE[5] },
    ],
    rows: [
      ...HOSTILE.map((text) => ({ kind: "body" as const, cells: [{ text }, { text: "−0.5", value: -0.5 }] })),
      { kind: "panel", title: HOSTILE[8] },
    ],
    notes: [...HOSTILE],
  });
}
