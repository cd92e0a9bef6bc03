/** Finds things of any kind: unions and interfaces over stubs, with some of their fields provided. */
export const search = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@provides", "@shareable"])

type Query {
  search(text: String!, kinds: [Kind!] = [BOOK, FILM], first: Int = 4): [Found]! @provides(fields: "... on Book { title } ... on Person { nick }")
  node(id: ID!): Node
  nodes(ids: [ID]!): [Node]!
  display(first: Int = 3): [Display]! @shareable
  featured: Display
  pick: Media @provides(fields: "... on Film { title }")
}

interface Node {
  id: ID!
}

interface Media {
  id: ID!
}

union Found = Book | Film | Person

union Display = Film | Person | Book

type Book implements Node & Media @key(fields: "id") {
  id: ID!
  title: String! @external
  hits: Int
}

type Film implements Node & Media @key(fields: "id") {
  id: ID!
  title: String! @external
  hits: Int!
}

type Person implements Node @key(fields: "id", resolvable: false) {
  id: ID!
  nick: String @external
}

type Shop implements Node @key(fields: "id", resolvable: false) {
  id: ID!
}

enum Kind {
  BOOK
  FILM
  PERSON
}
`;
