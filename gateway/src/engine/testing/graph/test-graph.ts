import { composeServices } from "@apollo/composition";
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from "@apollo/federation-internals";
import { type GraphQLSchema, parse } from "graphql";
import { PERSONAS, type Persona, readAccess } from "./access";
import { tellAsMonolith } from "./monolith";
import { readFacts } from "./read-facts";
import { SubgraphDocument } from "./subgraph-document";
import { subgraphSchema, type TestScope } from "./subgraph-schemas";
import { SUBGRAPHS } from "./subgraphs";
import { World } from "./world";

/** The federated test graph and the monolith that it must equal. */
export interface TestGraph {
  readonly supergraphSdl: string;
  /** By name, each with resolvers. */
  readonly schemas: ReadonlyMap<string, GraphQLSchema>;
  /** The public schema with resolvers over everything. */
  readonly monolith: GraphQLSchema;
  readonly access: ReturnType<typeof readAccess>;
  /** What the resolvers find in their context, by a name: a world as nothing has changed it yet, and who asks. */
  readonly scopeOf: (world: string) => TestScope;
}

/** Fields whose resolvers fail for some of their objects; none of them is a key, or required by another field. */
const FAULTY: ReadonlySet<string> = new Set([
  "Account.bank",
  "Book.copies",
  "Book.rating",
  "Book.summary",
  "Chapter.heading",
  "Copy.state",
  "Declaration.text",
  "Film.cast",
  "Film.rating",
  "Game.levels",
  "Game.rating",
  "Offer.note",
  "Parcel.heaviest",
  "Payment.amount",
  "Person.karma",
  "Person.loyalty",
  "Person.motto",
  "Place.neighbours",
  "Place.shape",
  "Review.score",
  "Review.text",
  "Shop.open",
]);

/** Composes the test graph of the given SDLs, in which the given fields fail at times. */
export function buildTestGraph(sdls: Readonly<Record<string, string>> = SUBGRAPHS, faulty: ReadonlySet<string> = FAULTY): TestGraph {
  const named = Object.entries(sdls);
  const composed = composeServices(named.map(([name, sdl]) => ({ name, typeDefs: parse(sdl) })));
  if (composed.supergraphSdl === undefined) throw new Error(`the test graph doesn't compose: ${composed.errors?.join("\n")}`);
  const { supergraphSdl } = composed;
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const documents = named.map(([name, sdl]) => new SubgraphDocument(name, sdl));
  const facts = readFacts(documents, faulty);
  const access = readAccess(documents);
  return {
    supergraphSdl,
    schemas: new Map(named.map(([name, sdl]) => [name, subgraphSchema(name, sdl)])),
    monolith: tellAsMonolith(supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true }), access),
    access,
    scopeOf: (world) => ({ world: new World(facts, world), persona: personaOf(world) }),
  };
}

/** Who asks in "world 7 as nobody"; somebody who may everything where nobody is named. */
function personaOf(world: string): Persona {
  const [, name = "everything"] = world.split(" as ");
  const persona = PERSONAS[name];
  if (persona === undefined) throw new Error(`nobody is called ${name}`);
  return persona;
}
