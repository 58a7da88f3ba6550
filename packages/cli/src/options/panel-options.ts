import { CeterisError, definePanel, type Panel, type Table, type TreatmentSpec } from "@ceteris/core";
import type { Command } from "commander";

export interface TreatmentFlags {
  readonly treat?: string;
  readonly group?: string;
  readonly start?: string;
  readonly cohort?: string;
}

export interface PanelFlags extends TreatmentFlags {
  readonly unit: string;
  readonly time: string;
}

export function addPanel(command: Command): Command {
  return command
    .optionsGroup("Panel:")
    .requiredOption("--unit <column>", "column that identifies units")
    .requiredOption("--time <column>", "column of periods");
}

export function addTreatment(command: Command): Command {
  return command
    .optionsGroup("Treatment, in one of three ways:")
    .option("--treat <column>", "0/1 column that is already unit × period")
    .option("--group <column>", "0/1 column of treated units, together with --start")
    .option("--start <period>", "first treated period common to all treated units")
    .option("--cohort <column>", "first treated period of the unit; empty, 0, NA or Inf means never");
}

export function makePanel(table: Table, flags: PanelFlags): Panel {
  const treatment = treatmentSpec(flags);
  return definePanel(table, { unit: flags.unit, time: flags.time, ...(treatment ? { treatment } : {}) });
}

/** How treatment is told, or undefined when no flag tells it. @throws OPTION_INVALID */
export function treatmentSpec(flags: TreatmentFlags): TreatmentSpec | undefined {
  const { treat, group, start, cohort } = flags;
  const given = [
    ...(treat === undefined ? [] : ["--treat"]),
    ...(group === undefined ? [] : ["--group"]),
    ...(cohort === undefined ? [] : ["--cohort"]),
  ];
  if (given.length > 1) {
    throw invalid(given.join(" and "), "treatment is told more than once", "Keep one of them");
  }
  if (group !== undefined && start === undefined) {
    throw invalid("--group", "the first treated period is missing", "Add --start, for example --start 2018");
  }
  if (start !== undefined && group === undefined) {
    throw invalid(
      "--start",
      "it needs the column of treated units",
      "Add --group, or use --treat or --cohort alone",
    );
  }
  if (treat !== undefined) return { treat };
  if (cohort !== undefined) return { cohort };
  return group === undefined ? undefined : { group, start: start! };
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
