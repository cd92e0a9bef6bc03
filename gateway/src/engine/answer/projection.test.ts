import type { EngineError } from "../engine-error";
import { compileProjection } from "./projection";
import { ask } from "./testing/ask";
import { sampleSchema } from "./testing/sample-schema";
import type { TreeObject } from "./tree";

const ituOrganization = { __typename: "Organization", id: "itu", name: "ITU" };
const ada = { __typename: "Person", id: "ada", name: "Ada" };

describe("what is written", () => {
  it("keeps the client's names and its order, whatever the tree's are", () => {
    const { write, key } = ask("{ b: place { city code } a: place { x: code } }");
    const tree = { [key("a")]: { [key("x")]: "CH" }, [key("b")]: { code: "CH", city: "Geneva" } };
    expect(write(tree).text).toBe('{"b":{"city":"Geneva","code":"CH"},"a":{"x":"CH"}}');
  });

  it("writes an alias __proto__ as a name like any other", () => {
    const { write, key } = ask("{ place { __proto__: city constructor: code } }");
    const tree = { place: { [key("__proto__")]: "Geneva", [key("constructor")]: "CH" } };
    expect(write(tree)).toMatchObject({ text: '{"place":{"__proto__":"Geneva","constructor":"CH"}}', gaps: [] });
  });

  it("merges what is asked twice under one name, as graphql-js does", () => {
    const { write } = ask("{ place { city } ...More } fragment More on Query { place { code city } constructor }");
    expect(write({ place: { city: "Geneva", code: "CH" }, constructor: "C" }).text).toBe(
      '{"place":{"city":"Geneva","code":"CH"},"constructor":"C"}',
    );
  });

  it.each([
    ["under a condition", "place @include(if: $t) { code }"],
    ["in a fragment under a condition", "... @include(if: $t) { place { code } }"],
  ])("keeps the order of what is asked under one name %s in between", (_where, between) => {
    const { write } = ask(`query ($t: Boolean!) { place { city } ${between} place { within { city } } }`);
    const tree = { place: { city: "Geneva", code: "GE", within: { city: "Europe" } } };
    expect(write(tree, { t: true }).text).toBe('{"place":{"city":"Geneva","code":"GE","within":{"city":"Europe"}}}');
    expect(write(tree, { t: false }).text).toBe('{"place":{"city":"Geneva","within":{"city":"Europe"}}}');
  });

  it("writes what applies to the type that an object says to be", () => {
    const { write, key } = ask(
      '{ found(text: "a") { __typename ... on Party { name } ... on Organization { id } ... on Person { age } ... on Team { title } } }',
    );
    const tree = {
      [key("found")]: [ituOrganization, { ...ada, age: 36 }, { __typename: "Team", title: "C1" }],
    };
    expect(JSON.parse(write(tree).text)).toEqual({
      found: [
        { __typename: "Organization", name: "ITU", id: "itu" },
        { __typename: "Person", name: "Ada", age: 36 },
        { __typename: "Team", title: "C1" },
      ],
    });
  });

  it("needs no type of an object where nothing hangs on it: what is asked there can be asked of none", () => {
    const { write } = ask("{ node { id ... on Team { ... on Node { ... on Person { age } } } } }");
    expect(write({ node: { id: "1" } })).toMatchObject({ text: '{"node":{"id":"1"}}', gaps: [] });
    const { write: writeNamed } = ask("{ node { id ... on Team { ... on Node { ... on Team { title } } } } }");
    expect(writeNamed({ node: { id: "1" } })).toMatchObject({ text: '{"node":null}', gaps: [{ reason: "NEVER_ANSWERED" }] });
  });

  it("knows the name of a type at any depth, under any alias, also where the tree doesn't hold it", () => {
    const { write } = ask("{ __typename root: __typename place { kind: __typename within { __typename } } }");
    expect(write({ place: { within: {} } }).text).toBe(
      '{"__typename":"Query","root":"Query","place":{"kind":"Place","within":{"__typename":"Place"}}}',
    );
  });

  it("takes a root type for itself, whatever a subgraph calls it", () => {
    const { write } = ask("{ teams { root { __typename constructor } } }");
    expect(write({ __typename: "TheirRoot", teams: [{ root: { __typename: "TheirRoot", constructor: "C" } }] }).text).toBe(
      '{"teams":[{"root":{"__typename":"Query","constructor":"C"}}]}',
    );
  });

  it("writes lists of lists, and empty ones", () => {
    const { write } = ask("{ teams { matrix { city } } }");
    const { text, nodes } = write({ teams: [{ matrix: [[{ city: "Geneva" }], []] }, { matrix: [] }] });
    expect(text).toBe('{"teams":[{"matrix":[[{"city":"Geneva"}],[]]},{"matrix":[]}]}');
    expect(nodes).toBe(3);
  });

  it.each([
    ["plain", "text"],
    ["quoted", 'a "b" \\ c'],
    ["with line ends and control characters", "a\nb\u0000\u001f\u2028"],
    ["beyond the basic plane", "🌍 é 中"],
    ["a lone surrogate", "a\ud83cb"],
  ])("writes a string as JSON.stringify would: %s", (_, city) => {
    expect(ask("{ place { city } }").write({ place: { city } }).text).toBe(`{"place":{"city":${JSON.stringify(city)}}}`);
  });

  it("looks for nothing to escape where it is told that there is nothing, as no source wrote a backslash", () => {
    const { projection } = ask("{ place { city code } }");
    const place = { city: "Zürich 🌍", code: "CH" };
    expect(projection.write({ place }, {}, { mostGaps: 0, plain: true }).text).toBe(JSON.stringify({ place }));
    expect(projection.write({ place: { ...place, city: 'a "b"' } }, {}, { mostGaps: 0, plain: true }).text).not.toBe(
      projection.write({ place: { ...place, city: 'a "b"' } }, {}, { mostGaps: 0 }).text,
    );
  });

  it("writes custom scalars as they stand", () => {
    const notes = { "a b": [1, { c: null }], d: true };
    expect(JSON.parse(ask("{ teams { notes } }").write({ teams: [{ notes }] }).text)).toEqual({ teams: [{ notes }] });
  });

  it("writes what introspection gave as it stands", () => {
    const { write, normalised } = ask('{ s: __schema { queryType { n: name } } __type(name: "Kind") { name } }');
    const keys = normalised.selection.map((node) => (node.kind === "field" ? node.key : ""));
    const tree = { [keys[0] ?? ""]: { queryType: { n: "Query" } }, [keys[1] ?? ""]: null };
    expect(write(tree)).toMatchObject({ text: '{"s":{"queryType":{"n":"Query"}},"__type":null}', gaps: [], nodes: 0 });
  });

  it("leaves out what conditions take away, for each combination of their variables", () => {
    const { write } = ask(
      "query ($a: Boolean!, $b: Boolean!) { place { city @include(if: $a) ... @skip(if: $b) { code @include(if: $a) within { city } } } }",
    );
    const tree = { place: { city: "Geneva", code: "CH", within: { city: "Europe" } } };
    const texts = [false, true].flatMap((a) => [false, true].map((b) => write(tree, { a, b }).text));
    expect(texts).toEqual([
      '{"place":{"within":{"city":"Europe"}}}',
      '{"place":{}}',
      '{"place":{"city":"Geneva","code":"CH","within":{"city":"Europe"}}}',
      '{"place":{"city":"Geneva"}}',
    ]);
  });

  it("writes mutations and subscriptions from their own roots", () => {
    expect(ask("mutation { open __typename }").write({ open: true }).text).toBe('{"open":true,"__typename":"Mutation"}');
    expect(ask("subscription { renamed { title } }").write({ renamed: { title: "C1" } }).text).toBe('{"renamed":{"title":"C1"}}');
  });

  it("shows nothing of the tree that wasn't asked", () => {
    const place: TreeObject = { city: "Geneva", code: "secret", __typename: "Place" };
    expect(ask("{ place { city } }").write({ place, teams: [] }).text).toBe('{"place":{"city":"Geneva"}}');
  });
});

describe("an object of an interface whose kind isn't known", () => {
  it("is written where what is asked holds for all kinds", () => {
    const { write } = ask("{ party { id ... on Node { id } ... on Party { name } } }");
    expect(write({ party: { id: "itu", name: "ITU" } })).toMatchObject({ text: '{"party":{"id":"itu","name":"ITU"}}', gaps: [] });
    expect(write({ party: { __typename: "Party", id: "itu", name: null } }).text).toBe('{"party":{"id":"itu","name":null}}');
  });

  it.each(["{ party { id __typename } }", "{ party { id ... on Person { age } } }"])("is a gap where its kind matters: %s", (query) => {
    const { text, gaps } = ask(query).write({ party: { __typename: "Party", id: "itu" } });
    expect(text).toBe('{"party":null}');
    expect(gaps).toEqual([{ path: ["party"], coordinate: "Query.party", reason: "NEVER_ANSWERED" }]);
  });
});

describe("the size of an answer", () => {
  const { normalised } = ask("{ teams { title } }");

  it("is bounded, for one text can stand in many places", () => {
    const team = { title: "a".repeat(1000) };
    const tree = { teams: Array.from({ length: 20 }, () => team) };
    expect(compileProjection(sampleSchema, normalised, 100_000).write(tree, {}, { mostGaps: 0 }).nodes).toBe(20);
    expect(() => compileProjection(sampleSchema, normalised, 10_000).write(tree, {}, { mostGaps: 0 })).toThrow(
      expect.objectContaining({ code: "QUERY_TOO_COSTLY" } satisfies Partial<EngineError>),
    );
  });

  it("counts the parts that are written later", () => {
    const asked = ask("{ teams { ... @defer { title } } }");
    const projection = compileProjection(sampleSchema, asked.normalised, 3000);
    const { putOff } = projection.writeFirst({ teams: [{ title: "a".repeat(2000) }, { title: "b".repeat(2000) }] }, {}, { mostGaps: 0 });
    const [first, second] = putOff;
    expect(first?.write({ mostGaps: 0 }).text).toHaveLength(2012);
    expect(() => second?.write({ mostGaps: 0 })).toThrow(expect.objectContaining({ code: "QUERY_TOO_COSTLY" }));
  });
});

it("refuses to write fields that the public schema doesn't have: that is a fault of the engine's", () => {
  const selection = [{ kind: "field", responseName: "x", key: "x", name: "secret", conditions: [], selection: null } as const];
  expect(() => compileProjection(sampleSchema, { kind: "query" as never, selection }).write({}, {}, { mostGaps: 0 })).toThrow(
    "Query.secret",
  );
});
