/** Places in places: a self-reference, and fields taken over from the archive, whole and by degrees. */
export const places = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@override", "@tag"])

scalar Json

type Query {
  place(id: ID!): Place
  places(first: Int = 3): [Place!]!
}

interface Named {
  name: String
}

type Place implements Named @key(fields: "id") {
  id: ID!
  name: String
  parent: Place
  children(first: Int = 2): [Place!]!
  neighbours: [Place]
  area: Float @override(from: "archive")
  population(year: Int = 2025): Int @override(from: "archive", label: "percent(40)")
  climate: Climate @override(from: "archive", label: "new-climate")
  shops(first: Int = 2): [Shop!]!
  shape: Json
}

type Shop @key(fields: "id") {
  id: ID!
  name: String @shareable
  rank(among: ID): Int
}

enum Climate {
  HOT
  MILD
  COLD
}
`;
