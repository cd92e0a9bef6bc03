import type { LoggedChange } from "@actionline/log/follow";
import type { HarvestRecord } from "@actionline/schema/hub-records";
import type { RecordOfKind, Reported } from "@actionline/schema/record-of-kind";
import type { OrganizationRecord } from "@actionline/schema/reference-records";
import { remembered } from "./plan-tree";
import { VersionedTable } from "./versioned-table";

/** A record with the sequence of the version it is, for rules in which the later one wins. */
export type Sequenced<T> = T & { readonly sequence: number };
/** What answers need of a harvest: not its issues. */
export type KeptHarvest = Sequenced<Pick<HarvestRecord, "source" | "finishedAt" | "outcome" | "error" | "lastGoodAt">> & {
  readonly withheld: number;
};
export type KeptOrganization = Pick<OrganizationRecord, "id" | "name" | "acronym" | "type">;
export type KeptScope = Sequenced<Reported<RecordOfKind["SCOPE"]>>;
export type KeptExpectation = Sequenced<RecordOfKind["EXPECTATION"]>;

/** Points that are asked about again and again: the log's end, and those that it is compared with. */
const VIEWS_REMEMBERED = 4;

const whole = <T>(record: T): T => record;
const sequenced = <T>(record: T, sequence: number): Sequenced<T> => ({ ...record, sequence });

function keptHarvest({ source, finishedAt, outcome, error, lastGoodAt, withheld, counts }: HarvestRecord, sequence: number): KeptHarvest {
  // A record that doesn't tell what was withheld tells at least what its own run refused.
  return { source, finishedAt, outcome, error, lastGoodAt, withheld: withheld ?? counts.refused, sequence };
}

const makeTables = () => ({
  ACTION_LINE: new VersionedTable<"ACTION_LINE", RecordOfKind["ACTION_LINE"]>(whole),
  PLAN_ITEM: new VersionedTable<"PLAN_ITEM", RecordOfKind["PLAN_ITEM"]>(whole),
  THEME: new VersionedTable<"THEME", RecordOfKind["THEME"]>(whole),
  PLACE: new VersionedTable<"PLACE", RecordOfKind["PLACE"]>(whole),
  PLACE_GROUP: new VersionedTable<"PLACE_GROUP", RecordOfKind["PLACE_GROUP"]>(whole),
  ORGANIZATION: new VersionedTable<"ORGANIZATION", KeptOrganization>(({ id, name, acronym, type }) => ({ id, name, acronym, type })),
  AGENCY: new VersionedTable<"AGENCY", RecordOfKind["AGENCY"]>(whole),
  SOURCE: new VersionedTable<"SOURCE", RecordOfKind["SOURCE"]>(whole),
  FACILITATOR: new VersionedTable<"FACILITATOR", RecordOfKind["FACILITATOR"]>(whole),
  DEFINITION: new VersionedTable<"DEFINITION", RecordOfKind["DEFINITION"]>(whole),
  HARVEST: new VersionedTable<"HARVEST", KeptHarvest>(keptHarvest),
  SCOPE: new VersionedTable<"SCOPE", KeptScope>(sequenced),
  EXPECTATION: new VersionedTable<"EXPECTATION", KeptExpectation>(sequenced),
  STATEMENT: new VersionedTable<"STATEMENT", RecordOfKind["STATEMENT"]>(whole),
  COMMITMENT: new VersionedTable<"COMMITMENT", RecordOfKind["COMMITMENT"]>(whole),
});

type Tables = ReturnType<typeof makeTables>;
export type ReferenceKind = keyof Tables;
type Kept<K extends ReferenceKind> = ReturnType<Tables[K]["at"]>;

/** Every reference record that holds at one point, by id. */
export interface ReferenceView {
  readonly lines: Kept<"ACTION_LINE">;
  readonly items: Kept<"PLAN_ITEM">;
  readonly themes: Kept<"THEME">;
  readonly places: Kept<"PLACE">;
  readonly placeGroups: Kept<"PLACE_GROUP">;
  readonly organizations: Kept<"ORGANIZATION">;
  readonly agencies: Kept<"AGENCY">;
  readonly sources: Kept<"SOURCE">;
  readonly facilitators: Kept<"FACILITATOR">;
  readonly definitions: Kept<"DEFINITION">;
  /** The last harvest of each source, by source. */
  readonly harvests: ReadonlyMap<string, KeptHarvest>;
  readonly scopes: Kept<"SCOPE">;
  /** Reporting scopes that were withdrawn or vanished, as they last were. */
  readonly endedScopes: Kept<"SCOPE">;
  readonly expectations: Kept<"EXPECTATION">;
  readonly statements: Kept<"STATEMENT">;
  readonly commitments: Kept<"COMMITMENT">;
}

export const REFERENCE_KINDS = Object.keys(makeTables()) as ReferenceKind[];

/** The small kinds of records that coverage stands on, each in all its versions. */
export class ReferenceTables {
  readonly #tables = makeTables();
  /** Views given of late, the newest last. */
  readonly #views: ReferenceView[] = [];

  apply(change: LoggedChange<ReferenceKind>): void {
    // Each change goes to the table of its own kind; the compiler can't tell that the two unions walk in step.
    const table: { apply(change: LoggedChange<ReferenceKind>): void } = this.#tables[change.kind] as never;
    table.apply(change);
  }

  /**
   * What holds at a sequence, for a reader who may or may not see private records. It is the same object as long as
   * nothing of it changed in between, so that what is worked out from a view can be remembered by it.
   */
  at(sequence: number, privateToo: boolean): ReferenceView {
    const view = this.#read(sequence, privateToo);
    const known = this.#views.find((other) => isSame(other, view));
    if (known !== undefined) return known;
    this.#views.push(view);
    if (this.#views.length > VIEWS_REMEMBERED) this.#views.shift();
    return view;
  }

  #read(sequence: number, privateToo: boolean): ReferenceView {
    const read = <K extends ReferenceKind>(kind: K): Kept<K> => this.#tables[kind].at(sequence, privateToo) as Kept<K>;
    return {
      lines: read("ACTION_LINE"),
      items: read("PLAN_ITEM"),
      themes: read("THEME"),
      places: read("PLACE"),
      placeGroups: read("PLACE_GROUP"),
      organizations: read("ORGANIZATION"),
      agencies: read("AGENCY"),
      sources: read("SOURCE"),
      facilitators: read("FACILITATOR"),
      definitions: read("DEFINITION"),
      harvests: lastBySource(read("HARVEST")),
      scopes: read("SCOPE"),
      endedScopes: this.#tables.SCOPE.endedAt(sequence, privateToo),
      expectations: read("EXPECTATION"),
      statements: read("STATEMENT"),
      commitments: read("COMMITMENT"),
    };
  }
}

/** Each of its tables is the same object while nothing of its kind changes. */
const isSame = (one: ReferenceView, other: ReferenceView): boolean =>
  (Object.keys(one) as (keyof ReferenceView)[]).every((table) => one[table] === other[table]);

const lastBySource = remembered((harvests: ReadonlyMap<string, KeptHarvest>): ReadonlyMap<string, KeptHarvest> => {
  const last = new Map<string, KeptHarvest>();
  for (const harvest of harvests.values()) {
    const known = last.get(harvest.source);
    if (known === undefined || known.sequence < harvest.sequence) last.set(harvest.source, harvest);
  }
  return last;
});
