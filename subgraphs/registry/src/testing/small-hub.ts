import { composeOrFail } from "./compose-or-fail";

/** A hub of three subgraphs, small enough to compose in a moment. */
export const SMALL_HUB = [
  {
    name: "teams",
    sdl: `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@tag", "@inaccessible"])

type Query {
  "Every team."
  teams(first: Int): [Team!]!
  team(id: ID!): Team
}

type Subscription {
  teamChanged: Team
}

"A team."
type Team @key(fields: "id") {
  "Its code."
  id: ID!
  "Its name."
  name: String!
  "What it was given to do."
  mandate: String
  "Who answers for it; for its moderators alone."
  email: String @tag(name: "private")
  kind: TeamKind!
  leads: [Organization!]!
}

"Kinds of team."
enum TeamKind {
  "Works on a line."
  LINE
  "Works on a theme."
  THEME
}

type Organization @key(fields: "id", resolvable: false) {
  id: ID!
}

interface Dated {
  since: String
}

type Page @shareable {
  hasNextPage: Boolean!
}
`,
  },
  {
    name: "stakeholders",
    sdl: `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

type Query {
  organizations(filter: OrganizationFilter): [Organization!]!
}

type Organization @key(fields: "id") {
  id: ID!
  name: String!
  website: String
}

input OrganizationFilter {
  text: String
  kinds: [OrganizationKind!]
}

enum OrganizationKind {
  COMPANY
  MOVEMENT
}

union Party = Organization | Person

type Person {
  name: String
}

type Instrument @key(fields: "id") {
  id: ID!
  title: String
}

scalar Date
`,
  },
  {
    name: "findings",
    sdl: `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

type Team @key(fields: "id") {
  id: ID!
  drafts: Int
}
`,
  },
] as const;

let composed: string | undefined;

/** What it composes to. */
export function smallSupergraph(): string {
  composed ??= composeOrFail(SMALL_HUB.map(({ name, sdl }) => ({ name, url: `in-process:${name}`, sdl })));
  return composed;
}

/** What an honest agency publishes beside that. */
export const HONEST = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])

type Query {
  agency: AgencyDescriptor!
  changes(after: String, first: Int!): ChangePage!
  nordlys_clinics(place: String): [nordlys_Clinic!]
}

type Team @key(fields: "id") {
  id: ID!
  name: String! @external
  nordlys_staff: Int
  nordlys_title: String @requires(fields: "name")
  nordlys_clinic: nordlys_Clinic
}

type nordlys_Clinic @key(fields: "id") {
  id: ID!
  beds: Int!
  team: Team
}

type AgencyDescriptor {
  id: ID!
  name: String!
}

type ChangePage {
  changes: [Change!]!
}

type Change {
  cursor: String!
  operation: String!
}
`;
