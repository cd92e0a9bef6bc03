import { SourceError } from "../engine-error";
import type { SubgraphAnswer, Transport } from "../transport/transport";
import { compilePlan } from "./compiled-plan";
import { type Asked, canned, plain } from "./testing/canned";
import { aRun, testPlanner } from "./testing/planned";

const planner = testPlanner({
  a: `type Query { p: P } type Subscription { changed: P } type P @key(fields: "id") { id: ID! n: String }`,
  b: `type P @key(fields: "id") { id: ID! slow: String! }`,
});

const event = (id: string): SubgraphAnswer => ({ data: { changed: { __typename: "P", id, n: `n${id}` } }, errors: [], bytes: 1 });

async function gather(subscribe: Transport["subscribe"], query = "subscription { changed { n slow } }") {
  const b = ({ variables }: Asked) => ({
    data: { _entities: (variables.representations as { id: string }[]).map(({ id }) => ({ slow: `s${id}` })) },
  });
  const { transportOf } = canned({ a: () => ({}), b });
  const plan = compilePlan(planner.plan(query), planner.typesOf, { echoKeys: () => false });
  const events = plan.subscribe(aRun(), (name) =>
    name === "a" ? { ...transportOf("a"), ...(subscribe && { subscribe }) } : transportOf(name),
  );
  const gathered: unknown[] = [];
  for await (const { tree, faults } of events) gathered.push([plain(tree), faults.map(({ code, path }) => [code, path])]);
  return gathered;
}

describe("The events of a subscription", () => {
  it("are answered one by one, each with what other subgraphs add, in the order that they come", async () => {
    const gathered = await gather(async function* () {
      yield event("1");
      yield event("2");
    });
    const answer = (id: string) => [{ changed: { __typename: "P", id, n: `n${id}`, slow: `s${id}` } }, []];
    expect(gathered).toEqual([answer("1"), answer("2")]);
  });

  it("tell what is wrong with one of them, and go on", async () => {
    const gathered = await gather(async function* () {
      yield { data: { changed: { __typename: "Q", id: "1" } }, errors: [], bytes: 1 };
      yield { data: null, errors: [{ message: "no", path: ["changed"] }], bytes: 1 };
      yield event("3");
    });
    expect(gathered.slice(0, 2)).toEqual([
      [{}, [["SOURCE_ENTITY_MISMATCH", ["changed"]]]],
      [{}, [["SOURCE_ERROR", ["changed"]]]],
    ]);
    expect(gathered).toHaveLength(3);
  });

  it("end with one that says so where the subgraph stops answering", async () => {
    const gathered = await gather(async function* () {
      yield event("1");
      throw new SourceError("a", "SOURCE_UNAVAILABLE", "gone");
    });
    expect(gathered.at(-1)).toEqual([{}, [["SOURCE_UNAVAILABLE", ["changed"]]]]);
  });

  it("are told to be out of reach where the subgraph isn't granted them", async () => {
    expect(await gather(undefined)).toEqual([[{}, [["SOURCE_UNAVAILABLE", ["changed"]]]]]);
  });

  it("stop at the source when the one who listens leaves", async () => {
    let ended = false;
    const { transportOf } = canned({ a: () => ({}) });
    const source: Transport = {
      ...transportOf("a"),
      async *subscribe() {
        try {
          for (let n = 0; ; n++) yield event(String(n));
        } finally {
          ended = true;
        }
      },
    };
    const plan = compilePlan(planner.plan("subscription { changed { n } }"), planner.typesOf);
    for await (const _ of plan.subscribe(aRun(), () => source)) break;
    expect(ended).toBe(true);
  });

  it("are the only thing that a subscription's plan gives", async () => {
    const plan = compilePlan(planner.plan("subscription { changed { n } }"), planner.typesOf);
    expect(() => plan.run(aRun(), () => canned({}).transportOf("a"))).toThrow("subscribed to");
    const query = compilePlan(planner.plan("{ p { n } }"), planner.typesOf);
    expect(() => query.subscribe(aRun(), () => canned({}).transportOf("a"))).toThrow("subscription");
  });
});
