import { compilePlan } from "./compiled-plan";
import { canned, plain } from "./testing/canned";
import { ask, budgets, entities, planner, settings, team, told } from "./testing/hostile-graph";
import { aRun } from "./testing/planned";

describe("An answer about something else than was asked", () => {
  const query = "{ found { ... on Team { name budget rating { value } } ... on Person { name karma } } }";
  const found = () => ({ data: { found: [team("1"), { __typename: "Person", id: "2", name: "Boris" }] } });
  const keyed = "{ team { budget rating { value } } }";

  it("D05: an entity of another known type is dropped for that source alone", async () => {
    const answer = await ask(query, { teams: found, ...entities({ __typename: "Person", rating: { value: 5 } }, { karma: 1 }) });
    expect(plain(answer.tree)).toEqual({
      found: [
        { ...team("1"), budget: 100 },
        { __typename: "Person", id: "2", name: "Boris", karma: 1 },
      ],
    });
    expect(told(answer)).toEqual([["SOURCE_ENTITY_MISMATCH", "found.0.rating", "evil"]]);
  });

  it("D06: an entity of an unknown type is dropped for that source alone", async () => {
    const answer = await ask(query, { teams: found, ...entities({ rating: { value: 5 } }, { __typename: "Nobody", karma: 1 }) });
    expect(plain(answer.tree)).toMatchObject({ found: [{ budget: 100, rating: { value: 5 } }, { name: "Boris" }] });
    expect(told(answer)).toEqual([["SOURCE_ENTITY_MISMATCH", "found.1.karma", "evil"]]);
  });

  it("D07: an object whose type isn't among those possible is dropped, its siblings stay", async () => {
    const media = [
      { __typename: "Book", title: "A", pages: 1 },
      { __typename: "Team", title: "B", pages: 1 },
      { __typename: 5, title: "C" },
      { title: "D" },
      { __typename: "Film", title: "E", length: 3 },
    ];
    const answer = await ask("{ media { title ... on Book { pages } ... on Film { length } } }", { teams: () => ({ data: { media } }) });
    expect(plain(answer.tree)).toEqual({ media: [media[0], null, null, { title: "D" }, media[4]] });
    expect(told(answer)).toEqual([
      ["SOURCE_ENTITY_MISMATCH", "media.1", "teams"],
      ["SOURCE_ENTITY_MISMATCH", "media.2", "teams"],
      ["SOURCE_INVALID_VALUE", "media.3.__typename", "teams"],
    ]);
  });

  it.each([
    ["one too few", [{ rating: null }]],
    ["one too many", [{}, {}, {}]],
    ["none", []],
  ])("D08: %s entities are told at each", async (_, answers) => {
    const answer = await ask("{ teams { budget rating { value } } }", entities(...answers));
    expect(plain(answer.tree)).toMatchObject({ teams: [{ budget: 100 }, { budget: 200 }] });
    expect(told(answer)).toEqual([
      ["SOURCE_ENTITY_MISMATCH", "teams.0.rating", "evil"],
      ["SOURCE_ENTITY_MISMATCH", "teams.1.rating", "evil"],
    ]);
  });

  it.each([
    ["text", "x"],
    ["an object", { 0: {} }],
    ["nothing", undefined],
    ["null", null],
  ])("D08: %s in place of entities is told at each", async (_, answers) => {
    const answer = await ask("{ teams { rating { value } } }", { evil: () => ({ data: { _entities: answers } }) });
    expect(told(answer).map(([code]) => code)).toEqual(["SOURCE_ENTITY_MISMATCH", "SOURCE_ENTITY_MISMATCH"]);
  });

  it("D08: an entity that is no object is dropped, the others stay", async () => {
    const answer = await ask("{ teams { rating { value } } }", entities([{ rating: null }], { rating: { value: 4 } }));
    expect(plain(answer.tree)).toMatchObject({ teams: [{ id: "1" }, { rating: { value: 4 } }] });
    expect(told(answer)).toEqual([["SOURCE_ENTITY_MISMATCH", "teams.0.rating", "evil"]]);
  });

  it("a key that was asked and comes back as another drops the entity for that source", async () => {
    const text = JSON.stringify(planner.plan(keyed)).replace(/\.\.\.on Team\{rating/, "...on Team{id rating");
    const other = { data: { _entities: [{ id: "2", rating: { value: 5 } }] } };
    const { transportOf } = canned({ teams: () => ({ data: { team: team("1") } }), money: budgets, evil: () => other });
    const gathered = await compilePlan(JSON.parse(text), planner.typesOf, settings).run(aRun(), transportOf);
    expect(plain(gathered.tree)).toEqual({ team: { __typename: "Team", id: "1", budget: 100 } });
    expect(told(gathered)).toEqual([["SOURCE_ENTITY_MISMATCH", "team.rating", "evil"]]);
  });

  it("an entity that a subgraph doesn't know has what it was asked as null, without a fault", async () => {
    const { tree, faults } = await ask("{ teams { budget rating { value } } }", entities(null, { rating: { value: 4 } }));
    expect(plain(tree)).toMatchObject({
      teams: [
        { budget: 100, rating: null },
        { budget: 200, rating: { value: 4 } },
      ],
    });
    expect(faults).toEqual([]);
  });

  it("D14: a subgraph is sent keys and what it requires, and nothing else", async () => {
    const { asked } = await ask("{ teams { name rating { value } } }", entities({ rating: null }, { rating: null }));
    const [question] = asked.filter(({ subgraph }) => subgraph === "evil");
    expect(question?.variables).toEqual({
      representations: [
        { __typename: "Team", id: "1" },
        { __typename: "Team", id: "2" },
      ],
    });
  });
});
