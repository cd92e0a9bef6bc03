import type { GraphQLSchema } from "graphql";
import { Draft } from "./draft";
import { ArgumentDrawer } from "./draw-arguments";
import { SelectionDrawer } from "./draw-selections";
import type { Candidates } from "./draw-value";
import type { SeededRandom } from "./seeded-random";
import { USUAL_SHARES } from "./shares";
import type { TestOperation } from "./test-operation";

const INTROSPECTION = [
  "__schema { queryType { name } mutationType { fields { name args { name defaultValue } } } }",
  'kind: __type(name: "Media") { name kind possibleTypes { name } fields(includeDeprecated: true) { name type { kind name ofType { name } } } }',
  'enum: __type(name: "Genre") { enumValues { name } all: enumValues(includeDeprecated: true) { name isDeprecated deprecationReason } }',
  '__type(name: "BookFilter") { inputFields { name defaultValue type { name } } }',
  '__type(name: "Vault") { name }',
] as const;

/** A random operation upon a schema: valid nearly always. */
export function drawOperation(schema: GraphQLSchema, random: SeededRandom, candidates: Candidates, shares = USUAL_SHARES): TestOperation {
  const kind = random.chance(shares.mutations) ? "mutation" : random.chance(shares.subscriptions) ? "subscription" : "query";
  const draft = new Draft(random, random.between(3, 40), shares, kind === "query" && random.chance(shares.deferred));
  const text = rootText(schema, draft, candidates, kind);
  const introspection = kind === "query" && random.chance(shares.introspection) ? ` ${random.pick(INTROSPECTION)}` : "";
  const named = random.chance(0.5) ? random.pick(["Q", "constructor", "__proto__", "query"]) : null;
  const another = named !== null && random.chance(shares.twoOperations) ? " query Other { __typename }" : "";
  const definitions = draft.definitions.length === 0 ? "" : `(${draft.definitions.join(", ")})`;
  const head = named === null && definitions === "" && kind === "query" ? "" : `${kind} ${named ?? ""}${definitions} `;
  const query = `${head}{ ${text}${introspection} }${another} ${draft.fragmentTexts.join(" ")}`.trim();
  return { query, operationName: another !== "" || (named !== null && random.chance(0.3)) ? named : null, variables: draft.variables };
}

function rootText(schema: GraphQLSchema, draft: Draft, candidates: Candidates, kind: "query" | "mutation" | "subscription"): string {
  const root = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() }[kind];
  if (root === undefined || root === null) throw new Error(`the schema serves no ${kind}`);
  const drawer = new SelectionDrawer(schema, draft, new ArgumentDrawer(draft, candidates));
  if (kind === "mutation") return drawer.root(root, draft.random.between(1, 4));
  if (kind === "subscription") return drawer.root(root, 1);
  return draft.random.chance(0.3) ? drawer.selections(root, 6) : drawer.root(root, draft.random.between(1, 3));
}
