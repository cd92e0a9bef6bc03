import type { EntityRecord } from "@actionline/schema/federation-records";
import { execute, GraphQLError, type GraphQLFieldResolver, type GraphQLResolveInfo, isAbstractType, isObjectType } from "graphql";
import type { Db } from "mongodb";
import { entityId, keyOf } from "./entity-key";
import { type Known, KnownThings, type ReadDates } from "./known-things";
import type { Mirror, MirrorAnswer, MirrorFault, MirrorQuestion } from "./mirror";
import { type SubgraphShape, shapeOf } from "./subgraph-shape";
import { valueName } from "./value-name";

export interface StoredMirrorOptions {
  readonly db: Db;
  readonly agency: string;
  /** As it was admitted. */
  readonly sdl: string;
}

type Values = Readonly<Record<string, unknown>>;

/** What one answer is made with. */
interface Sitting {
  readonly things: KnownThings;
  /** When the oldest value used was read. */
  oldest: Date | null;
}

/** A thing as its fields are told from it: by the values that were read, and its key. */
class Thing {
  readonly __typename: string;
  readonly record: EntityRecord;
  readonly older: ReadDates;

  constructor(record: EntityRecord, older: ReadDates) {
    this.__typename = record.type;
    this.record = record;
    this.older = older;
  }
}

/** Answers by the values that the hub read last, and by nothing else. */
export class StoredMirror implements Mirror {
  readonly #options: StoredMirrorOptions;
  readonly #shape: SubgraphShape;

  constructor(options: StoredMirrorOptions) {
    this.#options = options;
    this.#shape = shapeOf(options.sdl, (type, representation, context) => this.#thing(type, representation, context));
  }

  async answer({ document, variables, point }: MirrorQuestion): Promise<MirrorAnswer> {
    const sitting: Sitting = { things: new KnownThings(this.#options.db, point), oldest: null };
    const { data, errors = [] } = await execute({
      schema: this.#shape.schema,
      document,
      variableValues: variables,
      contextValue: sitting,
      fieldResolver: this.#resolve,
      typeResolver: (value: unknown, _context, _info, type) => typenameOf(value) ?? type.name,
    });
    return { data: data ?? {}, errors: errors.map(faultOf), asOf: sitting.oldest };
  }

  readonly #resolve: GraphQLFieldResolver<unknown, Sitting> = async (source, args, sitting, info) => {
    const field = info.parentType.getFields()[info.fieldName];
    if (field === undefined || source === undefined || source === null) throw notMirrored(info);
    const name = valueName(field, args);
    if (source instanceof Thing) return valueKept(source, name, sitting, info);
    const values = source as Values;
    if (Object.hasOwn(values, name)) return values[name];
    // A thing within another is kept as its key: the rest of it is told by its own values.
    const typename = typenameOf(source);
    const thing = typename === undefined ? null : await this.#thing(typename, values, sitting);
    if (!(thing instanceof Thing)) throw notMirrored(info);
    return valueKept(thing, name, sitting, info);
  };

  /** Null where the agency says that it knows no such thing. */
  async #thing(type: string, representation: Values, sitting: Sitting): Promise<Thing | null> {
    const found = await this.#find(type, representation, sitting);
    if (found.kind === "LATER") throw fault("NOT_AS_OF", `What ${this.#options.agency} tells of this wasn't read yet at that point.`);
    if (found.kind === "NEVER") throw neverSeen(this.#options.agency);
    noteAge(sitting, found.readAt);
    return found.kind === "UNKNOWN" || found.record.values === null ? null : new Thing(found.record, found.older);
  }

  async #find(type: string, representation: Values, { things }: Sitting): Promise<Known> {
    const key = this.#keyOf(type, representation);
    if (key === null) throw neverSeen(this.#options.agency);
    const possible = this.#possible(type);
    const found = await Promise.all(possible.map((name) => things.find(entityId(this.#options.agency, name, key))));
    return best(found);
  }

  #keyOf(type: string, representation: Values): ReturnType<typeof keyOf> {
    const entity = this.#shape.entities.get(type);
    return entity === undefined ? null : keyOf(entity, representation);
  }

  /** The types of which a thing may be that is asked for as `type`. */
  #possible(type: string): readonly string[] {
    const { schema } = this.#shape;
    const named = schema.getType(type);
    if (!isAbstractType(named)) return [type];
    return [
      type,
      ...schema
        .getPossibleTypes(named)
        .filter(isObjectType)
        .map(({ name }) => name),
    ];
  }
}

/** Of what is known of a thing as one type or another. */
function best(found: readonly Known[]): Known {
  const order: readonly Known["kind"][] = ["KNOWN", "UNKNOWN", "LATER"];
  const first = order.find((kind) => found.some((known) => known.kind === kind));
  return found.find(({ kind }) => kind === first) ?? { kind: "NEVER" };
}

function noteAge(sitting: Sitting, readAt: Date): void {
  if (sitting.oldest === null || readAt < sitting.oldest) sitting.oldest = readAt;
}

function valueKept({ record: { key, values }, older }: Thing, name: string, sitting: Sitting, info: GraphQLResolveInfo): unknown {
  if (values !== null && Object.hasOwn(values, name)) {
    const readAt = Object.hasOwn(older, name) ? older[name] : undefined;
    if (readAt !== undefined) noteAge(sitting, readAt);
    return values[name];
  }
  if (Object.hasOwn(key, name)) return key[name];
  throw notMirrored(info);
}

function typenameOf(value: unknown): string | undefined {
  if (value === null || typeof value !== "object") return undefined;
  const { __typename } = value as { readonly __typename?: unknown };
  return typeof __typename === "string" ? __typename : undefined;
}

function notMirrored({ parentType, fieldName }: GraphQLResolveInfo): GraphQLError {
  return fault("NOT_MIRRORED", `The hub keeps no value of ${parentType.name}.${fieldName} as it is asked here.`);
}

function neverSeen(agency: string): GraphQLError {
  return fault("NOT_MIRRORED", `The hub has never read this from ${agency}, which doesn't answer now.`);
}

function fault(code: MirrorFault["extensions"]["code"], message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** What the schema refuses of a value, such as a null, is a value that isn't kept. */
function faultOf({ message, path = [], extensions }: GraphQLError): MirrorFault {
  const code = extensions.code === "NOT_AS_OF" ? "NOT_AS_OF" : "NOT_MIRRORED";
  return { message, path, extensions: { code } };
}
