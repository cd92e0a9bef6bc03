import { canonicalText } from "@actionline/log/canonical";
import { entityId, keysWithin } from "@actionline/mirror/entity-key";
import { entityReads } from "@actionline/mirror/known-things";
import { checkedValue, UnusableValue } from "@actionline/mirror/read/checked-value";
import type { EntityType, SubgraphShape } from "@actionline/mirror/subgraph-shape";
import type { EntityValues } from "@actionline/schema/contract/records";
import { isObjectType } from "graphql";
import type { AnyBulkWriteOperation, ClientSession, Db } from "mongodb";
import type { Beside } from "./beside";
import { KnownShapes } from "./known-shapes";
import { agencyOfId } from "./stored-record";

/** What is wrong with values that an agency sends of its own fields: where, and what to do. */
export interface EntityFault {
  readonly pointer: string;
  readonly value: string;
}

/** A value's name: a field, or a field with the arguments that it was asked with. */
const NAME = /^([A-Za-z_][A-Za-z0-9_]*)(?:\(\{.*\}\))?$/;

/** Holds values that agencies send of their own fields against the schema that they published. */
export class EntityCheck {
  readonly #db: Db;
  readonly #shapes = new KnownShapes();
  readonly #looked = new Map<string, SubgraphShape | null>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Looks up the schema that an id's agency published, once in a run. */
  async look(id: string): Promise<void> {
    const agency = agencyOfId(id);
    if (agency !== null && !this.#looked.has(agency)) this.#looked.set(agency, await this.#shapes.of(this.#db, agency));
  }

  /** Of values whose agency was looked up; null where they fit. */
  fault({ id, type, key, values }: EntityValues): EntityFault | null {
    const agency = agencyOfId(id) ?? "";
    const shape = this.#looked.get(agency) ?? null;
    if (shape === null) return { pointer: "/type", value: `${agency} has published no schema` };
    const entity = shape.entities.get(type);
    if (entity === undefined) return { pointer: "/type", value: `${type} is no type with a key in ${agency}'s schema` };
    if (!keysWithin(entity, key).some((known) => canonicalText(known) === canonicalText(key))) {
      return { pointer: "/key", value: `${canonicalText(key)} is no key of ${type}` };
    }
    const wanted = entityId(agency, type, key);
    if (id !== wanted) return { pointer: "/id", value: `${id} where ${wanted} is meant` };
    return faultOfValues(entity, shape, values ?? {});
  }
}

function faultOfValues(
  { name: type, fields }: EntityType,
  { schema }: SubgraphShape,
  values: Readonly<Record<string, unknown>>,
): EntityFault | null {
  const named = schema.getType(type);
  const known = isObjectType(named) ? named.getFields() : {};
  for (const [name, value] of Object.entries(values)) {
    const field = NAME.exec(name)?.[1] ?? "";
    const found = fields.includes(field) && Object.hasOwn(known, field) ? known[field] : undefined;
    if (found === undefined) return { pointer: `/values/${name}`, value: `${type} has no such field of the agency's` };
    try {
      checkedValue(value, found.type, schema);
    } catch (error) {
      if (!(error instanceof UnusableValue)) throw error;
      return { pointer: `/values/${name}`, value: `${error.message} where ${String(found.type)} is meant` };
    }
  }
  return null;
}

/** Notes when values came in: an answer from the mirror tells how old it is. */
export class EntityReads implements Beside {
  readonly #clock: () => Date;
  #waiting: AnyBulkWriteOperation<{ readonly _id: string }>[] = [];

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add({ id, type }: EntityValues): void {
    const $set = { agency: agencyOfId(id) ?? "", type, at: this.#clock(), known: true };
    this.#waiting.push({ updateOne: { filter: { _id: id }, update: { $set, $unset: { older: "" } }, upsert: true } } as never);
  }

  take(): (db: Db, session: ClientSession) => Promise<void> {
    const writes = this.#waiting;
    this.#waiting = [];
    return async (db, session) => {
      if (writes.length > 0) await entityReads(db).bulkWrite(writes as never, { session, ordered: false });
    };
  }
}
