import { type ExecutionResult, execute, type GraphQLError, type GraphQLSchema, parse, validate } from "graphql";
import { everyConstruct, ODD_ROWS, type SampleContext, type Whim } from "../testing/every-construct";
import { Random } from "../testing/random";
import { OperationDrawer } from "../testing/random-operation";
import { compileOperation } from "./compiled-operation";

const schema = everyConstruct();
const DRAWN = 100 * Number(process.env.ACTIONLINE_SOAK_TIMES ?? 1);

/** Does at each place what the seed says, at once: throws, gives null or an error, or the right thing. */
const atOnce =
  (seed: number, percent: number): Whim =>
  (place, value) => {
    const random = new Random(hash(place) ^ seed);
    if (!random.chance(percent)) return value();
    const kind = random.below(3);
    if (kind === 0) throw new Error(`threw at ${place}`);
    return kind === 1 ? null : new Error(`an error at ${place}`);
  };

/** Does the same, and each after a while. */
const later =
  (seed: number, percent: number): Whim =>
  (place, value) => {
    const random = new Random(hash(place) ^ seed);
    if (!random.chance(2 * percent)) return value();
    const wait = ticks(random.below(4));
    return random.chance(50) ? wait.then(value) : wait.then(() => atOnce(seed, 100)(place, value));
  };

async function ticks(most: number): Promise<void> {
  for (let tick = 0; tick < most; tick++) await null;
}

function hash(text: string): number {
  let mixed = 2_166_136_261;
  for (let index = 0; index < text.length; index++) mixed = Math.imul(mixed ^ text.charCodeAt(index), 16_777_619);
  return mixed >>> 0;
}

/** An answer as it is compared: its data as JSON text, so that order counts, and its errors in no order. */
function shown({ data = null, errors = [] }: ExecutionResult) {
  return { data: JSON.stringify(data), errors: [...new Set(errors.map((error) => told(error, data)))].sort() };
}

/**
 * The place that an error made null, and its words where that is its own place. Beneath a place that is lost, it depends
 * on who is first which errors are noted; that the place is lost, and that an error says so, doesn't.
 */
function told({ message, path = [] }: GraphQLError, data: unknown): string {
  let [value, depth] = [data, 0];
  for (; value !== null && depth < path.length; depth++)
    value = (value as Record<string | number, unknown>)[path[depth] as string | number];
  return depth === path.length ? `${path.join(".")}: ${exact(message)}` : `${path.slice(0, depth).join(".")} is lost`;
}

/** Where graphql-js prints a value, a whole type or one of several reasons, the compiled operation is shorter. */
function exact(message: string): string {
  return message
    .replace(/^Runtime Object type "\w+" is not a possible type for ("\w+")\.$/, "Abstract type $1 …")
    .replace(/^(Abstract type "\w+"|Expected value of type "\w+"|Expected `[^.]+).*/s, "$1 …")
    .replace(/^\w+ made nothing of a value$/, "Expected `…");
}

interface Question {
  readonly text: string;
  readonly variables?: Record<string, unknown>;
  readonly whim?: Whim;
  readonly of?: GraphQLSchema;
}

async function bothOf({ text, variables = {}, whim = (_, value) => value(), of = schema }: Question) {
  const document = parse(text);
  expect(validate(of, document).map(({ message }) => message)).toEqual([]);
  const context: SampleContext = { whim };
  const compiled = compileOperation(of, document, () => {
    throw new Error("it was left to graphql-js");
  });
  if (compiled === null) throw new Error(`it isn't compiled: ${text}`);
  const interpreted = await execute({ schema: of, document, variableValues: variables, contextValue: context });
  return { compiled: await compiled(context, variables), interpreted, text };
}

async function expectEqual(question: Question): Promise<ExecutionResult> {
  const { compiled, interpreted, text } = await bothOf(question);
  expect({ text, ...shown(compiled) }).toEqual({ text, ...shown(interpreted) });
  return compiled;
}

const BOOK = "id label pages colour published extra author { id name }";

describe("a compiled query", () => {
  it.each([
    "{ book { id label pages colour published extra told } }",
    "{ a: book { x: id y: id } b: book { z: pages } }",
    "{ book { ...on Book { id } ...on Thing { other: label } ...on Told { told } ...F } } fragment F on Book { id pages ...G } fragment G on Thing { label(loud: true) }",
    "{ things { __typename id label ... on Book { pages } ... on Film { length cast { name } } } }",
    "{ perhaps { id label } }",
    "{ media { __typename ... on Book { id } ... on Song { title authors { name } } ... on Film { book { id } } } }",
    "{ sure { ... on Song { id } ... on Thing { id twin { id twin { id } } } } }",
    "{ told { told ... on Book { id } } }",
    "{ numbers grid strict wrong }",
    "{ book { author { later called broken best { name } friends { name called(times: 3) } } } }",
    '{ echo echo2: echo(text: "x", number: 3, float: 1, flag: true, colour: RED, stamp: "2026-01-01", json: {a: [1, {b: null}]}, list: [[1], [2, 3]], ids: [1, "b"]) }',
    '{ a: echo(filter: {}) b: echo(filter: {inner: {text: null, first: 1}, colours: BLUE}) c: echo(filter: {stamp: "2026-01-01"}) }',
    "{ book @include(if: true) { id @skip(if: false) pages @skip(if: true) label @include(if: false) } }",
    '{ thing(id: 1) { id } other: thing(id: "f0") { id } }',
    "{ book { constructor: id toString: pages hasOwnProperty: label } }",
    "{ __typename book { __typename t: __typename } }",
    "{ _service { sdl } }",
  ])("answers as graphql-js does: %s", async (text) => {
    await expectEqual({ text });
  });

  it.each(Array.from({ length: ODD_ROWS }, (_, row) => row))(
    "serialises leaves as graphql-js does, right ones and wrong ones: row %d",
    async (row) => {
      for (const field of ["string", "int", "float", "flag", "id", "colour", "stamp", "json", "none", "sure"]) {
        await expectEqual({ text: `{ leaves { ${field} } }`, of: everyConstruct({ row }) });
      }
    },
  );

  it("answers representations in their order: known ones, unknown ones, rejected ones, of several types", async () => {
    const text = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Book { ${BOOK} } ... on Film { id length } ... on Person { name } } }`;
    const representations = [
      { __typename: "Book", id: "b0" },
      { __typename: "Film", id: "f1" },
      { __typename: "Film", id: "broken" },
      { __typename: "Book", id: "unknown" },
      { __typename: "Film", id: "unknown" },
      { __typename: "Book", id: "b0" },
      { __typename: "Book", id: "b2" },
    ];
    const answered = (await expectEqual({ text, variables: { r: representations } })).data?._entities;
    expect(Array.isArray(answered) && answered.map((entity) => entity !== null)).toEqual([true, true, false, false, false, true, true]);
    for (const r of [
      [],
      [null],
      null,
      {},
      "x",
      [{ __typename: "Nothing" }],
      [{ __typename: "Song", id: "s0" }],
      [{ __typename: "Thing" }],
      [{}],
      ["x"],
      undefined,
    ])
      await expectEqual({ text, variables: { r } });
  });

  it("answers a reference that rejects, throws, gives an error or nothing at all as graphql-js does", async () => {
    const text =
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Film { id } ... on Book { id pages } ... on Odd { id } } }";
    for (const id of ["rejects", "throws", "gives an error", "gives undefined", "gives text", "gives a number", "is itself"]) {
      await expectEqual({
        text,
        variables: {
          r: [
            { __typename: "Book", id: "b1" },
            { __typename: "Odd", id },
            { __typename: "Film", id: "f0" },
          ],
        },
      });
    }
  });

  it.each([
    { n: 1 },
    {},
    { n: null },
    { n: "x" },
    { n: 1, flag: "yes" },
    { n: 1.5 },
    { n: 1, filter: { first: null } },
    { n: 1, filter: { unknown: 1 } },
    { n: 1, filter: { colours: "RED", stamp: "2026-01-01" } },
    { n: 1, filter: { stamp: "never" } },
    { n: 1, flag: null },
    { n: 1, flag: true, filter: null, ids: [1, "2", null] },
    { n: 1, ids: "one" },
  ])("takes and refuses variables as graphql-js does: %j", async (variables) => {
    const text = `query ($n: Int!, $flag: Boolean = false, $filter: Filter = {colours: [BLUE], stamp: "2026-01-01"}, $ids: [ID!], $colour: Colour) {
      a: echo(number: $n, flag: $flag, filter: $filter, ids: $ids, colour: $colour) b: echo(filter: {first: $n, inner: $filter}) c: echo(list: [[$n]]) }`;
    await expectEqual({ text, variables });
  });

  it("decides about conditions by each request's variables", async () => {
    const text =
      "query ($a: Boolean!, $b: Boolean = true) { book { id @include(if: $a) ... @skip(if: $b) { pages label @include(if: $a) } } numbers @skip(if: $a) }";
    for (const variables of [{ a: true }, { a: false }, { a: true, b: false }, { a: false, b: false }])
      await expectEqual({ text, variables });
  });

  it("leaves to graphql-js what it doesn't compile", () => {
    const compiled = (text: string) => compileOperation(schema, parse(text), () => ({ data: {} }));
    expect(compiled("mutation { add(number: 1) }")).toBeNull();
    expect(compiled("{ __schema { types { name } } }")).toBeNull();
    expect(compiled('{ __type(name: "Book") { name } }')).toBeNull();
    expect(compiled("{ __proto__: book { id } }")).toBeNull();
    expect(compiled("query A { book { id } } query B { book { id } }")).toBeNull();
    expect(compiled("{ ... @defer { book { id } } }")).toBeNull();
    expect(
      compiled(
        `query (${"abcdefg".replaceAll(/\w/g, "$$$&: Boolean! ")}) { ${"abcdefg".replaceAll(/\w/g, "$&: numbers @skip(if: $$$&) ")} }`,
      ),
    ).toBeNull();
  });

  it("leaves to graphql-js a condition that is no Boolean", async () => {
    const document = parse("query ($a: Boolean) { numbers @skip(if: $a) }");
    const left: unknown[] = [];
    const compiled = compileOperation(schema, document, (_, variables) => {
      left.push(variables);
      return { data: {} };
    });
    await compiled?.({ whim: () => null }, {});
    expect(left).toEqual([{}]);
  });

  it("gives each call of a resolver arguments of its own", async () => {
    const seen: Record<string, unknown>[] = [];
    const whim: Whim = (_, value) => value();
    const document = parse("query ($loud: Boolean) { things(first: 3) { label(loud: $loud) } }");
    const field = schema.getType("Book");
    if (field === undefined || !("getFields" in field)) throw new Error("there are no books");
    const definition = field.getFields().label as { resolve?: unknown };
    const { resolve } = definition;
    definition.resolve = (_: unknown, values: Record<string, unknown>) => {
      seen.push({ ...values });
      values.loud = "spoilt";
      return "x";
    };
    await compileOperation(schema, document, () => ({ data: {} }))?.({ whim }, { loud: true });
    definition.resolve = resolve;
    expect(seen).toEqual([{ loud: true }, { loud: true }, { loud: true }]);
  });

  // Not both at once: where one item of a list of non-null ones fails at once and an earlier one later, graphql-js leaves
  // a rejected promise behind, which ends the process.
  it.each([
    ["at once", everyConstruct({ atOnce: true }), atOnce],
    ["later", schema, later],
  ] as const)("answers random queries as graphql-js does, while resolvers fail %s", async (_, of, whimOf) => {
    let errors = 0;
    for (let seed = 1; seed <= DRAWN; seed++) {
      const { text, variables } = new OperationDrawer(of, new Random(seed)).draw();
      const answer = await expectEqual({ text, variables, of, whim: whimOf(seed, seed % 3 === 0 ? 0 : seed % 30) });
      errors += answer.errors?.length ?? 0;
    }
    expect(errors).toBeGreaterThan(DRAWN / 2);
  });

  it("outlives what ends the process under graphql-js: an item that fails later, and another at once", async () => {
    const document = parse("{ sure { ... on Film { length } ... on Song { title } } }");
    const whim: Whim = (place, value) => {
      if (place.endsWith("length")) return ticks(3).then(() => null);
      return place.endsWith("title") ? null : value();
    };
    const answer = await compileOperation(everyConstruct({ atOnce: true }), document, () => ({}))?.({ whim }, {});
    expect(answer?.data).toEqual({ sure: null });
    expect(answer?.errors).toHaveLength(1);
  });
});
