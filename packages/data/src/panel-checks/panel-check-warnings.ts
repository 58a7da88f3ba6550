import { nameSome, type PanelCheckName, type PanelFinding, type Warning } from "@ceteris/core";

type Found = ReadonlyMap<PanelCheckName, readonly PanelFinding[]>;

/** What of the findings of a check a user should be told without asking. */
export function panelCheckWarnings(found: Found): readonly Warning[] {
  const of = (check: PanelCheckName) => found.get(check) ?? [];
  return [
    ...keys(of("missing-key"), of("duplicate")),
    ...names(of("near-name")),
    ...impossible(of("impossible")),
    ...jumps(of("jump")),
  ];
}

function keys(unkeyed: readonly PanelFinding[], duplicates: readonly PanelFinding[]): Warning[] {
  const [nUnkeyed, nDuplicates] = [unkeyed.length, duplicates.length];
  if (nUnkeyed + nDuplicates === 0) return [];
  const parts = [
    ...(nUnkeyed > 0 ? [`${counted(nUnkeyed, "row has", "rows have")} no unit or no period`] : []),
    ...(nDuplicates > 0
      ? [
          `${counted(nDuplicates, "unit and period has", "units and periods have")} several rows (${nameSome(duplicates.map(placeOf), 3)})`,
        ]
      : []),
  ];
  return [
    {
      code: "PANEL_KEYS",
      message: `This is not a panel yet: ${parts.join(", and ")}. Give every row its unit and period, and every unit one row in a period.`,
      details: { nUnkeyed, nDuplicates, places: duplicates.slice(0, 100).map(placeOf) },
    },
  ];
}

function names(near: readonly PanelFinding[]): Warning[] {
  if (near.length === 0) return [];
  const pairs = near.map(({ unit, found }) => `${unit} / ${found}`);
  return [
    {
      code: "UNIT_NAMES_NEAR",
      message: `${counted(near.length, "pair of units has names", "pairs of units have names")} that are nearly the same and may be one unit (${nameSome(pairs, 3)}). If so, give it one name; as it stands its history is cut in two.`,
      details: { count: near.length, pairs: pairs.slice(0, 100) },
    },
  ];
}

function impossible(values: readonly PanelFinding[]): Warning[] {
  if (values.length === 0) return [];
  const cells = values.map((f) => `${f.column} of ${placeOf(f)}: ${f.found}`);
  return [
    {
      code: "VALUES_IMPOSSIBLE",
      message: `${counted(values.length, "value cannot", "values cannot")} be: a share outside its range, or a count below 0 (${nameSome(cells, 3)}). Check the source, and the unit of the column.`,
      details: { count: values.length, cells: some(values) },
    },
  ];
}

function jumps(found: readonly PanelFinding[]): Warning[] {
  if (found.length === 0) return [];
  const cells = found.map((f) => `${f.column} of ${placeOf(f)}: ${f.found}`);
  return [
    {
      code: "VALUES_JUMP",
      message: `${counted(found.length, "value jumps", "values jump")} within a unit far beyond the usual changes of the column (${nameSome(cells, 3)}). Look for misprints and for a change of unit, such as 元 to 万元.`,
      details: { count: found.length, cells: some(found) },
    },
  ];
}

function some(found: readonly PanelFinding[]) {
  return found
    .slice(0, 100)
    .map(({ unit, time, column, found: value }) => ({ unit, time, column, found: value }));
}

function placeOf({ unit, time }: PanelFinding): string {
  return `${unit} ${time}`;
}

function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
