import fc from "fast-check";
import { GraphQLError, type GraphQLSchema, getVariableValues, isScalarType, parse } from "graphql";
import { EngineError } from "../engine-error";
import { chosenOperation } from "./chosen-operation";
import { compileInputs } from "./coerce-inputs";
import { InputChecks } from "./input-checks";
import { InvalidInputs } from "./invalid-inputs";
import { normalise } from "./normalise";
import { SAMPLE } from "./testing/sample-schema";

function compiled(query: string, schema: GraphQLSchema = SAMPLE) {
  const document = parse(query);
  const operation = chosenOperation(document, null);
  if (operation instanceof GraphQLError) throw operation;
  const normalised = normalise(schema, document, null, 1_000);
  return { operation, coerce: compileInputs({ schema, query, operation, normalised, checks: new InputChecks(16), mostErrors: 5 }) };
}

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was refused");
}

describe("the values of a text's variables", () => {
  it("are the client's as it sent them, under the text's names, beside the literals", () => {
    const { coerce } = compiled("query ($id: ID!, $f: Filter) { thing(id: $id) { id } things(filter: $f, first: 9) { id } }");
    const f = { ranges: { from: 1 }, ids: 5 };
    const values = coerce({ id: 7, f, more: "isn't asked for" });
    expect(values).toEqual({ _0: 7, _1: f, _2: 9 });
    expect(values._1).toBe(f);
  });

  it("are those of defaults where the client gives none, are null where it gives null, and absent where there is neither", () => {
    const { coerce } = compiled(
      'query ($a: Range = { from: 1 }, $b: Int = 4, $c: String, $d: Date = 2026, $e: Date = "2026-01-01") { cat(range: $a) { id } things(first: $b) { id } text(value: $c, on: $d, dates: [$e]) }',
    );
    expect(coerce({})).toEqual({ _0: { from: 1 }, _1: 4, _2: "2026-01-01" });
    expect(coerce(undefined)).toEqual({ _0: { from: 1 }, _1: 4, _2: "2026-01-01" });
    expect(coerce({ a: null, b: null, c: null, d: null, e: null })).toEqual({ _0: null, _1: null, _2: null, _3: null, _4: null });
  });

  it("hold nothing of the prototype's, whatever variables are called", () => {
    const { coerce } = compiled(
      "query ($__proto__: String, $constructor: String) { text(value: $__proto__) a: text(value: $constructor) }",
    );
    expect(coerce({})).toEqual({});
    expect(coerce(JSON.parse('{ "__proto__": "x", "constructor": "y" }'))).toEqual({ _0: "x", _1: "y" });
  });

  it("are one and the same object each time where the client has no say", () => {
    const { coerce } = compiled("{ things(first: 9) { id } }");
    expect(coerce({})).toBe(coerce(undefined));
  });
});

describe("variables that can't be used", () => {
  const types = [
    "Int",
    "Int!",
    "Float",
    "ID!",
    "[Int!]",
    "[[Int]]",
    "Colour",
    "Filter",
    "[Range!]!",
    "By",
    "Boolean = true",
    "String",
    "Date",
  ];
  const values = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(null, 0, 1, -0, 2.5, 2 ** 31, 2 ** 31 - 1, Number.NaN, "x", "", "RED", "PINK", true, undefined),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("from", "to", "text", "ids", "colour", "ranges", "not", "id", "name", "range", "unknown"), tie("any"), {
        maxKeys: 3,
      }),
    ),
  })).any;

  it("are refused in graphql-js's words, and exactly those that it refuses", () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.option(values, { nil: "absent" }), (type, value) => {
        const { operation, coerce } = compiled(`query ($v: ${type}) { plain @include(if: false) a: plain }`);
        const variables = value === "absent" ? {} : { v: value };
        const { errors } = getVariableValues(SAMPLE, operation.variableDefinitions ?? [], variables, { maxErrors: 5 });
        if (errors === undefined) {
          expect(coerce(variables)).toEqual({});
          return;
        }
        const told = errorOf(() => coerce(variables));
        expect(told).toBeInstanceOf(InvalidInputs);
        expect((told as InvalidInputs).errors.map((error) => error.toJSON())).toEqual(errors.map((error) => error.toJSON()));
      }),
      { seed: 2003, numRuns: 2_000 },
    );
  });

  it("are told with their places in the document, several at once, as BAD_INPUT", () => {
    const { coerce } = compiled("query (\n  $a: Int!\n  $b: Colour\n) { things(first: $a) { id } colours(of: [$b]) }");
    const told = errorOf(() => coerce({ b: "PINK" })) as InvalidInputs;
    expect(told).toMatchObject({ code: "BAD_INPUT", message: 'Variable "$a" of required type "Int!" was not provided.' });
    expect(told.errors.map(({ message, locations }) => [message, locations])).toEqual([
      ['Variable "$a" of required type "Int!" was not provided.', [{ line: 2, column: 3 }]],
      ['Variable "$b" got invalid value "PINK"; Value "PINK" does not exist in "Colour" enum.', [{ line: 3, column: 3 }]],
    ]);
  });

  it("are refused too where nothing that is left of the operation uses them", () => {
    const { coerce } = compiled("query ($a: Int!) { plain ... @include(if: false) { things(first: $a) { id } } }");
    expect(() => coerce({ a: "x" })).toThrow(InvalidInputs);
  });

  it("are refused where a condition is null", () => {
    const { coerce } = compiled("query ($v: Boolean = true) { plain @include(if: $v) }");
    expect(coerce({})).toEqual({ _0: true });
    expect(() => coerce({ v: null })).toThrow('Argument "if" of non-null type "Boolean!" must not be null.');
  });

  it.each([
    ["an input type that holds itself", "Filter", (value: unknown) => ({ not: value })],
    ["a custom scalar", "Json", (value: unknown) => [value]],
  ])("are refused before anything walks them where %s is nested too deeply", (_what, type, around) => {
    const { coerce } = compiled(`query ($v: ${type}) { plain @include(if: false) a: plain }`);
    let value: unknown = null;
    for (let level = 0; level < 100_000; level += 1) value = around(value);
    const told = errorOf(() => coerce({ v: value }));
    expect(told).toBeInstanceOf(EngineError);
    expect(told).toMatchObject({ code: "QUERY_TOO_LARGE" });
  });
});

describe("a custom scalar's parser", () => {
  const schema = parsing((value) => {
    if (value === "yesterday") throw new GraphQLError("A date, please.");
    return { parsed: value };
  });

  it("judges the client's value, which goes on as it was sent", () => {
    const { coerce } = compiled("query ($on: Date, $f: Filter) { text(on: $on) things(filter: $f) { id } }", schema);
    expect(coerce({ on: "2026-01-01", f: { since: "2026-01-02" } })).toEqual({ _0: "2026-01-01", _1: { since: "2026-01-02" } });
    expect(() => coerce({ on: "yesterday" })).toThrow('Variable "$on" got invalid value "yesterday"; A date, please.');
    expect(() => coerce({ f: { since: "yesterday" } })).toThrow('at "f.since"; A date, please.');
  });

  function parsing(parseValue: (value: unknown) => unknown): GraphQLSchema {
    const { Date: date } = SAMPLE.getTypeMap();
    if (!isScalarType(date)) throw new Error("the sample has no dates");
    const before = date.parseValue;
    beforeAll(() => Object.assign(date, { parseValue }));
    afterAll(() => Object.assign(date, { parseValue: before }));
    return SAMPLE;
  }
});
