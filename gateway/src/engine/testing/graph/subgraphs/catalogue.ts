/** Books, films and games behind one interface with a key: the types that every other subgraph adds to. */
export const catalogue = `
extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@inaccessible", "@composeDirective", "@cost", "@listSize"])
  @link(url: "https://catalogue.example/shelf/v1.0", import: ["@shelf"])
  @composeDirective(name: "@shelf")

directive @shelf(row: Int!) on OBJECT | FIELD_DEFINITION

scalar Date
scalar Json

type Query {
  media(id: ID!): Media
  medias(ids: [ID!], first: Int = 3): [Media]! @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
  book(isbn: ID!): Book
  books(filter: BookFilter, first: Int = 3, draft: Boolean = false @inaccessible): [Book!]! @cost(weight: 5) @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
  game(code: GameCodeInput!): Game
  matrix(rows: Int = 2, columns: Int = 2): [[Book]!]!
  catalogueSize: Int! @shareable
}

type Mutation {
  retitle(id: ID!, title: String!): Media
  countCatalogue(by: Int = 1): Int!
}

interface Media @key(fields: "id") {
  id: ID!
  title: String!
  year: Int
  genres: [Genre!]!
  creators(first: Int = 2): [Person!]!
  related(first: Int = 2): [Media]
  sequel: Media
}

type Book implements Media @key(fields: "id") @key(fields: "isbn") @shelf(row: 1) @tag(name: "public") {
  id: ID!
  isbn: ID!
  title: String! @shareable
  year: Int
  genres: [Genre!]!
  creators(first: Int = 2): [Person!]!
  related(first: Int = 2): [Media]
  sequel: Book
  pages: Int!
  summary(length: Int = 10): String @shelf(row: 2)
  chapters: [Chapter!]
  shelfMark: ShelfMark @inaccessible
  published: Date
  extra(of: Json): Json
}

type Film implements Media @key(fields: "id") @key(fields: "id title") {
  id: ID!
  title: String! @shareable
  year: Int
  genres: [Genre!]!
  creators(first: Int = 2): [Person!]!
  related(first: Int = 2): [Media]
  sequel: Media
  length(unit: Unit = MINUTES): Int!
  director: Person
  cast: [[Person!]!]
}

type Game implements Media @key(fields: "id") @key(fields: "code { maker { name } serial }") {
  id: ID!
  code: GameCode!
  title: String!
  year: Int
  genres: [Genre!]!
  creators(first: Int = 2): [Person!]!
  related(first: Int = 2): [Media]
  sequel: Game
  length: Float
  levels(between: Range = { from: 1, to: 3 }): [Int]
}

type Chapter @shareable {
  heading: String!
  pages: Int
  notes: [String]!
}

type GameCode @shareable {
  maker: Maker!
  serial: Int!
}

type Maker @shareable {
  name: String!
}

type ShelfMark @inaccessible {
  row: Int!
}

type Person @key(fields: "id", resolvable: false) {
  id: ID!
}

input BookFilter {
  text: String
  year: Int = 1990
  genres: [Genre!]
  pages: Range
  secret: String @inaccessible
}

input Range {
  from: Int! = 0
  to: Int
}

input GameCodeInput {
  maker: String!
  serial: Int!
}

enum Genre {
  CRIME
  POETRY
  SCIENCE @deprecated(reason: "Read TEXTBOOK")
  TEXTBOOK
}

enum Unit {
  MINUTES
  HOURS
}
`;
