import { compilePlan } from "./compiled-plan";
import { canned, plain } from "./testing/canned";
import { ask, BUDGETED, entities, settings, team } from "./testing/hostile-graph";
import { aRun, testPlanner } from "./testing/planned";

describe("An answer that holds more than was asked", () => {
  const query = "{ teams { name budget rating { value } } }";

  it("D01: an extra scalar that another source owns changes nothing", async () => {
    const { tree, faults } = await ask(query, entities({ name: "HACKED", rating: { value: 5 } }, { rating: { value: 4 } }));
    expect(plain(tree)).toEqual({
      teams: [
        { ...BUDGETED[0], rating: { value: 5 } },
        { ...BUDGETED[1], rating: { value: 4 } },
      ],
    });
    expect(faults).toEqual([]);
  });

  it("D02: an extra object under a link of another source changes nothing", async () => {
    const { tree } = await ask("{ teams { owner { email } rating { value } } }", {
      teams: () => ({ data: { teams: [{ __typename: "Team", id: "1", owner: { email: "amina@example.org" } }] } }),
      ...entities({ rating: { value: 5, owner: { email: "evil" } }, owner: { email: "evil@evil" } }),
    });
    expect(plain(tree)).toMatchObject({ teams: [{ owner: { email: "amina@example.org" }, rating: { value: 5 } }] });
    expect(JSON.stringify(tree)).not.toContain("evil");
  });

  it("D03: a rewritten key never reaches another subgraph", async () => {
    const { asked, tree } = await ask(query, entities({ id: "999", rating: { value: 5 } }, { id: "999", rating: { value: 4 } }));
    const [, , ...entityQuestions] = asked;
    expect(JSON.stringify(entityQuestions)).not.toContain("999");
    expect(plain(tree)).toMatchObject({ teams: BUDGETED });
  });

  it("D04: a name that equals one that another fetch asks changes nothing", async () => {
    const { tree } = await ask(query, entities({ budget: 777777, rating: { value: 5 } }, { budget: 777777, rating: { value: 4 } }));
    expect(plain(tree)).toMatchObject({ teams: BUDGETED });
  });

  it("D12: entities that nobody asked for are shown with what their source owns, and with what others say of them", async () => {
    const listed = testPlanner({
      evil: `type Query { best(first: Int!): [Team] } type Team @key(fields: "id") { id: ID! stars: Int }`,
      teams: `type Team @key(fields: "id") { id: ID! name: String }`,
    });
    const { transportOf } = canned({
      evil: () => ({ data: { best: ["1", "secret"].map((id) => ({ ...team(id), stars: 5, name: "HACKED" })) } }),
      teams: ({ variables }) => ({
        data: { _entities: (variables.representations as { id: string }[]).map(({ id }) => (id === "1" ? { name: "Team 1" } : null)) },
      }),
    });
    const { tree } = await compilePlan(listed.plan("{ best(first: 1) { name stars } }"), listed.typesOf, settings).run(aRun(), transportOf);
    const known = { __typename: "Team", stars: 5 };
    expect(plain(tree)).toEqual({
      best: [
        { ...known, id: "1", name: "Team 1" },
        { ...known, id: "secret", name: null },
      ],
    });
  });

  it("D13: names of the prototype pollute nothing and stay out of the tree", async () => {
    const bad =
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"__defineGetter__":1,"rating":{"value":5,"__proto__":{"polluted":1}}}';
    const { tree } = await ask(query, { evil: () => `{"data":{"_entities":[${bad},${bad}]}}` });
    expect(Object.hasOwn({}, "polluted") || "polluted" in {}).toBe(false);
    expect(plain(tree)).toEqual({ teams: BUDGETED.map((one) => ({ ...one, rating: { value: 5 } })) });
    expect(JSON.stringify(tree)).not.toContain("polluted");
  });

  it("D13: fields called like those of the prototype are read from answers, never by inheritance", async () => {
    const odd = '{"odd":{"constructor":"mine","hasOwnProperty":{"toString":7}}}';
    const { tree, faults } = await ask("{ odd { constructor toString hasOwnProperty { toString constructor } } }", {
      teams: () => `{"data":${odd}}`,
    });
    expect(JSON.stringify(tree)).toBe(odd);
    expect(faults.map(({ path }) => path?.join("."))).toEqual(["odd.toString", "odd.hasOwnProperty.constructor"]);
  });
});
