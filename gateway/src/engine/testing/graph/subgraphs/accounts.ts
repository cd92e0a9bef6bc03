/** What not everybody may see, and values that fields take from what stands around them. */
export const accounts = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@requiresScopes", "@policy", "@context", "@fromContext"])

type Query {
  account(number: ID!): Account
  accounts(first: Int = 2): [Account!]!
  me: Person @authenticated
  audit(first: Int = 2): [Entry!] @policy(policies: [["auditor"]])
}

type Person @key(fields: "email") {
  email: String
  account: Account
  loyalty: Int
  salary: Float @requiresScopes(scopes: [["pay:read", "pay:all"], ["admin"]])
  grade: String @authenticated
}

type Account @key(fields: "number") @context(name: "account") {
  number: ID!
  currency: Currency!
  rate: Float
  opened: String! @authenticated
  owner: Person
  balances(first: Int = 2): [Balance!]!
  main: Balance
}

type Balance @key(fields: "id") {
  id: ID!
  amount: Float
  worth(digits: Int = 2, currency: Currency @fromContext(field: "$account { currency }")): String!
  part(rate: Float @fromContext(field: "$account { rate }")): Float
}

type Entry @requiresScopes(scopes: [["audit"]]) {
  line: String!
  person: Person
}

enum Currency {
  EUR
  USD
  KES
}
`;
