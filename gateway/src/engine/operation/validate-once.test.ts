import fc from "fast-check";
import { type GraphQLError, parse, specifiedRules, validate } from "graphql";
import { deferRule } from "./defer-rule";
import { randomDocument } from "./testing/random-document";
import { SAMPLE } from "./testing/sample-schema";
import { validateOnce } from "./validate-once";

const RULES = [...specifiedRules, deferRule];
const MOST = 20;

const told = (errors: readonly GraphQLError[]) => errors.map((error) => error.toJSON());
const outcome = (check: () => readonly GraphQLError[]): unknown => {
  try {
    return told(check());
  } catch (error) {
    return String(error);
  }
};
const both = (query: string, most = MOST): [unknown, unknown] => {
  const document = parse(query);
  return [
    outcome(() => validateOnce(SAMPLE, document, RULES, most)),
    outcome(() => validate(SAMPLE, document, RULES, { maxErrors: most })),
  ];
};

const INVALID = [
  "{ nothing plain { id } plain(a: 1) }",
  "{ things(first: []) { id { id } ...A ...B } } fragment A on Thing { ...A } fragment A on Nothing { id }",
  "query ($a: Int, $a: Nothing!, $b: Thing) { plain @skip(if: $c) @skip(if: 1) @nothing } query { plain }",
  "{ x: plain x: things(first: 1) { id } ... on Thing { id } ...F } fragment F on Thing { id } fragment G on String { id }",
  "mutation { rename(name: {a: 1, a: 2}) { id } } type Query { a: Int } subscription { a b ...F @defer(label: 1) }",
  "subscription { plain @skip(if: true) }",
  '{ things(first: "many") { id @defer ... @defer(if: $nothing, label: "a") { id } ... @defer(label: "a") { id } } }',
];

describe("validation in one walk", () => {
  it("tells what graphql-js tells of documents that are wrong in many ways", () => {
    for (const query of INVALID) {
      const [ours, theirs] = both(query);
      expect(ours).toEqual(theirs);
      expect(theirs).not.toEqual([]);
    }
  });

  it("gives up where graphql-js does", () => {
    for (const count of [0, 1, MOST - 1, MOST, MOST + 1, 3 * MOST]) {
      const [ours, theirs] = both(`{ plain ${Array.from({ length: count }, (_, at) => `nothing${at}`).join(" ")} }`);
      expect(ours).toEqual(theirs);
      expect(theirs).toHaveLength(Math.min(count, MOST + 1));
    }
  });

  it("tells what graphql-js tells of random documents, and of what is left of them when a word is taken out or doubled", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 10, maxLength: 60 }), fc.nat(), fc.boolean(), (numbers, at, doubles) => {
        const words = randomDocument(SAMPLE, numbers).query.split(/(?<=[\s{}()])/);
        const place = at % words.length;
        const changed = words.flatMap((word, index) => (index === place ? (doubles ? [word, " ", word] : []) : [word])).join("");
        for (const query of [words.join(""), changed]) {
          if (!isDocument(query)) continue;
          const [ours, theirs] = both(query);
          expect(ours).toEqual(theirs);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

function isDocument(query: string): boolean {
  try {
    parse(query);
    return true;
  } catch {
    return false;
  }
}
