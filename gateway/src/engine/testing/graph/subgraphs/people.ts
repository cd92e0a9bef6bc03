/** People, who know each other: cycles, a key that may be null, values in values. */
export const people = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@inaccessible"])

scalar Date

type Query {
  person(id: ID!): Person
  people(where: PersonFilter, first: Int = 3): [Person!]!
  byEmail(email: String!): Person
  catalogueSize: Int! @shareable
}

type Mutation {
  befriend(one: ID!, other: ID!): [Person!]!
  countPeople: Int!
}

interface Named {
  name: String
}

type Person implements Named @key(fields: "id") @key(fields: "email") {
  id: ID!
  email: String
  name: String!
  nick: String @shareable
  born: Date @tag(name: "private")
  motto: String
  height: Float
  address: Address
  addresses(first: Int = 2): [Address!]!
  spouse: Person
  mentor: Person!
  friends(first: Int = 2, order: PersonOrder): [Person!]
  knows(depth: Int = 1): [[Person]]
  passport: String! @inaccessible
}

type Address @shareable {
  street: String
  number: Int!
  place: Place
}

type Place @key(fields: "id", resolvable: false) {
  id: ID!
}

input PersonFilter {
  name: String
  born: Date
  any: [PersonFilter!]
  age: AgeRange = { least: 18 }
}

input AgeRange {
  least: Int = 0
  most: Int
}

enum PersonOrder {
  NAME
  BORN
}
`;
