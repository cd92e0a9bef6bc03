/** Payments of accounts, which it knows by another key than those who own them. */
export const ledger = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible"])

type Query {
  payments(first: Int = 2, during: Window): [Payment!]!
  payment(reference: PaymentReference!): Payment
}

type Account @key(fields: "iban") {
  iban: ID!
  payments(first: Int = 2, between: Span): [Payment!]
  total: Float
}

type Payment @key(fields: "id") {
  id: ID!
  amount: Float!
  from: Account!
  to: Account
  for: Offer
  parts: [[[Float!]]!]
}

type Offer @key(fields: "sku", resolvable: false) {
  sku: ID!
}

input Window {
  from: Int
  zone: String
}

input Span {
  from: Int! = 2003
  to: Int! = 2025
}

input PaymentReference {
  account: ID
  ids: [ID!]! = ["y1"]
}
`;
