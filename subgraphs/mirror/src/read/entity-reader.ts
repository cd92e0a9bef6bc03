import type { Appender } from "@actionline/log/appender";
import { versionsOf } from "@actionline/log/collections";
import type { Change } from "@actionline/log/log-entry";
import { OPEN } from "@actionline/log/log-entry";
import type { EntityRecord } from "@actionline/schema/federation-records";
import type { AnyBulkWriteOperation } from "mongodb";
import type { AskedArguments } from "../asked/asked-arguments";
import { entityId, type Key } from "../entity-key";
import { type EntityRead, entityReads, type ReadDates } from "../known-things";
import type { EntityType, SubgraphShape } from "../subgraph-shape";
import { earlierDates, merged } from "./earlier-values";
import { type EntityQuestion, questionFor } from "./entity-question";
import { type Told, toldOf } from "./told";

/** A question to an agency's subgraph, through whatever guards the way there. */
export type AskAgency = (question: {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}) => Promise<{ readonly data?: unknown; readonly errors?: unknown }>;

export interface EntityReaderOptions {
  readonly appender: Appender;
  readonly agency: string;
  readonly shape: SubgraphShape;
  readonly ask: AskAgency;
  /** Argument sets that people ask with, beside the default ones. */
  readonly asked?: readonly AskedArguments[];
  readonly clock: () => Date;
}

/** What reading some things came to. */
export interface EntityReading {
  readonly asked: number;
  readonly changed: number;
  /** Things that the agency says it doesn't know. */
  readonly unknown: number;
  /** Values and things that couldn't be used, by what was wrong; their last good values stay. */
  readonly faults: Readonly<Record<string, number>>;
}

/** Reads what an agency's server tells of things, and keeps it; what it tells wrongly leaves what was good. */
export class EntityReader {
  readonly #options: EntityReaderOptions;
  readonly #questions = new Map<string, EntityQuestion | null>();

  constructor(options: EntityReaderOptions) {
    this.#options = options;
  }

  /**
   * @param keys of things of one type; a hundred or so at a time
   * @throws what `ask` throws: nothing is changed then
   */
  async read(type: string, keys: readonly Key[]): Promise<EntityReading> {
    const entity = this.#options.shape.entities.get(type);
    const question = entity === undefined ? null : this.#question(entity);
    if (entity === undefined || question === null || keys.length === 0) return { asked: 0, changed: 0, unknown: 0, faults: {} };
    const things = keys.map((key) => ({ __typename: type, ...key }));
    const answer = await this.#options.ask({ query: question.query, variables: { things } });
    const told = toldOf(answer, { keys, entity, question, schema: this.#options.shape.schema });
    const { changed, unknown, held } = await this.#keep(entity, told.things);
    return { asked: keys.length, changed, unknown, faults: { ...told.faults, ...(held > 0 && { HELD: held }) } };
  }

  #question(entity: EntityType): EntityQuestion | null {
    const known = this.#questions.get(entity.name);
    if (known !== undefined) return known;
    const question = questionFor(this.#options.shape, entity, this.#options.asked);
    this.#questions.set(entity.name, question);
    return question;
  }

  /** Values that weren't told stay as they were; a thing of which nothing was told is left alone. */
  async #keep({ name: type }: EntityType, things: readonly Told[]): Promise<{ changed: number; unknown: number; held: number }> {
    const { agency } = this.#options;
    const all = new Map(things.map((thing) => [entityId(agency, type, thing.key), thing]));
    const before = await this.#before([...all.keys()]);
    const gone = new Set([...all].filter(([id, { values }]) => values === null && isKnown(before.get(id))).map(([id]) => id));
    const held = gone.size > mostGone([...before.values()].filter(isKnown).length) ? gone : new Set();
    const kept = [...all].filter(([id]) => !held.has(id));
    const records = kept.map(([id, { key, values }]) => ({ id, agency, type, key, values: merged(before.get(id), values) }));
    const older = await earlierDates(this.#options.appender.db, kept, before);
    const unknown = records.filter(({ values }) => values === null).length;
    // What it never told of and doesn't know makes no record: it may be asked about every thing that the hub holds.
    const changed = await this.#write(
      records.filter(({ id, values }) => values !== null || before.has(id)),
      records.filter(({ id, values }) => values === null && !before.has(id)),
      older,
    );
    return { changed, unknown, held: held.size };
  }

  async #before(ids: readonly string[]): Promise<ReadonlyMap<string, EntityRecord>> {
    const heads = versionsOf(this.#options.appender.db, "ENTITY").find({ subject: { $in: [...ids] }, to: OPEN });
    return new Map((await heads.toArray()).map(({ subject, record }) => [subject, record]));
  }

  async #write(records: readonly EntityRecord[], unknown: readonly EntityRecord[], older: ReadonlyMap<string, ReadDates>): Promise<number> {
    const { appender } = this.#options;
    const none = new Map();
    if (unknown.length > 0) await entityReads(appender.db).bulkWrite(this.#reads(unknown, false, none), { ordered: false });
    if (records.length === 0) return 0;
    const { added, changed } = await appender.append(records.map(upsert), async (session) => {
      await entityReads(appender.db).bulkWrite(this.#reads(records, true, older), { session, ordered: false });
    });
    return added + changed;
  }

  #reads(records: readonly EntityRecord[], known: boolean, older: ReadonlyMap<string, ReadDates>): AnyBulkWriteOperation<EntityRead>[] {
    const { agency, clock } = this.#options;
    const at = clock();
    return records.map(({ id, type }) => {
      const dates = older.get(id);
      const replacement = { agency, type, at, known, ...(dates !== undefined && { older: dates }) };
      return { replaceOne: { filter: { _id: id }, replacement, upsert: true } };
    });
  }
}

/** An agency that suddenly knows none of what it knew has lost its data, not the things. */
function mostGone(known: number): number {
  return Math.max(1, Math.floor(known / 5));
}

const isKnown = (record: EntityRecord | undefined): boolean => record !== undefined && record.values !== null;

function upsert(record: EntityRecord): Change<"ENTITY"> {
  return { kind: "ENTITY", subject: record.id, operation: "UPSERT", owner: record.agency, record };
}
