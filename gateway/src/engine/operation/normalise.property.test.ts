import fc from "fast-check";
import { parse, print, validate } from "graphql";
import { EngineError } from "../engine-error";
import { compileInputs } from "./coerce-inputs";
import { InputChecks } from "./input-checks";
import { normalise } from "./normalise";
import type { NormalisedOperation } from "./normalised-operation";
import { answerThrough, answerTo } from "./testing/answers";
import { randomDocument } from "./testing/random-document";
import { SAMPLE } from "./testing/sample-schema";
import { VARIANTS, withOtherLiterals } from "./testing/variants";

const numbers = fc.array(fc.nat(10_000), { minLength: 100, maxLength: 400 });
const documents = numbers
  .map((tape) => randomDocument(SAMPLE, tape))
  .filter(({ query }) => validate(SAMPLE, parse(query)).length === 0 && !asksAboutSchemaBelow(query));

/** Which is valid, and refused. */
function asksAboutSchemaBelow(query: string): boolean {
  try {
    normalised({ query });
    return false;
  } catch (error) {
    if (error instanceof EngineError && error.code === "BAD_REQUEST") return true;
    throw error;
  }
}

function normalised({ query }: { readonly query: string }) {
  return normalise(SAMPLE, parse(query), null, 10_000);
}

describe("any valid document, normalised", () => {
  it("asks what it asked before: the same data in the same order, the same errors at the same paths", async () => {
    await fc.assert(
      fc.asyncProperty(documents, async ({ query, variables }) => {
        const document = parse(query);
        const operation = normalised({ query });
        const definition = document.definitions[0];
        if (definition?.kind !== "OperationDefinition") throw new Error("no operation");
        const coerce = compileInputs({
          schema: SAMPLE,
          query,
          operation: definition,
          normalised: operation,
          checks: new InputChecks(20),
          mostErrors: 20,
        });
        const direct = await answerTo(SAMPLE, document, variables);
        const through = await answerThrough(SAMPLE, operation, coerce(variables), variables);
        expect(JSON.stringify(through.data)).toBe(JSON.stringify(direct.data));
        expect(through.paths).toEqual(direct.paths);
      }),
      { seed: 2003, numRuns: 300 },
    );
  });

  it("is a valid document of its own, and stays as it is when normalised again", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const { text } = normalised(document);
        expect(validate(SAMPLE, parse(text))).toEqual([]);
        expect(normalised({ query: text }).text).toBe(text);
      }),
      { seed: 2003, numRuns: 300 },
    );
  });

  it.each(Object.entries(VARIANTS))("has the text, and the values, that it has %s", (_name, variant) => {
    fc.assert(
      fc.property(documents, (document) => {
        const one = normalised(document);
        const other = normalised({ query: variant(SAMPLE, parse(document.query)) });
        expect(other.text).toBe(one.text);
        expect(literals(other)).toEqual(literals(one));
      }),
      { seed: 2003, numRuns: 40 },
    );
  });

  it("has the text that it has with other values in its arguments", () => {
    fc.assert(
      fc.property(documents, ({ query }) => {
        const other = print(withOtherLiterals(SAMPLE, parse(query)));
        fc.pre(validate(SAMPLE, parse(other)).length === 0);
        expect(normalised({ query: other }).text).toBe(normalised({ query }).text);
      }),
      { seed: 2003, numRuns: 100 },
    );
  });
});

function literals({ inputs }: NormalisedOperation): readonly unknown[] {
  return inputs.map((input) => ("value" in input ? input.value : null));
}
