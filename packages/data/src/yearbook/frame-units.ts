import { CeterisError } from "@ceteris/core";
import { type NamedUnit, nameUnits } from "./name-unit.ts";
import type { YearbookOptions } from "./yearbook-spec.ts";

/** The units of the frame under the panel's names; null where all units are taken. @throws OPTION_INVALID */
export function frameUnits({ frame, divisions }: YearbookOptions): readonly NamedUnit[] | null {
  if (!frame) return null;
  const nameOf = nameUnits(divisions, frame);
  const seen = new Map<string, string>();
  return frame.map((written) => {
    const naming = nameOf(written);
    const refuse = (what: string) =>
      new CeterisError({
        code: "OPTION_INVALID",
        where: "frame",
        what,
        mend: "Correct the list of units",
        details: { unit: written },
      });
    if (naming.kind !== "unit") throw refuse(`“${written}” is ${naming.note || "no unit"}`);
    if (naming.mergedIn !== null) throw refuse(`“${written}” is part of ${naming.unit.name} by then`);
    const before = seen.get(naming.unit.name);
    if (before !== undefined) throw refuse(`“${before}” and “${written}” are one unit`);
    seen.set(naming.unit.name, written);
    return naming.unit;
  });
}
