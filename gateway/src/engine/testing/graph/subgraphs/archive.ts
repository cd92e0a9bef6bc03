/** The oldest of them, in the words of Federation 1: extensions, and what others have taken over. */
export const archive = `
extend type Query {
  firstEditions(first: Int = 2): [Book!]
}

extend type Place @key(fields: "id") {
  id: ID! @external
  area: Float
  population(year: Int = 2025): Int
  climate: Climate
  history(first: Int = 2): [String]
}

type Book @extends @key(fields: "isbn") {
  isbn: ID! @external
  firstEdition: Int
  donor: Person
  copies: [Copy!]
}

type Film @extends @key(fields: "id title") {
  id: ID! @external
  title: String! @external
  reels: Int
}

type Copy {
  number: Int!
  book: Book!
  state: String
}

extend type Person @key(fields: "id") {
  id: ID! @external
  donated: [Book!]
}

enum Climate {
  HOT
  MILD
  COLD
}
`;
