import type { z } from "zod";

/** The keys an object schema takes at a path, looking through optional wrappers, lists, records and alternatives. */
export function knownKeys(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let here: unknown = unwrap(schema);
  for (const part of path) {
    const object = here as { shape?: Record<string, z.ZodType>; element?: z.ZodType; valueType?: z.ZodType };
    const own = object.shape && Object.hasOwn(object.shape, part) ? object.shape[part] : undefined;
    const next = own ?? object.element ?? object.valueType;
    if (!next) return [];
    here = unwrap(next);
  }
  return Object.keys((here as { shape?: object }).shape ?? {});
}

function unwrap(schema: z.ZodType): unknown {
  let here = schema as { def?: { innerType?: z.ZodType; options?: readonly z.ZodType[] } };
  while (here.def?.innerType) here = here.def.innerType as unknown as typeof here;
  // Of a text or an object it is the object that has keys.
  return here.def?.options?.map(unwrap).find((option) => "shape" in (option as object)) ?? here;
}
