import { parse } from "graphql";
import { notMirrored } from "./not-mirrored";

const SDL = `
  type Query { nord_report(year: Int!): nord_Report }
  type Activity @key(fields: "id") { id: ID! nord_score: Int nord_stage(language: String = "en"): String nord_needs(year: Int!): Int }
  type nord_Report { text: String }
`;

test("what a mirror can't answer is listed for whoever publishes", () => {
  const listed = notMirrored({ document: parse(SDL) }).map((line) => line.split(":")[0]);
  expect(listed).toEqual(["Query.nord_report", "Activity.nord_stage", "Activity.nord_needs"]);
});
