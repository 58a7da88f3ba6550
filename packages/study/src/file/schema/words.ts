import { z } from "zod";

/** A text in one language or in two. */
export const label = z.union([z.string(), z.strictObject({ en: z.string(), zh: z.string() })], {
  error: "expected a text, or an object with one text for en and one for zh",
});
export const period = z.union([z.number(), z.string()], { error: "expected a period: a number or a text" });
export const columnName = z.string().min(1);
export const columns = z.array(columnName);
