import { lineOfItem } from "../columns/plan-tree";
import type { KeptHarvest, KeptScope, ReferenceView } from "../columns/reference-tables";
import type { BaseCell } from "../coverage/expectations";
import type { Declarer, DeclareScope } from "./change-step";

/** Later than every entry: what is supposed overrules what was said before. */
const LATEST = Number.MAX_SAFE_INTEGER;
const SUPPOSED = "supposed";

/** The agency as which somebody would report; it has no id before it does. */
export const agencyToBe = ({ agency, organization }: Declarer): string => agency ?? `the agency that ${organization} would be`;

type TableOf = {
  -readonly [Table in keyof ReferenceView]: ReferenceView[Table] extends ReadonlyMap<string, infer R> ? Map<string, R> : never;
};

/** Reference records that are altered for the sake of argument; a table is copied when it is first written to, and once. */
export class SupposedRecords {
  readonly #view: ReferenceView;
  readonly #written: Partial<TableOf> = {};

  constructor(view: ReferenceView) {
    this.#view = view;
  }

  /** The records with all that was supposed; where nothing was, the very same tables. */
  get view(): ReferenceView {
    return { ...this.#view, ...this.#written };
  }

  declare({ by: [first], items, places }: DeclareScope, year: number): void {
    if (first === undefined) return;
    const agency = agencyToBe(first);
    const facts = { kind: "SCOPE", id: `${agency} ${SUPPOSED}`, level: "COMPLETE", agency, source: agency, sequence: LATEST } as const;
    const scope: KeptScope = { ...facts, items: [...items], places: [...places], years: [year] };
    this.#table("scopes").set(scope.id, scope);
  }

  /** By a commitment where the definition counts them, else as a facilitator of the item's line. */
  assign(organization: string, item: string, byCommitment: boolean): void {
    const term = { id: SUPPOSED, organization, from: null, to: null };
    const actionLine = lineOfItem(this.#view, item);
    if (byCommitment) {
      const said = { text: "", recordedBy: "", recordedOn: "" };
      this.#table("commitments").set(term.id, { ...term, ...said, items: [item], places: null });
    } else if (actionLine !== null) {
      const told = { role: "LEAD_FACILITATOR", fromText: null, toText: null, verified: false, confidence: "low", sources: [] } as const;
      this.#table("facilitators").set(term.id, { ...term, ...told, actionLine });
    }
  }

  connect(by: Declarer, instant: Date): void {
    const agency = agencyToBe(by);
    const desk = { name: agency, licence: "", contactDesk: null, deletionPolicy: "NONE", contractVersion: "", invented: false } as const;
    const feed = { name: "", licence: "", format: "CONTRACT", mode: "MIRRORED", frequencyDays: null, caveat: null } as const;
    const id = `${agency}/${SUPPOSED}`;
    if (by.agency === null) this.#table("agencies").set(agency, { id: agency, organization: by.organization, ...desk });
    this.#table("sources").set(id, { id, agency, ...feed });
    this.#harvests().set(id, goodHarvest(id, instant, 0));
  }

  /** What the hub withholds of a source it still withholds after another good harvest. */
  harvest(source: string, instant: Date): void {
    const withheld = this.view.harvests.get(source)?.withheld ?? 0;
    this.#harvests().set(source, goodHarvest(source, instant, withheld));
  }

  resolve(source: string): void {
    const harvest = this.view.harvests.get(source);
    if (harvest !== undefined) this.#harvests().set(source, { ...harvest, withheld: 0 });
  }

  sign(actionLine: string, { item, place, year, type }: BaseCell): void {
    const said = { text: "", signedBy: "", signedOn: "", stakeholderTypes: type === null ? [] : [type] };
    this.#table("statements").set(SUPPOSED, { id: SUPPOSED, actionLine, items: [item], places: [place], years: [year], ...said });
  }

  /** What was claimed by it may go on being claimed, as far as the definition says so. */
  withdrawScope(scope: string): void {
    const known = this.view.scopes.get(scope);
    if (known !== undefined) this.#table("endedScopes").set(scope, known);
    this.#table("scopes").delete(scope);
  }

  withdrawStatement(statement: string): void {
    this.#table("statements").delete(statement);
  }

  #harvests(): Map<string, KeptHarvest> {
    return this.#table("harvests");
  }

  #table<T extends keyof ReferenceView>(name: T): TableOf[T] {
    const known = this.#written[name];
    if (known !== undefined) return known as TableOf[T];
    // A table's copy holds what the table does; the compiler can't tell that the name picks both.
    const table: ReadonlyMap<string, unknown> = this.#view[name];
    const copy = new Map(table) as TableOf[T];
    this.#written[name] = copy;
    return copy;
  }
}

function goodHarvest(source: string, instant: Date, withheld: number): KeptHarvest {
  const at = instant.toISOString();
  return { source, finishedAt: at, outcome: "SUCCEEDED", error: null, lastGoodAt: at, withheld, sequence: LATEST };
}
