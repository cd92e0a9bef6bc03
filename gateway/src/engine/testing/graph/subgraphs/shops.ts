/** Shops and what they offer: composite and nested keys, arguments that others require, a union with an inaccessible member. */
export const shops = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@tag"])

scalar Json

type Query {
  shop(id: ID!): Shop
  shops(first: Int = 2): [Shop]
  offer(sku: ID!): Offer
  offers(filter: OfferFilter = { conditions: [NEW, USED] }, first: Int = 3): [Offer!]!
  display(first: Int = 3): [Display]! @shareable
  window(first: Int = 3): [Display]!
  stock(order: ReviewOrder): [Thing!]
}

type Mutation {
  reweigh(sku: ID!, weight: Float!): Offer
  countShops: Int!
}

interface Named {
  name: String
}

type Shop implements Named @key(fields: "id") {
  id: ID!
  name: String! @shareable
  open: Boolean!
  place: Place
  offers(first: Int = 2, conditions: [Condition!]): [Offer!]!
  settings: Json
}

type Offer @key(fields: "shop { id } number") @key(fields: "sku") {
  shop: Shop!
  number: Int!
  sku: ID!
  price(currency: Currency = EUR): Price!
  weight: Float
  size: Size
  condition: Condition!
  book: Book!
  note: String
  contents(first: Int = 2): [Thing!]!
  gift: Thing
}

interface Thing {
  name: String!
}

type Toy implements Thing {
  name: String!
  age: Int
  parts: [Tool!]
}

type Tool implements Thing {
  name: String!
  power: Float
  spare: Thing
}

type Size @shareable {
  width: Int!
  height: Int!
  unit: String
}

type Price @shareable {
  amount: Float!
  currency: Currency!
}

type Book @key(fields: "isbn") {
  isbn: ID!
  offers(first: Int = 2): [Offer!]
  cheapest(condition: Condition): Offer
  listPrice(currency: Currency): Price
}

type Place @key(fields: "id", resolvable: false) {
  id: ID!
}

union Display = Book | Shop | Vault

type Vault @inaccessible {
  code: String!
}

input OfferFilter {
  conditions: [Condition!]! = [NEW]
  below: Float
}

enum Condition {
  NEW
  USED
}

enum Currency {
  EUR
  USD
  KES
}

enum ReviewOrder {
  NEWEST
  BEST
}
`;
