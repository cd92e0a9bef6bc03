import { buildSchema, Kind, parse } from "graphql";
import type { SupergraphFacts } from "../../supergraph/supergraph-facts";
import { readCacheControl } from "./cache-control-header";
import { cacheHints } from "./cache-hints";
import { operationCaching } from "./operation-caching";

const SCHEMA = buildSchema(`
  type Query { teams: [Team!]! team: Team me: Person now: String }
  type Team { id: ID! name: String members: [Person!]! leader: Person }
  type Person { name: String }
`);

const said = (args: Record<string, boolean | number | string>) => [{ name: "cacheControl", specification: null, args }];

const FACTS: SupergraphFacts = {
  overrideLabels: [],
  possible: {},
  directives: {
    Team: said({ maxAge: 60 }),
    "Query.team": said({ maxAge: 30 }),
    "Query.me": said({ maxAge: 10, scope: "PRIVATE" }),
    "Team.members": said({ inheritMaxAge: true }),
    "Team.name": said({ maxAge: 5 }),
  },
};

function caching(query: string) {
  const document = parse(query);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error("no operation");
  return operationCaching(SCHEMA, document, operation, cacheHints(FACTS));
}

describe("how long an operation's answers may be kept", () => {
  it("is what the type of a field says where the field says nothing", () => {
    expect(caching("{ teams { id } }")).toEqual({ maxAge: 60, private: false, unhinted: false });
  });

  it("is what the field says where it does, and the least of all fields", () => {
    expect(caching("{ team { id } }").maxAge).toBe(30);
    expect(caching("{ team { ...F } } fragment F on Team { name }").maxAge).toBe(5);
  });

  it("leaves a leaf, and what inherits, to what holds it", () => {
    expect(caching("{ teams { id members { name } } }")).toEqual({ maxAge: 60, private: false, unhinted: false });
  });

  it("is open where a root field or an object says nothing", () => {
    expect(caching("{ now }")).toEqual({ maxAge: null, private: false, unhinted: true });
    expect(caching("{ teams { leader { name } } }")).toEqual({ maxAge: 60, private: false, unhinted: true });
  });

  it("is one asker's own as soon as one field is", () => {
    expect(caching("{ teams { id } me { name } }")).toEqual({ maxAge: 10, private: true, unhinted: false });
  });

  it("says nothing of questions about the schema", () => {
    expect(caching("{ __typename __schema { types { name } } }")).toEqual({ maxAge: null, private: false, unhinted: false });
  });
});

describe("a subgraph's Cache-Control", () => {
  it.each([
    ["max-age=60, public", { maxAge: 60, private: false }],
    ["public, MAX-AGE=60, s-maxage=5", { maxAge: 5, private: false }],
    ["private, max-age=9", { maxAge: 9, private: true }],
    ["no-store, max-age=60", { maxAge: 0, private: false }],
    ["max-age=a lot", { maxAge: 0, private: false }],
    ["max-age=-1", { maxAge: 0, private: false }],
    ["public", { maxAge: null, private: false }],
    ["", { maxAge: null, private: false }],
  ])("%j allows %j", (header, allowed) => expect(readCacheControl(header)).toEqual(allowed));
});
