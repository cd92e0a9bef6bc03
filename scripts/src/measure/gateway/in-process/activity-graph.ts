import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper";
import { type GraphQLSchema, parse } from "graphql";
import { type ActivityRecord, activities } from "./activity-records";
import type { Readers } from "./readers";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n`;

const ACTIVITY = "id: ID! title: String! summary: String status: Status! startedIn: Int! organization: Organization! team: Team";

const SDL = {
  stocktaking: `
    type Query { activities(first: Int = 100): [Activity!]! }
    type Activity @key(fields: "id") { ${ACTIVITY} }
    enum Status { PLANNED RUNNING COMPLETED }
    type Organization @key(fields: "id", resolvable: false) { id: ID! }
    type Team @key(fields: "id", resolvable: false) { id: ID! }`,
  parties: `
    type Organization @key(fields: "id") { id: ID! name: String! country: String }
    type Team @key(fields: "id") { id: ID! name: String! actionLine: String }`,
  budgets: `
    type Activity @key(fields: "id") { id: ID! budgets: [Budget!]! }
    type Budget { id: ID! year: Int! currency: String! amount: Float! }`,
  merged: `
    type Query { activities(first: Int = 100): [Activity!]! }
    type Activity { ${ACTIVITY} budgets: [Budget!]! }
    enum Status { PLANNED RUNNING COMPLETED }
    type Organization { id: ID! name: String! country: String }
    type Team { id: ID! name: String! actionLine: String }
    type Budget { id: ID! year: Int! currency: String! amount: Float! }`,
} as const;

interface Reference {
  readonly id: string;
}

const Query = { activities: (_: unknown, { first }: { readonly first: number }) => activities.slice(0, first) };
const budgetsOf = ({ id }: Reference, _: unknown, readers: Readers) => readers.budgets.load(id);

const RESOLVERS: Readonly<Record<keyof typeof SDL, GraphQLResolverMap<Readers>>> = {
  stocktaking: {
    Query,
    Activity: {
      organization: ({ organization }: ActivityRecord) => ({ id: organization }),
      team: ({ team }: ActivityRecord) => ({ id: team }),
    },
  },
  parties: {
    Organization: { __resolveReference: ({ id }: Reference, readers: Readers) => readers.organizations.load(id) },
    Team: { __resolveReference: ({ id }: Reference, readers: Readers) => readers.teams.load(id) },
  },
  budgets: { Activity: { __resolveReference: (reference: Reference) => reference, budgets: budgetsOf } },
  merged: {
    Query,
    Activity: {
      organization: ({ organization }: ActivityRecord, _: unknown, readers: Readers) => readers.organizations.load(organization),
      team: ({ team }: ActivityRecord, _: unknown, readers: Readers) => readers.teams.load(team),
      budgets: budgetsOf,
    },
  },
};

/** What is asked of both: a hundred activities, each with its organization, its team and its budgets. */
export const ACTIVITIES_QUERY = `query Activities($first: Int) {
  activities(first: $first) {
    id title summary status startedIn
    organization { id name country }
    team { id name actionLine }
    budgets { id year currency amount }
  }
}`;

export const ACTIVITY_SUBGRAPHS = ["stocktaking", "parties", "budgets"] as const;

export function activitySchema(name: keyof typeof SDL): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(name === "merged" ? SDL.merged : LINK + SDL[name]), resolvers: RESOLVERS[name] }]);
}

export function composeActivities(): string {
  const services = ACTIVITY_SUBGRAPHS.map((name) => ({ name, url: "http://in-process/", typeDefs: parse(LINK + SDL[name]) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(`the measured activities don't compose: ${errors?.join("; ")}`);
  return supergraphSdl;
}
