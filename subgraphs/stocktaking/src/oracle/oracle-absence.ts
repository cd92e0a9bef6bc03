import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { OracleRegisters } from "./oracle-registers";

type Scope = RecordOfKind["SCOPE"];
type Cell = { readonly item: string; readonly place: string; readonly year: number };

/** Who is heard on a cell, and everything they said: who answers for it and, from version 1.2.0 on, for parts of its item alone. */
export function heard(
  registers: OracleRegisters,
  version: string,
  cell: Cell,
): { readonly agencies: readonly (string | null)[]; readonly levels: readonly string[] } {
  const own = answering(registers, version, cell);
  const parts =
    version === "1.2.0" && own.length > 0 ? registers.all("PLAN_ITEM").filter(({ id }) => registers.isBelow(id, cell.item)) : [];
  const voices = [cell, ...parts.map(({ id }) => ({ ...cell, item: id }))].flatMap((of) =>
    answering(registers, version, of)
      .filter((agency) => of === cell || !own.includes(agency))
      .map((agency) => ({ agency, levels: levelsSaid(registers, version, agency, of) })),
  );
  return { agencies: [...new Set(voices.map(({ agency }) => agency))], levels: voices.flatMap(({ levels }) => levels) };
}

/** Who answers for a cell: agencies, and null for those who report as none. */
function answering(registers: OracleRegisters, version: string, { item, place, year }: Cell): (string | null)[] {
  const [line] = registers.linesOf(item);
  const holds = ({ from, to }: { readonly from: string | null; readonly to: string | null }): boolean =>
    (from ?? "0000") <= `${year}-12-31` && (to ?? "9999") >= `${year}-01-01`;
  const meets = (places: readonly string[] | null | undefined): boolean =>
    places == null || places.some((of) => registers.distance(place, of) !== null || registers.distance(of, place) !== null);
  const facilitating = registers.all("FACILITATOR").filter((each) => each.actionLine === line && holds(each));
  const committed = registers
    .all("COMMITMENT")
    .filter((each) => version === "1.2.0" && holds(each) && meets(each.places) && each.items.some((of) => registers.isBelow(item, of)));
  const ended = version === "1.2.0" ? registers.endedScopes : [];
  const names = (of: string): boolean => of === item || (version === "1.2.0" && registers.isBelow(item, of));
  const claiming = [...registers.all("SCOPE"), ...ended].filter(
    ({ items = [], actionLines = [], places }) => (items.some(names) || actionLines.some((of) => of === line)) && meets(places),
  );
  const agencies = [...facilitating, ...committed].flatMap(({ organization }) => {
    const own = registers.all("AGENCY").filter((agency) => agency.organization === organization);
    return own.length === 0 ? [null] : own.map(({ id }) => id);
  });
  return [...new Set([...agencies, ...claiming.map(({ agency }) => agency)])];
}

/** Everything that an agency said of the cell and, from version 1.1.0 on, of parts of it; NONE where it said nothing of the whole. */
function levelsSaid(registers: OracleRegisters, version: string, agency: string | null, cell: Cell): string[] {
  if (agency === null) return ["NONE"];
  const own = registers.all("SCOPE").filter((scope) => scope.agency === agency && scope.years.includes(cell.year));
  const whole = speaking(registers, own, cell.item, cell.place)?.level ?? "NONE";
  if (version === "1.0.0") return [whole];
  const items = registers.all("PLAN_ITEM").filter(({ id }) => registers.isBelow(id, cell.item));
  const places = registers.all("PLACE").filter(({ id }) => registers.distance(id, cell.place) !== null);
  const parts = items.flatMap(({ id }) => places.map((place) => speaking(registers, own, id, place.id)));
  // Version 1.1.0 hears no scope for a part that speaks of the whole as well.
  const counts = (scope: Scope | null): boolean =>
    version !== "1.1.0" || scope === null || closeness(registers, scope, cell.item, cell.place) === null;
  return [whole, ...parts.filter(counts).map((scope) => scope?.level ?? "NONE")];
}

/** The scope that speaks: the closest to the item, then the closest to the place, then the last. */
function speaking(registers: OracleRegisters, scopes: readonly Scope[], item: string, place: string): Scope | null {
  let found: { readonly scope: Scope; readonly close: readonly [number, number] } | null = null;
  for (const scope of scopes) {
    const close = closeness(registers, scope, item, place);
    if (close === null) continue;
    const closer = found === null || close[0] < found.close[0] || (close[0] === found.close[0] && close[1] <= found.close[1]);
    if (closer) found = { scope, close };
  }
  return found?.scope ?? null;
}

/** How far a scope's words are from the item and from the place; null where they don't contain them. */
function closeness(
  registers: OracleRegisters,
  { items, actionLines, places }: Scope,
  item: string,
  place: string,
): [number, number] | null {
  const lines = registers.linesOf(item);
  const steps: boolean[] = [
    items?.includes(item) ?? false,
    items?.some((of) => registers.isBelow(item, of)) ?? false,
    actionLines?.some((of) => of === lines[0]) ?? false,
    actionLines?.some((of) => lines.includes(of)) ?? false,
    items === undefined && actionLines === undefined,
  ];
  const byItem = steps.indexOf(true);
  const distances = places?.flatMap((of) => registers.distance(place, of) ?? []) ?? [1000];
  return byItem === -1 || distances.length === 0 ? null : [byItem, Math.min(...distances)];
}
