import fc from "fast-check";
import { parse, visit } from "graphql";
import { eachNode } from "./each-node";
import { randomDocument } from "./testing/random-document";
import { SAMPLE } from "./testing/sample-schema";

const walked = (query: string): { ours: readonly string[]; theirs: readonly string[] } => {
  const document = parse(query);
  const [ours, theirs]: [string[], string[]] = [[], []];
  eachNode(document, { enter: ({ kind }) => void ours.push(`> ${kind}`), leave: ({ kind }) => void ours.push(`< ${kind}`) });
  visit(document, { enter: ({ kind }) => void theirs.push(`> ${kind}`), leave: ({ kind }) => void theirs.push(`< ${kind}`) });
  return { ours, theirs };
};

const EVERY_KIND = `
  query Q($a: [Int!]! = [1, 2] @x, $b: In = {c: {d: [ENUM, null, true, 1.5, "s"]}}) @y(z: $a) {
    alias: field(e: $b) @include(if: true) { id ... on T @z { id } ... @z { id } ...F @z(a: 1) }
  }
  fragment F on T @w { id }
  mutation { do(it: """block""") }
`;

describe("looking at each node", () => {
  it("meets what the walk of graphql-js meets, in its order, in a document of every kind of node", () => {
    const { ours, theirs } = walked(EVERY_KIND);
    expect(ours).toEqual(theirs);
    expect(new Set(theirs).size).toBeGreaterThan(40);
  });

  it("meets it in random documents too", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 10, maxLength: 60 }), (numbers) => {
        const { ours, theirs } = walked(randomDocument(SAMPLE, numbers).query);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 100, seed: 11 },
    );
  });

  it("doesn't look into what defines types", () => {
    const met: string[] = [];
    eachNode(parse("type A @x { b: Int } query { c }"), { enter: ({ kind }) => void met.push(kind) });
    expect(met).toEqual(["Document", "ObjectTypeDefinition", "OperationDefinition", "SelectionSet", "Field", "Name"]);
  });
});
