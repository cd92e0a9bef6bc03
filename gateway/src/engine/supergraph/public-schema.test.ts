import { buildASTSchema, introspectionFromSchema, parse, printSchema, validateSchema } from "graphql";
import { describeDefinition } from "./describe-definition";
import { buildPublicSchema } from "./public-schema";

const PIECES = [
  "directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT\nschema { query: Root mutation: Change }",
  `
    "What can be asked."
    type Root implements Named & Node { id: ID!, name: String @deprecated(reason: "Old."), find(by: Filter = { kinds: [A] }, at: Day): [Found!]! }
    interface Node { id: ID! }
    interface Named implements Node { id: ID!, name: String }
  `,
  `
    union Found = Root | Other
    type Other { self: Other, root: Root! }
    type Change { do(what: Kind! = B): Root }
  `,
  `
    enum Kind { A "The second." B @deprecated }
    input Filter { kinds: [Kind!] = [B], inner: Filter, text: String = "x\\"y" }
    input One @oneOf { a: Int, b: Int }
    scalar Day @specifiedBy(url: "https://example.org/day")
  `,
];

describe("A public schema built in slices", () => {
  it("is the one that graphql-js builds at once", async () => {
    const described = PIECES.map((piece) => JSON.stringify(parse(piece).definitions.map(describeDefinition)));
    const schema = await buildPublicSchema(described);
    const whole = buildASTSchema(parse(PIECES.join("\n")));
    expect(printSchema(schema)).toBe(printSchema(whole));
    expect(introspectionFromSchema(schema)).toEqual(introspectionFromSchema(whole));
    expect(schema.getPossibleTypes(schema.getType("Named") as never).map(String)).toEqual(["Root"]);
    expect(validateSchema(schema)).toEqual([]);
  });
});
