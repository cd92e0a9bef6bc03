import { itemsBelow, liesIn } from "../columns/plan-tree";
import type { SourceStanding } from "../columns/source-standing";
import { AgencyStandings } from "../coverage/agency-standings";
import type { ScopeLevel } from "../coverage/coverage-result";
import { type Declarations, declarations, declared, scopesByAgency } from "../coverage/declarations";
import { effortOn } from "../coverage/effort";
import { type Party, partiesOf } from "../coverage/responsibility";
import type { ChangeStep, Declarer, DeclareScope } from "./change-step";
import { type ImaginedWorld, sliceOf } from "./imagined-world";

/** What it costs to see whether a place that a scope names lies in the cell, against one look at a row. */
const UNITS_OF_PLACE = 10;

/** Who answers for the cell of a world. */
export const partiesIn = ({ cell, view, slice }: ImaginedWorld): Party[] =>
  partiesOf(cell.item, cell.place, cell.year, view, slice.definition.choices);

/** What an agency declared for the cell of a world. */
export const declarationsIn = ({ cell, view, slice }: ImaginedWorld, agency: string | null): Declarations =>
  declarations(agency, cell.item, cell.place, cell.year, view, slice.definition.choices);

/** What those who answer for a cell have still to do before their silence means something. */
export class PartySteps {
  readonly #world: ImaginedWorld;
  readonly #agencies: AgencyStandings;

  constructor(world: ImaginedWorld) {
    this.#world = world;
    this.#agencies = new AgencyStandings(sliceOf(world).standings, world.slice.definition.choices);
  }

  /** All of it; nothing where all is well. */
  of(by: Declarer, { scope, inside }: Declarations): ChangeStep[] {
    const said = [scope?.level ?? "NONE", ...inside.map(({ level }) => level)];
    return [...this.readings(by), ...(said.every(isWhole) ? [] : [this.declaration(by)])];
  }

  /** What has to become of its sources. */
  readings(by: Declarer): ChangeStep[] {
    const sources = by.agency === null ? [] : this.#agencies.of(by.agency).sources;
    return sources.length === 0 ? [{ kind: "CONNECT_SOURCE", by }] : sources.flatMap((source) => this.#reading(source));
  }

  /** A word for the cell itself, and for each part of it of which the agency said less than all. */
  declaration(by: Declarer): DeclareScope {
    const { item, place } = this.#world.cell;
    const parts = by.agency === null ? [] : this.#openParts(by.agency);
    const items = new Set([item, ...parts.map((part) => part.item)]);
    const places = new Set([place, ...parts.map((part) => part.place)]);
    return { kind: "DECLARE_SCOPE", by: [by], items: [...items], places: [...places] };
  }

  #reading({ source, freshness, lastHarvest, asOf, withheld }: SourceStanding): ChangeStep[] {
    const { cell, slice } = this.#world;
    const { blockingHarvests, reasons } = slice.definition.choices;
    const blocked = lastHarvest !== null && blockingHarvests.includes(lastHarvest);
    const early = reasons.includes("READ_TOO_EARLY") && asOf !== null && asOf.getUTCFullYear() <= cell.year;
    const refused = reasons.includes("RECORDS_REFUSED") && withheld > 0;
    return [
      ...(blocked || early || freshness === "LAPSED" ? [{ kind: "HARVEST_SOURCE", source } as const] : []),
      ...(refused ? [{ kind: "RESOLVE_WITHHELD", source, count: withheld } as const] : []),
    ];
  }

  #openParts(agency: string): { readonly item: string; readonly place: string }[] {
    const { cell, view, slice } = this.#world;
    if (!slice.definition.choices.partsDeclared) return [];
    const own = (scopesByAgency(view.scopes).get(agency) ?? []).filter(({ years }) => years.includes(cell.year));
    effortOn(view).spend(own.reduce((sum, { places = [] }) => sum + 1 + places.length, 0) * UNITS_OF_PLACE);
    const within = new Set(own.flatMap(({ places = [] }) => places).filter((part) => liesIn(view, part, cell.place)));
    within.add(cell.place);
    return [cell.item, ...itemsBelow(view, cell.item)].flatMap((item) =>
      [...within]
        .filter((place) => !isWhole(declared(agency, item, place, cell.year, view)?.level ?? "COMPLETE"))
        .map((place) => ({ item, place })),
    );
  }
}

const isWhole = (level: ScopeLevel): boolean => level === "COMPLETE" || level === "NIL";
