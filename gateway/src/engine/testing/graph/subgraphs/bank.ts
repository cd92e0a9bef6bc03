/** Maps one key of an account to another, so that a chain of keys leads from accounts to the ledger. */
export const bank = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

type Query {
  bankOf(iban: ID!): Account
}

type Account @key(fields: "number") @key(fields: "iban") {
  number: ID!
  iban: ID!
  bank: String
}
`;
