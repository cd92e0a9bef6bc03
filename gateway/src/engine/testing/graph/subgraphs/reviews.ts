/** Reviews, which see every kind of media as one object, and bring their authors' nicks along. */
export const reviews = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@provides", "@shareable", "@interfaceObject", "@requires"])

type Query {
  review(id: ID!): Review
  latestReviews(first: Int = 3, order: ReviewOrder = NEWEST, during: Window): [Review!]!
  bestMedia(first: Int = 2): [Media!]!
  worstMedia: Media
}

type Mutation {
  addReview(input: ReviewInput!): Review!
  countReviews: Int!
}

type Subscription {
  reviewAdded(subject: ID): Review!
  ratingChanged: Media
}

type Media @key(fields: "id") @interfaceObject {
  id: ID!
  title: String! @external
  rating: Float
  reviews(first: Int = 2, order: ReviewOrder = NEWEST): [Review!]
  headline(words: Int = 3): String @requires(fields: "title")
}

type Person @key(fields: "id") {
  id: ID!
  nick: String @external
  reviews(first: Int = 2): [Review!]
  karma: Int!
}

type Review @key(fields: "id") {
  id: ID!
  stars: Int!
  score: Float!
  text(short: Boolean): String
  author: Person @provides(fields: "nick")
  authors: [Person!] @provides(fields: "nick")
  subject: Media!
  replies(first: Int = 1): [Review!]
  parent: Review
  verdict: Verdict
}

union Verdict = Praise | Critique

type Praise {
  words: [String!]!
  strength: Int!
  of: Review
}

type Critique {
  words: [String]
  strength: Float
  by: Person
}

input ReviewInput {
  subject: ID!
  stars: Int! = 3
  text: String
  author: ID
  tags: [[String!]!]
}

input Window {
  from: Int
  to: Int
}

enum ReviewOrder {
  NEWEST
  BEST
  WORST
}
`;
