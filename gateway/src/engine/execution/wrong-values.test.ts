import { compilePlan } from "./compiled-plan";
import { canned, plain } from "./testing/canned";
import { ask, entities, settings, told } from "./testing/hostile-graph";
import { aRun, testPlanner } from "./testing/planned";

describe("A value of the wrong kind", () => {
  const values = async (text: string) => {
    const answer = await ask("{ team { values { int float string boolean id mood date anything list } } }", {
      teams: () => ({ data: { team: { __typename: "Team", id: "1" } } }),
      evil: () =>
        `{"data":{"_entities":[{"values":{"int":1,"float":1.5,"string":"s","boolean":true,"id":"i","mood":"GOOD","date":"2026-11-22","anything":{"a":[1]},"list":[1],${text}}}]}}`,
    });
    const { values: found } = (answer.tree?.team ?? {}) as { values?: Record<string, unknown> };
    return { found: plain(found) as Record<string, unknown>, told: told(answer) };
  };

  it("has a control: nothing is told of values that are right, odd as they may be", async () => {
    for (const right of [
      '"int":-2147483648',
      '"float":3',
      '"float":1e300',
      '"id":""',
      '"date":null',
      '"anything":"2^31"',
      '"list":[]',
      '"int":null',
    ]) {
      expect((await values(right)).told).toEqual([]);
    }
  });

  it.each([
    ["int", "2147483648"],
    ["int", "-2147483649"],
    ["int", "1.5"],
    ["int", '"1"'],
    ["int", "true"],
    ["int", "{}"],
    ["int", "[1]"],
    ["float", "1e999"],
    ["float", '"1.5"'],
    ["string", "5"],
    ["string", '"\\ud800"'],
    ["boolean", "0"],
    ["boolean", '"true"'],
    ["id", "{}"],
    ["id", "1.5"],
    ["id", "true"],
    ["id", "9007199254740993"],
    ["mood", '"UGLY"'],
    ["mood", '"constructor"'],
    ["mood", "0"],
    ["date", '"yesterday"'],
    ["date", "5"],
    ["anything", '"\\udc00"'],
  ])("C23: %s ← %s is told at its path, and missing there only", async (name, json) => {
    const { found, told: faults } = await values(`"${name}":${json}`);
    expect(faults).toEqual([["SOURCE_INVALID_VALUE", `team.values.${name}`, "evil"]]);
    expect(Object.keys(found).sort()).toEqual(
      ["anything", "boolean", "date", "float", "id", "int", "list", "mood", "string"].filter((one) => one !== name),
    );
  });

  it("an identifier that comes as a whole number is its text", async () => {
    const { found, told: faults } = await values('"id":42');
    expect([found.id, faults]).toEqual(["42", []]);
  });

  it("C24: a list for an object and an object for a list are told, and missing there", async () => {
    const query = "{ teams { budget rating { value by } } }";
    const answer = await ask(query, entities({ rating: [{ value: 1, by: [] }] }, { rating: { value: 1, by: { 0: "x" } } }));
    expect(plain(answer.tree)).toEqual({
      teams: [
        { __typename: "Team", id: "1", budget: 100 },
        { __typename: "Team", id: "2", budget: 200, rating: { value: 1 } },
      ].map((one) => expect.objectContaining(one)),
    });
    expect(told(answer)).toEqual([
      ["SOURCE_INVALID_VALUE", "teams.0.rating", "evil"],
      ["SOURCE_INVALID_VALUE", "teams.1.rating.by", "evil"],
    ]);
  });

  it("C25: null for a non-null leaf deep in lists is told there, and its siblings are kept", async () => {
    const parts = [[{ n: 1 }, { n: null }], [null], [{ n: 3 }]];
    const answer = await ask("{ teams { parts { n } } }", { teams: () => ({ data: { teams: [{ parts }, { parts: [null] }] } }) });
    expect(plain(answer.tree)).toEqual({ teams: [{ parts: [[{ n: 1 }, {}], [null], [{ n: 3 }]] }, { parts: [null] }] });
    expect(told(answer)).toEqual([
      ["SOURCE_INVALID_VALUE", "teams.0.parts.0.1.n", "teams"],
      ["SOURCE_INVALID_VALUE", "teams.0.parts.1.0", "teams"],
      ["SOURCE_INVALID_VALUE", "teams.1.parts.0", "teams"],
    ]);
  });

  it("a name that was asked and isn't there is told, unless the source told an error there", async () => {
    const broken = { data: { _entities: [{}, {}] }, errors: [{ message: "out", path: ["_entities", 0, "rating"] }] };
    const answer = await ask("{ teams { rating { value } } }", { evil: () => broken });
    expect(told(answer)).toEqual([
      ["SOURCE_ERROR", "teams.0.rating", "evil"],
      ["SOURCE_INVALID_VALUE", "teams.1.rating", "evil"],
    ]);
  });

  it("isn't sent on: an entity without something required isn't asked about", async () => {
    const requiring = testPlanner({
      a: `type Query { ps: [P] } type P @key(fields: "id") { id: ID! weight: Int }`,
      b: `type P @key(fields: "id") { id: ID! weight: Int @external ship: Int @requires(fields: "weight") }`,
    });
    const { transportOf, asked } = canned({
      a: () => ({
        data: {
          ps: [
            { __typename: "P", id: "1", weight: "x" },
            { __typename: "P", id: "2", weight: null },
          ],
        },
      }),
      b: () => ({ data: { _entities: [{ ship: 2 }] } }),
    });
    const answer = await compilePlan(requiring.plan("{ ps { ship } }"), requiring.typesOf, settings).run(aRun(), transportOf);
    expect(asked[1]?.variables.representations).toEqual([{ __typename: "P", id: "2", weight: null }]);
    expect(told(answer)).toEqual([["SOURCE_INVALID_VALUE", "ps.0.weight", "a"]]);
  });
});

describe("An answer of the wrong shape", () => {
  it.each([
    ["no data", "{}"],
    ["null", '{"data":null}'],
  ])("C18: %s is told at each field that was asked", async (_, text) => {
    const answer = await ask("{ team { name } teams { name } }", { teams: () => text });
    expect(told(answer)).toEqual([
      ["SOURCE_INVALID_SHAPE", "team", "teams"],
      ["SOURCE_INVALID_SHAPE", "teams", "teams"],
    ]);
  });

  it.each(['{"data":{}}', '{"data":{"teams":"x"}}', '{"data":{"teams":{}}}'])("C18: %s is told at the field", async (text) => {
    expect(told(await ask("{ teams { name } }", { teams: () => text }))).toEqual([["SOURCE_INVALID_VALUE", "teams", "teams"]]);
  });

  it("keeps no more faults than may be told, and counts the others", async () => {
    const many = Array.from({ length: 250 }, (_, n) => ({ name: n }));
    const { faults, faultsLeftOut } = await ask("{ teams { name } }", { teams: () => ({ data: { teams: many } }) });
    expect(faults.length).toBe(100);
    expect(faultsLeftOut).toBeGreaterThan(0);
  });
});
