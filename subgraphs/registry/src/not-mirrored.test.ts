import { DEFAULT_LIMITS } from "./limits";
import { notMirrored } from "./not-mirrored";
import { prepare } from "./prepare";

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { nord_report: Int }
  type Team @key(fields: "id") { id: ID! nord_plain: Int nord_beds(year: Int!): Int nord_note(language: String = "en"): nord_Note }
  type nord_Note { text: String short(length: Int = 10): String cut(length: Int!): String }
`;

it("lists what only an agency's server answers, and with which arguments its mirror does", () => {
  expect(notMirrored(prepare("nord", SDL, DEFAULT_LIMITS))).toEqual([
    "Query.nord_report: a root field is answered by the agency's server alone",
    "Team.nord_beds: with the numbers and codes that people gave for year in the last 30 days",
    "Team.nord_note: with its defaults, and with the numbers and codes that people gave for language in the last 30 days",
    "nord_Note.short: a value within a thing is kept with its defaults alone",
    "nord_Note.cut: a value within a thing isn't kept with length",
  ]);
});
