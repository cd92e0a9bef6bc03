import fc from "fast-check";
import { executeSync, type GraphQLSchema, isNonNullType, isObjectType, parse, validate } from "graphql";
import type { Json } from "../operation/normalised-operation";
import { mergePart } from "../testing/equality/merge-parts";
import { drawOperation } from "../testing/operations/draw-operation";
import { SeededRandom } from "../testing/operations/seeded-random";
import { USUAL_SHARES } from "../testing/operations/shares";
import type { TestOperation } from "../testing/operations/test-operation";
import type { AnswerPath, Gap } from "./projection";
import { ask } from "./testing/ask";
import { type Mishaps, RandomTree, type SourceObject } from "./testing/random-tree";
import { sampleSchema } from "./testing/sample-schema";

const MOST_GAPS = 1000;

const PLAIN_QUERIES = { ...USUAL_SHARES, mutations: 0, introspection: 0, twoOperations: 0, spoilt: 0 };

function validOperation(random: SeededRandom, deferred: number): TestOperation {
  for (;;) {
    const operation = drawOperation(sampleSchema, random, () => null, { ...PLAIN_QUERIES, deferred });
    if (validate(sampleSchema, parse(operation.query)).length === 0) return operation;
  }
}

/** A valid document of its own for each seed, and several trees for it. */
function randomAnswers(seed: number, mishaps: Mishaps, deferred: number) {
  const random = new SeededRandom(seed);
  const operation = validOperation(random, deferred);
  const asked = ask(operation.query);
  const root = sampleSchema.getQueryType();
  if (!isObjectType(root)) throw new Error("there is no root");
  const variables = asked.variables(operation.variables as Readonly<Record<string, Json>>);
  return Array.from({ length: 8 }, () => {
    const { tree, source } = new RandomTree(sampleSchema, random, mishaps).root(root, asked.normalised.selection);
    return { operation, projection: asked.projection, variables, tree, source };
  });
}

function completed({ query, variables }: TestOperation, rootValue: SourceObject) {
  const { data, errors = [] } = executeSync({
    schema: sampleSchema,
    document: parse(query),
    variableValues: variables,
    rootValue,
    fieldResolver: (object: SourceObject, _, __, { path }) => object.values.get(String(path.key)),
    typeResolver: (object: SourceObject) => object.typename,
  });
  return { text: JSON.stringify(data), errors: errors.map(({ path }) => path ?? []) };
}

/** graphql-js takes what wasn't answered for null, and says nothing of it where it may be. */
function isErrorThere({ reason, coordinate }: Gap, schema: GraphQLSchema): boolean {
  if (reason !== "NEVER_ANSWERED") return true;
  const [typeName = "", fieldName = ""] = coordinate.split(".");
  const type = schema.getType(typeName);
  return isObjectType(type) && isNonNullType(type.getFields()[fieldName]?.type);
}

const inOrder = (paths: readonly AnswerPath[]) => paths.map((path) => JSON.stringify(path)).sort();

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("an answer", () => {
  it("is what graphql-js gives for the same data, text for text, with errors at the same places", () => {
    let [characters, plain, lost] = [0, 0, 0];
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { operation, projection, variables, tree, source } of randomAnswers(
          seed,
          { missing: 0.01, null: 0.06, wrong: 0.01 },
          0,
        )) {
          const expected = completed(operation, source);
          const { text, gaps } = projection.write(tree, variables, { mostGaps: MOST_GAPS });
          expect(text).toBe(expected.text);
          expect(inOrder(gaps.filter((gap) => isErrorThere(gap, sampleSchema)).map(({ path }) => path))).toEqual(inOrder(expected.errors));
          if (!JSON.stringify(tree).includes("\\")) {
            expect(projection.write(tree, variables, { mostGaps: MOST_GAPS, plain: true }).text).toBe(expected.text);
            plain += text.length;
          }
          characters += text.length;
          lost += expected.errors.length;
        }
      }),
      { seed: -439459687, numRuns: 250, endOnFailure: true },
    );
    // Neither nearly nothing asked, nor nearly everything lost: else the two would be equal for nothing.
    expect(characters).toBeGreaterThan(100_000);
    expect(plain).toBeGreaterThan(10_000);
    expect(lost).toBeGreaterThan(100);
  });

  it("has in its parts what it has as a whole, where nothing is lost", () => {
    let parts = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { projection, variables, tree } of randomAnswers(seed, { missing: 0, null: 0.06, wrong: 0 }, 1)) {
          const whole = projection.write(tree, variables, { mostGaps: MOST_GAPS });
          if (whole.gaps.length > 0) continue;
          const first = projection.writeFirst(tree, variables, { mostGaps: MOST_GAPS });
          const answer: unknown = JSON.parse(first.text);
          const waiting = [...first.putOff];
          for (const part of waiting) {
            const written = part.write({ mostGaps: MOST_GAPS });
            mergePart(answer, part.path, JSON.parse(written.text));
            waiting.push(...written.putOff);
          }
          expect(answer).toEqual(JSON.parse(whole.text));
          parts += waiting.length;
        }
      }),
      { seed: -439459687, numRuns: 150, endOnFailure: true },
    );
    expect(parts).toBeGreaterThan(200);
  });
});
