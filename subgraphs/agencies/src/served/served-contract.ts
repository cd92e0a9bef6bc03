import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hubError } from "@actionline/kit/hub-error";
import { prefixOf } from "@actionline/schema/agency-names";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type ExecutionResult, execute, GraphQLError, type GraphQLSchema, parse, validate } from "graphql";
import type { Db } from "mongodb";
import type { HubIdentity } from "./hub-identity";
import { Origins } from "./origins";
import { ServedChanges } from "./served-changes";

/** A question to the contract's address. */
export interface ContractQuestion {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

const CONTRACT = join(__dirname, "../../../../schema/contract/contract.graphql");
const MOST_TOKENS = 2_000;
const MOST_REPRESENTATIONS = 200;

interface Representation {
  readonly __typename: string;
  readonly id?: unknown;
}

/**
 * This hub as an agency of others: the same contract that agencies serve to it, over its own log, so that a regional hub can
 * be mirrored by a global one and the other way round.
 */
export class ServedContract {
  readonly #db: Db;
  readonly #schema: GraphQLSchema;

  constructor(db: Db, hub: HubIdentity) {
    this.#db = db;
    this.#schema = schemaOf(db, hub);
  }

  /** Answers, or says what is wrong with the question; what fails inside is thrown. */
  async answer({ query, variables, operationName }: ContractQuestion): Promise<ExecutionResult> {
    try {
      const document = parse(query, { maxTokens: MOST_TOKENS });
      const errors = validate(this.#schema, document, undefined, { maxErrors: 20 });
      if (errors.length > 0) return { errors };
      const contextValue = new Origins(this.#db);
      return await execute({
        schema: this.#schema,
        document,
        contextValue,
        variableValues: variables ?? {},
        operationName: operationName ?? null,
      });
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  }
}

function schemaOf(db: Db, hub: HubIdentity): GraphQLSchema {
  const changes = new ServedChanges(db, hub.id);
  const own = prefixOf(hub.id);
  const reference = {
    __resolveReference: async ({ __typename, id }: Representation, origins: Origins) => {
      const found = typeof id === "string" ? await origins.find(__typename, id) : null;
      return found === null ? null : { __typename, id, [`${own}origin`]: found };
    },
  };
  const resolvers = {
    Query: {
      agency: () => descriptorOf(hub),
      changes: (_: unknown, { after = null, first }: { readonly after?: string | null; readonly first: number }) =>
        changes.page(after, first),
    },
    Activity: reference,
    Organization: reference,
  };
  const schema = buildSubgraphSchema({
    typeDefs: parse(`${readFileSync(CONTRACT, "utf8")}\n${ownFields(own)}`),
    resolvers: resolvers as never,
  });
  limitRepresentations(schema);
  return schema;
}

function descriptorOf({ id, name, licence, contactDesk }: HubIdentity): Readonly<Record<string, unknown>> {
  const promises = { frequencyDays: 1, deletionPolicy: "PERSISTENT", contractVersion: "1.0", capabilities: ["ENTITIES", "HUB"] };
  return { id, name, licence, contactDesk, ...promises };
}

/** What a hub knows of a record that its agency doesn't: when and through whom it came here. */
function ownFields(own: string): string {
  const origin = `${own}Origin`;
  return `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

type Activity @key(fields: "id") {
  id: ID!
  "How this hub came by the activity."
  ${own}origin: ${origin}
}

type Organization @key(fields: "id") {
  id: ID!
  "How this hub came by the organization."
  ${own}origin: ${origin}
}

"How a hub came by a record, as it stands there now."
type ${origin} {
  "The entry of that hub's log, a number that never changes."
  sequence: Float
  "When that entry was made, in UTC."
  at: String
  "Who answers for it there."
  owner: String
  "Hubs that it came through before, the first one first."
  hubs: [String!]
}
`;
}

function limitRepresentations(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities;
  const resolve = field?.resolve;
  if (field === undefined || resolve === undefined) throw new Error("the contract's schema has no _entities");
  field.resolve = (source, args: { readonly representations: readonly unknown[] }, context, info) => {
    if (args.representations.length <= MOST_REPRESENTATIONS) return resolve(source, args, context, info);
    throw hubError("PAGE_TOO_LARGE", `Ask for ${MOST_REPRESENTATIONS} things at a time.`);
  };
}
