/** The SDL of an agency that tests mirror: fields of its own on the hub's things, and things of its own. */
export const AGENCY_SDL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external"])

type Query {
  nord_report(year: Int!): nord_Report
}

type Activity @key(fields: "id") {
  id: ID!
  nord_score: Int
  nord_stage(language: String = "en"): String
  nord_needs(year: Int!): Int
  nord_contact: nord_Contact
  nord_sites: [nord_Site!]
  nord_partner: Organization
  nord_subject: nord_Subject
}

type Organization @key(fields: "id") {
  id: ID!
  nord_rank: Int
}

type nord_Contact {
  office: String!
  floor: Int
}

type nord_Site @key(fields: "code") {
  code: ID!
  opened: Date
}

union nord_Subject = nord_Contact | nord_Site

type nord_Report {
  text: String
}

scalar Date
`;
