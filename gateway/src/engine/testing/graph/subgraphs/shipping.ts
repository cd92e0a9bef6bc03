/** What sending an offer takes: fields that require others', nested, with arguments, of lists and of interfaces. */
export const shipping = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable"])

type Query {
  parcel(number: Int!): Parcel
  parcels(first: Int = 2): [Parcel!]
}

type Shop @key(fields: "id", resolvable: false) {
  id: ID!
}

type Offer @key(fields: "shop { id } number") {
  shop: Shop!
  number: Int!
  weight: Float @external
  size: Size @external
  price(currency: Currency = EUR): Price! @external
  book: Book! @external
  contents(first: Int = 2): [Thing!]! @external
  gift: Thing @external
  postage(express: Boolean = false, to: ID): Float @requires(fields: "weight size { width height }")
  quote: String @requires(fields: "price(currency: USD) { amount currency }")
  insurance(rate: Float = 0.5): String! @requires(fields: "price(currency: KES) { amount } book { pages }")
  packing(paper: Boolean): [String!]! @requires(fields: "contents(first: 3) { name ... on Toy { age parts { name } } ... on Tool { power } } gift { name ... on Toy { age } }")
}

type Book @key(fields: "isbn") {
  isbn: ID!
  pages: Int! @external
}

interface Thing {
  name: String!
}

type Toy implements Thing @external {
  name: String!
  age: Int
  parts: [Tool!]
}

type Tool implements Thing @external {
  name: String!
  power: Float
}

type Size @external {
  width: Int!
  height: Int!
}

type Price @external {
  amount: Float!
  currency: Currency!
}

type Parcel {
  number: Int!
  offers(first: Int = 2): [Offer!]!
  heaviest: Offer
  state: ParcelState
}

enum ParcelState {
  PACKED
  SENT
}

enum Currency {
  EUR
  USD
  KES
}
`;
