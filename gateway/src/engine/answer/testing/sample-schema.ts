import { buildSchema } from "graphql";

/** A public schema with everything that a projection has to do with. */
export const sampleSchema = buildSchema(`
  directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  scalar Json
  enum Kind { STATE AGENCY }
  interface Node { id: ID! }
  interface Party implements Node { id: ID! name: String teams(first: Int): [Team!] }
  type Organization implements Party & Node { id: ID! name: String! kind: Kind teams(first: Int): [Team!] seat: Place! tags: [[String!]] }
  type Person implements Party & Node { id: ID! name: String teams(first: Int): [Team!] age: Int score: Float! friend: Person kinds: [Kind!]! }
  type Team implements Node { id: ID! title: String! members: [Party!]! lead: Party place: Place budget: Float! open: Boolean notes: Json matrix: [[Place!]!]! root: Query }
  type Place { code: String city: String! within: Place }
  union Found = Organization | Person | Team
  type Query {
    teams: [Team]
    team(id: ID): Team!
    found(text: String, limit: Int = 3): [Found]
    party: Party
    node: Node
    place: Place
    grid: [[Found!]]
    constructor: String
    toString: Place
  }
  type Mutation { rename(name: String!): Team open: Boolean! }
  type Subscription { renamed: Team }
`);
