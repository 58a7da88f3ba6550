import type { Warning } from "@ceteris/core";
import { warnAlwaysTreated } from "../../model/warn-always-treated.ts";
import type { DesignContext } from "./design-context.ts";

/** ALWAYS_TREATED: units without any period before their treatment. */
export function alwaysTreated({ panel }: Pick<DesignContext, "panel">): readonly Warning[] {
  return warnAlwaysTreated(panel);
}
