/** Duties: requirements upon what itself requires something, in a chain, and with an argument that others give otherwise. */
export const customs = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable", "@inaccessible"])

type Query {
  duties(first: Int = 2): [Offer!]!
}

type Offer @key(fields: "sku") {
  sku: ID!
  postage(express: Boolean = false, to: ID): Float @external
  price(currency: Currency = EUR): Price! @external
  duty(percent: Float = 10): Float @requires(fields: "postage(express: true) price(currency: EUR) { amount }")
  declared: Declaration
}

type Price @external {
  amount: Float!
}

type Declaration {
  text: String!
  state: ParcelState!
  lines(first: Int = 2): [DeclarationLine!]!
}

type DeclarationLine {
  text: String
  hidden: Int! @inaccessible
}

enum ParcelState {
  SENT
  HELD
  LOST @inaccessible
}

enum Currency {
  EUR
  USD
  KES
}
`;
