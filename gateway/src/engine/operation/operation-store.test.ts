import { GraphQLError, specifiedRules, type ValidationRule } from "graphql";
import { InvalidOperation } from "../engine-api";
import { EngineError } from "../engine-error";
import { OperationStore, type OperationStoreOptions } from "./operation-store";
import { SAMPLE } from "./testing/sample-schema";

/** A store, and how often it has validated anything. */
function storeWith(options: Partial<OperationStoreOptions> = {}) {
  const seen = { validated: 0 };
  const counting: ValidationRule = () => {
    seen.validated += 1;
    return {};
  };
  const store = new OperationStore({
    schema: SAMPLE,
    rules: [...specifiedRules, counting],
    mostTokens: 2_000,
    mostFields: 1_000,
    mostErrors: 20,
    mostDepth: 16,
    bytes: 10_000_000,
    ...options,
  });
  return { store, seen };
}

async function refusalOf(store: OperationStore, query: string, operationName?: string): Promise<EngineError | InvalidOperation> {
  const refusal = await store.prepare({ query, operationName }).catch((error: unknown) => error);
  if (refusal instanceof EngineError || refusal instanceof InvalidOperation) return refusal;
  throw new Error(`was not refused as it had to be: ${String(refusal)}`);
}

describe("an operation that is asked again", () => {
  it("is kept from the second time on, also where many ask it at the same time", async () => {
    const { store, seen } = storeWith();
    const many = await Promise.all(Array.from({ length: 50 }, () => store.prepare({ query: "{ plain }" })));
    expect(new Set([...many, await store.prepare({ query: "{ plain }", operationName: null })]).size).toBe(2);
    expect(seen.validated).toBe(2);
  });

  it("is kept at once where it is expected", async () => {
    const { store, seen } = storeWith();
    const expected = await store.prepare({ query: "{ plain }" }, true);
    expect(await store.prepare({ query: "{ plain }" })).toBe(expected);
    expect(seen.validated).toBe(1);
  });

  it("is what a later store is to expect, the most often asked first, each of its operations by itself", async () => {
    const { store } = storeWith();
    const several = "query A { plain } query B { plain }";
    for (const operationName of ["A", "B", "A"]) await store.prepare({ query: several, operationName });
    for (let times = 0; times < 3; times++) await store.prepare({ query: "{ plain }" });
    await store.prepare({ query: "{ other: plain }" });
    const expected = [
      { query: "{ plain }", operationName: null },
      ...["B", "A"].map((operationName) => ({ query: several, operationName })),
    ];
    expect(store.mostUsed(9)).toEqual(expected);
    expect(store.mostUsed(2)).toEqual(expected.slice(0, 2));
  });

  it("is prepared in every other turn where many new ones come at once, in the order they came", async () => {
    const { store, seen } = storeWith();
    const done: string[] = [];
    const queries = ["{ a: plain }", "{ b: plain }", "{ c: nothing }", "{ d: plain }"];
    const asked = queries.map((query) =>
      store.prepare({ query }).then(
        () => done.push(query),
        () => done.push(`refused ${query}`),
      ),
    );
    const validated: number[] = [];
    while (done.length < queries.length) {
      await new Promise((resolve) => setImmediate(resolve));
      validated.push(seen.validated);
    }
    await Promise.all(asked);
    expect(done).toEqual(["{ a: plain }", "{ b: plain }", "refused { c: nothing }", "{ d: plain }"]);
    expect(seen.validated).toBe(4);
    const steps = validated.map((count, turn) => count - (validated[turn - 1] ?? 1));
    expect(Math.max(...steps)).toBe(1);
    // Between two of them is a turn for everyone else.
    expect(steps.some((step, turn) => step === 1 && steps[turn + 1] === 1)).toBe(false);
  });

  it("of a document with several is prepared for itself, from a document that is kept", async () => {
    const { store, seen } = storeWith();
    const query = "query A { plain } mutation B { rename(id: 1) { id } } subscription C { renamed { id } }";
    await store.prepare({ query, operationName: "A" });
    const kinds = await Promise.all(["A", "B", "C", "A"].map((operationName) => store.prepare({ query, operationName })));
    expect(kinds.map(({ kind, normalised }) => [kind, normalised.kind])).toEqual(
      ["query", "mutation", "subscription", "query"].map((kind) => [kind, kind]),
    );
    expect(kinds[0]).toBe(kinds[3]);
    expect(seen.validated).toBe(2);
    expect(await refusalOf(store, query)).toMatchObject({
      errors: [{ message: "Must provide operation name if query contains multiple operations." }],
    });
    expect(await refusalOf(store, query, "")).toMatchObject({ errors: [{ message: 'Unknown operation named "".' }] });
    expect(await refusalOf(store, "fragment F on Query { plain }")).toBeInstanceOf(InvalidOperation);
  });

  it("shares its text with another that is written otherwise, and coerces variables of its own", async () => {
    const { store } = storeWith();
    const one = await store.prepare({ query: "query ($a: Int) { x: things(first: $a) { id } }" });
    const other = await store.prepare({ query: "query Named($b: Int) {\n  y: things(first: $b) { ...F }\n}\nfragment F on Thing { id }" });
    expect(other.normalised.text).toBe(one.normalised.text);
    expect([one.coerceInputs({ a: 1 }), other.coerceInputs({ b: 2 })]).toEqual([{ _0: 1 }, { _0: 2 }]);
  });
});

describe("what is kept", () => {
  it("is bounded by bytes: the least used is forgotten first", async () => {
    const { store, seen } = storeWith({ bytes: 100_000 });
    const query = (index: number) => `{ a${index}: cat { id name } }`;
    for (let index = 0; index < 200; index += 1) {
      for (const each of [index, index, 0]) await store.prepare({ query: query(each) });
      expect(store.bytes).toBeLessThanOrEqual(100_000);
    }
    expect(seen.validated).toBe(400);
    await store.prepare({ query: query(1) });
    expect(seen.validated).toBe(401);
  });

  it("is nothing of what is asked once, valid or refused, however many come", async () => {
    const { store, seen } = storeWith();
    for (const query of ["{ plain }", "{ plain }", "{ nothing }", "{ nothing }"]) await store.prepare({ query }).catch(() => undefined);
    const before = store.bytes;
    for (let index = 0; index < 300; index += 1) {
      await store.prepare({ query: `{ a${index}: cat { id name } }` });
      await refusalOf(store, `{ nothing${index} }`);
    }
    expect([store.bytes, seen.validated]).toEqual([before, 604]);
  });

  it("counts each operation of a document that is asked for", async () => {
    const { store } = storeWith();
    const query = "query A { cat { id name } } query B { cat { name id } }";
    for (let times = 0; times < 2; times += 1) await store.prepare({ query, operationName: "A" });
    const before = store.bytes;
    const { bytes } = await store.prepare({ query, operationName: "B" });
    expect(store.bytes).toBe(before + bytes);
  });

  it("is answered also where it is too large to be kept", async () => {
    const { store } = storeWith({ bytes: 100 });
    await store.prepare({ query: "{ plain }" });
    expect(await store.prepare({ query: "{ plain }" })).toMatchObject({ normalised: { text: "{plain}" } });
    expect(store.bytes).toBe(0);
  });
});

describe("a document that is refused", () => {
  it("is told with graphql-js's errors and their places, at most so many", async () => {
    const { store } = storeWith({ mostErrors: 2 });
    const refusal = await refusalOf(store, "{\n  one two three four\n}");
    expect(refusal).toBeInstanceOf(InvalidOperation);
    expect((refusal as InvalidOperation).errors.map(({ message, locations }) => [message, locations?.[0]])).toEqual([
      ['Cannot query field "one" on type "Query".', { line: 2, column: 3 }],
      ['Cannot query field "two" on type "Query".', { line: 2, column: 7 }],
      ["Too many validation errors, error limit reached. Validation aborted.", undefined],
    ]);
  });

  it("is judged twice at most: sent again it is refused from memory, with errors of its own that don't hold the document", async () => {
    const { store, seen } = storeWith();
    const refusals: InvalidOperation[] = [];
    for (let times = 0; times < 4; times += 1) refusals.push((await refusalOf(store, "{ nothing }")) as InvalidOperation);
    expect(seen.validated).toBe(2);
    expect(new Set(refusals).size).toBe(4);
    for (const { errors } of refusals) {
      expect(errors.map((error) => error.toJSON())).toEqual(refusals[0]?.errors.map((error) => error.toJSON()));
    }
    // What is remembered.
    for (const { errors } of refusals.slice(1)) expect(errors[0]?.nodes).toBeUndefined();
  });

  it("takes no room from those that aren't, however many come", async () => {
    const { store, seen } = storeWith({ bytes: 100_000 });
    for (let times = 0; times < 2; times += 1) await store.prepare({ query: "{ plain }" });
    for (let index = 0; index < 300; index += 1) {
      for (let times = 0; times < 2; times += 1) await refusalOf(store, `{ nothing${index} }`);
    }
    expect(store.bytes).toBeLessThanOrEqual(100_000);
    const before = seen.validated;
    await store.prepare({ query: "{ plain }" });
    expect(seen.validated).toBe(before);
  });

  it("keeps the code and the facts of the caller's own rules", async () => {
    const { store, seen } = storeWith({
      check: () => [new GraphQLError("Too wide.", { extensions: { code: "QUERY_TOO_WIDE", most: 3 } })],
    });
    for (let again = 0; again < 2; again += 1) {
      expect(await refusalOf(store, "{ plain }")).toMatchObject({
        errors: [{ message: "Too wide.", extensions: { code: "QUERY_TOO_WIDE", most: 3 } }],
      });
    }
    // The caller's check comes before all rules.
    expect(seen.validated).toBe(0);
  });

  it("is one that a rule of graphql-js throws at", async () => {
    const { store } = storeWith();
    expect(await refusalOf(store, "subscription ($v: Boolean!) { renamed @include(if: $v) { id } }")).toBeInstanceOf(InvalidOperation);
  });
});

describe("a hostile document is refused before the rules run", () => {
  const doubling = Array.from(
    { length: 23 },
    (_, level) => `fragment F${level} on Query { a: again { ...F${level + 1} } b: again { ...F${level + 1} } }`,
  );
  const documents: readonly (readonly [string, string, string])[] = [
    ["300,000 unknown fields", `{ ${"x ".repeat(300_000)} }`, "QUERY_TOO_LARGE"],
    ["10,000 times one field", `{ ${"plain ".repeat(10_000)} }`, "QUERY_TOO_LARGE"],
    ["10,000 times one directive", `{ plain ${"@skip(if: true) ".repeat(10_000)} }`, "QUERY_TOO_LARGE"],
    ["1,500 fields within the limit of words", `{ ${"plain ".repeat(1_500)} }`, "QUERY_TOO_LARGE"],
    [
      "a list 500 levels deep, and one 20,000 levels",
      `{ a: text(json: ${"[".repeat(500)}${"]".repeat(500)}) b: text(json: ${"[".repeat(20_000)}) }`,
      "QUERY_TOO_",
    ],
    ["3,000 fragments within one another", `{ ${"... { ".repeat(3_000)} plain ${"} ".repeat(3_000)} }`, "QUERY_TOO_LARGE"],
    ["fragments that double 23 times", `{ ...F0 } ${doubling.join(" ")} fragment F23 on Query { plain }`, "QUERY_TOO_LARGE"],
  ];

  it.each(documents)("%s", async (_what, query, code) => {
    const { store, seen } = storeWith();
    expect(await refusalOf(store, query)).toMatchObject({ code: expect.stringContaining(code) });
    expect(seen.validated).toBe(0);
  });

  it.each([
    ["a list 20,000 levels deep", `{ text(json: ${"[".repeat(20_000)}${"]".repeat(20_000)}) }`],
    ["20,000 fields within one another", `{ ${"again { ".repeat(20_000)} plain ${"} ".repeat(20_000)} }`],
  ])("%s, where the caller sets no limit of words that would", async (_what, query) => {
    const { store } = storeWith({ mostTokens: 1_000_000, mostFields: 1_000_000 });
    expect(await refusalOf(store, query)).toMatchObject({ code: "QUERY_TOO_DEEP" });
  });

  it("fragments that lead back to themselves, by graphql-js's own rule", async () => {
    const { store } = storeWith();
    const refusal = await refusalOf(store, "{ ...A } fragment A on Query { again { ...B } } fragment B on Query { ...A }");
    expect(refusal).toMatchObject({ errors: [{ message: expect.stringContaining("Cannot spread fragment") }] });
  });
});

describe("@defer", () => {
  it.each([
    ["mutation { ... @defer { rename(id: 1) { id } } }", 'Defer directive cannot be used on root mutation type "Mutation".'],
    ["subscription { renamed { ... @defer { id } } }", "Defer directive not supported on subscription operations."],
    [
      '{ ... @defer(label: "a") { plain } again { ... @defer(label: "a") { plain } } }',
      "must be unique across all Defer/Stream directive usages.",
    ],
    ["query ($l: String) { ... @defer(label: $l) { plain } }", 'Argument "@defer(label:)" must be a static string.'],
  ])("is refused where it can't stand: %s", async (query, message) => {
    const { store } = storeWith();
    expect(await refusalOf(store, query)).toMatchObject({ errors: [{ message: expect.stringContaining(message) }] });
  });

  it("is no matter where it is switched off", async () => {
    const { store } = storeWith();
    const { normalised } = await store.prepare({ query: "mutation { ... @defer(if: false) { rename(id: 1) { id } } }" });
    expect(normalised.text).toBe("mutation($_0:ID!){_a0_rename:rename(id:$_0){id}}");
  });
});
