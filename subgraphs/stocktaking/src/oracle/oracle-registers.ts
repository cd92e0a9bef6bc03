import type { AsOfPoint } from "@actionline/kit/request-context";
import { versionsOf } from "@actionline/log/collections";
import type { EntryKind } from "@actionline/schema/entry-kind";
import type { RecordOfKind } from "@actionline/schema/record-of-kind";
import type { Db } from "mongodb";
import { recordsAt } from "./oracle-targets";

const KINDS = [
  ...(["PLAN_ITEM", "ACTION_LINE", "PLACE", "AGENCY", "SOURCE", "HARVEST"] as const),
  ...(["FACILITATOR", "SCOPE", "EXPECTATION", "STATEMENT", "COMMITMENT"] as const),
];
type Kind = (typeof KINDS)[number];

/** Records of every register at a point, straight from the log's versions, in the order in which they came. */
export class OracleRegisters {
  readonly #records: ReadonlyMap<EntryKind, readonly unknown[]>;

  private constructor(records: ReadonlyMap<EntryKind, readonly unknown[]>, endedScopes: readonly RecordOfKind["SCOPE"][]) {
    this.#records = records;
    this.endedScopes = endedScopes;
  }

  /** Scopes that were withdrawn, as the reader last saw them. */
  readonly endedScopes: readonly RecordOfKind["SCOPE"][];

  static async read(db: Db, { sequence }: AsOfPoint, privateToo: boolean): Promise<OracleRegisters> {
    const read = async (kind: Kind): Promise<[EntryKind, unknown[]]> => [
      kind,
      [...(await recordsAt(db, kind, sequence, privateToo)).values()],
    ];
    const live = await recordsAt(db, "SCOPE", sequence, privateToo);
    const ever = versionsOf(db, "SCOPE").find({ from: { $lte: sequence }, ...(privateToo ? {} : { visibility: "PUBLIC" }) });
    const last = new Map((await ever.sort({ _id: 1 }).toArray()).map(({ subject, record }) => [subject, record]));
    const ended = [...last].flatMap(([subject, record]) => (live.has(subject) ? [] : [record]));
    return new OracleRegisters(new Map(await Promise.all(KINDS.map(read))), ended);
  }

  all<K extends Kind>(kind: K): readonly RecordOfKind[K][] {
    return (this.#records.get(kind) ?? []) as readonly RecordOfKind[K][];
  }

  item(id: string): RecordOfKind["PLAN_ITEM"] | undefined {
    return this.all("PLAN_ITEM").find((item) => item.id === id);
  }

  level(place: string): string | undefined {
    return this.all("PLACE").find(({ id }) => id === place)?.level;
  }

  /** Whether an item is the other one or below it. */
  isBelow(id: string, whole: string): boolean {
    return id === whole || (this.item(id)?.parent != null && this.isBelow(this.item(id)?.parent ?? "", whole));
  }

  /** How far around a place the other one lies: 0 for itself, null where it doesn't contain it. */
  distance(place: string, whole: string): number | null {
    if (place === whole) return 0;
    const at =
      this.all("PLACE")
        .find(({ id }) => id === place)
        ?.within.indexOf(whole) ?? -1;
    return at === -1 ? null : at + 1;
  }

  /** The item's line and all above it, the own one first. */
  linesOf(id: string): string[] {
    const own = this.item(id)?.actionLine ?? null;
    if (own === null) return this.item(id)?.parent == null ? [] : this.linesOf(this.item(id)?.parent ?? "");
    const climb = (line: string): string[] => {
      const parent = this.all("ACTION_LINE").find((each) => each.id === line)?.parent ?? null;
      return parent === null ? [line] : [line, ...climb(parent)];
    };
    return climb(own);
  }
}
