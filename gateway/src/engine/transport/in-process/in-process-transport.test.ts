import { buildSchema, type DocumentNode, GraphQLInt, GraphQLObjectType, GraphQLSchema, parse } from "graphql";
import { aQuestion, operationOf } from "../../testing/question";
import type { SubgraphRequest } from "../transport";
import { InProcessTransport, type InProcessTransportOptions } from "./in-process-transport";
import { everyConstruct, type SampleContext, type Whim } from "./testing/every-construct";

interface Scope {
  readonly name: string;
}

const schema = everyConstruct();
const plainly: Whim = (_, value) => value();
const made: string[] = [];

function transportOf(options: Partial<InProcessTransportOptions<Scope>> = {}): InProcessTransport<Scope> {
  const contextOf = ({ name }: Scope): SampleContext => {
    made.push(name);
    return { whim: plainly };
  };
  return new InProcessTransport<Scope>({ subgraph: "sample", schema, contextOf, ...options });
}

beforeEach(() => made.splice(0));

describe("a subgraph in this process", () => {
  it.each([true, false])("answers with its data, compiled: %s", async (compile) => {
    const answer = await transportOf({ compile }).ask(
      aQuestion({ text: "query ($id: ID!) { thing(id: $id) { id } }", variables: { id: "b1" }, scope: { name: "a" } }),
    );
    expect(answer).toEqual({ data: { thing: { id: "b1" } }, errors: [], bytes: 0 });
  });

  it("runs a mutation, one field after the other", async () => {
    const transport = transportOf();
    const answer = await transport.ask(
      aQuestion({ text: "mutation { add(number: 1) other: add(number: 2) }", kind: "mutation", scope: { name: "a" } }),
    );
    expect(answer).toEqual({ data: { add: null, other: null }, errors: [], bytes: 0 });
  });

  it("makes a context for each request, and one only", async () => {
    const transport = transportOf();
    const [first, second] = [{ name: "first" }, { name: "second" }];
    for (const scope of [first, second, first, second, first]) await transport.ask(aQuestion({ scope }));
    expect(made).toEqual(["first", "second"]);
  });

  it.each([true, false])("tells of an error at its path, with its extensions and the error itself, compiled: %s", async (compile) => {
    const thrown = Object.assign(new Error("not for you"), { extensions: { code: "FORBIDDEN" } });
    const whim: Whim = (place, value) => {
      if (place.endsWith("/label")) throw thrown;
      return value();
    };
    const transport = transportOf({ compile, contextOf: () => ({ whim }) });
    const { data, errors } = await transport.ask(aQuestion({ text: "{ book { id label } }", scope: { name: "a" } }));
    expect(data).toEqual({ book: { id: "b0", label: null } });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ message: "not for you", path: ["book", "label"], extensions: { code: "FORBIDDEN" } });
    expect(errors[0]).toHaveProperty("original.originalError", thrown);
  });

  it("turns what breaks outside of any field into a fault with the error itself", async () => {
    const broken = new Error("no context");
    const transport = transportOf({
      contextOf: () => {
        throw broken;
      },
    });
    expect(await transport.ask(aQuestion({ scope: { name: "a" } }))).toEqual({
      data: null,
      errors: [{ message: "sample failed", original: broken }],
      bytes: 0,
    });
  });

  it("tells of variables that aren't right", async () => {
    const { data, errors } = await transportOf().ask(
      aQuestion({ text: "query ($id: ID!) { thing(id: $id) { id } }", variables: {}, scope: { name: "a" } }),
    );
    expect(data).toBeNull();
    expect(errors.map(({ message }) => message)).toEqual(['Variable "$id" of required type "ID!" was not provided.']);
  });

  it("parses an object once, and a text twice at most: it is kept when it comes again", async () => {
    const transport = transportOf();
    let parsed = 0;
    const operation = () => ({
      ...operationOf("{ numbers }"),
      document: (): DocumentNode => {
        parsed++;
        return parse("{ numbers }");
      },
    });
    const [one, same, third] = [operation(), operation(), operation()];
    const ask = (asked: SubgraphRequest<Scope>["operation"]) =>
      transport.ask({ ...aQuestion<Scope>({ scope: { name: "a" } }), operation: asked });
    for (const asked of [one, one, one]) await ask(asked);
    expect(parsed).toBe(1);
    for (const asked of [same, third, one, same, third]) await ask(asked);
    expect(parsed).toBe(2);
  });

  it("keeps as many operations as it is told to, by their text, of those that come again", async () => {
    const transport = transportOf({ operations: 2 });
    const parsed: string[] = [];
    const ask = (text: string) => {
      const document = () => {
        parsed.push(text);
        return parse(text);
      };
      return transport.ask({ ...aQuestion<Scope>({ scope: { name: "a" } }), operation: { ...operationOf(text), document } });
    };
    const [a, b, c, once] = ["{ a: __typename }", "{ b: __typename }", "{ c: __typename }", "{ once: __typename }"] as const;
    for (const text of [a, a, b, b, once, a, b, c, c, a]) await ask(text);
    expect(parsed).toEqual([a, a, b, b, once, c, c, a]);
  });

  it("asks nothing for a client that has left", async () => {
    const asked = transportOf().ask(aQuestion({ signal: AbortSignal.abort(), scope: { name: "a" } }));
    await expect(asked).rejects.toMatchObject({ code: "SOURCE_TIMEOUT" });
    expect(made).toEqual([]);
  });

  it("keeps contexts by the key that it is given, so that each event of a subscription has its own", async () => {
    const pointed = { name: "pointed", at: { point: 0 } };
    const read: unknown[] = [];
    const transport = new InProcessTransport<typeof pointed>({
      subgraph: "sample",
      schema: subscribable([1, 2]),
      contextOf: ({ at }) => {
        read.push(at.point);
        return {};
      },
      contextKey: ({ at }) => at,
      onEvent: (scope, event) => {
        scope.at = { point: Number(event) * 10 };
      },
    });
    const question = aQuestion({ text: "subscription { counted }", kind: "subscription", scope: pointed });
    for await (const { data } of transport.subscribe(question)) {
      expect(data).toEqual({ counted: pointed.at.point / 10 });
      for (const _ of [1, 2]) await transport.ask(aQuestion({ text: "{ once }", scope: pointed }));
    }
    // Once to subscribe; then for each event once to answer it, and once for all that is asked beside it.
    expect(read).toEqual([0, 10, 10, 20, 20]);
  });
});

function subscribable(events: readonly number[]): GraphQLSchema {
  const once = { type: GraphQLInt, resolve: () => 1 };
  async function* subscribe(): AsyncGenerator<number> {
    yield* events;
  }
  const counted = { type: GraphQLInt, subscribe, resolve: (event: unknown) => event };
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: "Query", fields: { once } }),
    subscription: new GraphQLObjectType({ name: "Subscription", fields: { counted } }),
  });
}

describe("a subscription at a subgraph in this process", () => {
  /** Gives its numbers, and then waits for ever, where it is told to. */
  function counting(numbers: readonly number[], waits: boolean, ended: () => void = () => undefined): GraphQLSchema {
    const counted = buildSchema("type Query { a: Int } type Subscription { count: Int! }");
    const field = counted.getSubscriptionType()?.getFields().count;
    if (field === undefined) throw new Error("nothing counts");
    let nth = 0;
    const next = () => {
      const value = numbers[nth++];
      if (value !== undefined) return Promise.resolve({ value: { count: value }, done: false as const });
      return waits ? new Promise<never>(() => undefined) : Promise.resolve({ value: undefined, done: true as const });
    };
    const events = { next, return: async () => ({ value: ended(), done: true as const }), [Symbol.asyncIterator]: () => events };
    field.subscribe = () => events;
    return counted;
  }

  const subscription = (signal?: AbortSignal) =>
    aQuestion<Scope>({ text: "subscription { count }", kind: "subscription", scope: { name: "a" }, ...(signal && { signal }) });

  it("answers each event in a context of its own, and ends with the last one", async () => {
    const answers = [];
    for await (const { data } of transportOf({ schema: counting([1, 2], false) }).subscribe(subscription())) answers.push(data);
    expect(answers).toEqual([{ count: 1 }, { count: 2 }]);
    expect(made).toHaveLength(3);
  });

  it("ends when the signal says so, in the middle of waiting, and tells the source", async () => {
    const leaving = new AbortController();
    let ended = 0;
    const answers = [];
    for await (const { data } of transportOf({ schema: counting([1], true, () => ended++) }).subscribe(subscription(leaving.signal))) {
      answers.push(data);
      setTimeout(() => leaving.abort(), 10);
    }
    expect(answers).toEqual([{ count: 1 }]);
    expect(ended).toBe(1);
  });

  it("tells why there are no events", async () => {
    const refused = counting([], false);
    const field = refused.getSubscriptionType()?.getFields().count;
    if (field !== undefined) field.subscribe = () => Promise.reject(new Error("not now"));
    const answers = [];
    for await (const { errors } of transportOf({ schema: refused }).subscribe(subscription()))
      answers.push(errors.map(({ message }) => message));
    expect(answers).toEqual([["not now"]]);
  });
});
