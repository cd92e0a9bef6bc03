import { AlikeObjects } from "./alike";
import { compilePlan } from "./compiled-plan";
import { canned, plain } from "./testing/canned";
import { aRun, testPlanner } from "./testing/planned";

const planner = testPlanner({
  a: `
    type Query { notes: [Note] either: [Either] }
    union Either = Note | Team
    type Note { text: String by: Person about: [Team] }
    type Team { id: ID! name: String lead: Person }
    type Person @key(fields: "id") { id: ID! rank: Int tags: [String] odd: Odd }
    scalar Odd
  `,
  b: 'type Person @key(fields: "id") { id: ID! karma: Int }',
});

const karma = { data: { _entities: [{ karma: 1 }, { karma: 2 }] } };

async function ask(query: string, data: unknown) {
  const { transportOf, asked } = canned({ a: () => ({ data }), b: () => karma });
  const plan = compilePlan(planner.plan(query), planner.typesOf, { echoKeys: () => false });
  const { tree, faults, repeated } = await plan.run(aRun(), transportOf);
  return { tree: tree as { notes: { by: unknown; about: { lead: unknown }[] }[] }, faults, repeated, asked };
}

const person = (id: string, more: object = {}) => ({ __typename: "Person", id, ...more });

describe("Objects of an answer that are equal", () => {
  it("are one at their place, with what is asked of them further", async () => {
    const notes = [{ by: person("1") }, { by: person("2") }, { by: person("1") }];
    const { tree, asked, repeated } = await ask("{ notes { by { karma } } }", { notes });
    const [first, second, third] = tree.notes;
    expect(first?.by).toBe(third?.by);
    expect(repeated).toEqual(new Set([first?.by]));
    expect(asked[1]?.variables.representations).toEqual([person("1"), person("2")]);
    expect([first, second, third].map((note) => plain(note?.by))).toMatchObject([{ karma: 1 }, { karma: 2 }, { karma: 1 }]);
  });

  it("stay apart where they differ in anything", async () => {
    const notes = [{ by: person("1", { rank: 1, tags: ["a"] }) }, { by: person("1", { rank: 1, tags: ["b"] }) }];
    const { tree, repeated } = await ask("{ notes { by { id rank tags } } }", {
      notes: notes.map(({ by: { __typename, ...by } }) => ({ by })),
    });
    expect([tree.notes[0]?.by === tree.notes[1]?.by, repeated?.size]).toEqual([false, 0]);
  });

  it("stay apart where a scalar of one's own holds an object", async () => {
    const { tree } = await ask("{ notes { by { id odd } } }", { notes: [{ by: { id: "1", odd: {} } }, { by: { id: "1", odd: {} } }] });
    expect(tree.notes[0]?.by).not.toBe(tree.notes[1]?.by);
  });

  it("stay apart at two places of a selection", async () => {
    const notes = [{ by: { id: "1" }, about: [{ lead: { id: "1" } }] }];
    const { tree } = await ask("{ notes { by { id } about { lead { id } } } }", { notes });
    expect(tree.notes[0]?.by).not.toBe(tree.notes[0]?.about[0]?.lead);
  });

  it("are looked for from the inside out", async () => {
    const about = () => [{ id: "1", lead: { id: "2" } }];
    const { tree } = await ask("{ notes { about { id lead { id } } } }", { notes: [{ about: about() }, { about: about() }] });
    expect(tree.notes[0]?.about[0]).toBe(tree.notes[1]?.about[0]);
  });

  it("aren't looked for where something of the answer isn't what was asked", async () => {
    const { tree, faults } = await ask("{ notes { by { id rank } } }", { notes: [1, 1, "x"].map((rank) => ({ by: { id: "1", rank } })) });
    expect([tree.notes[0]?.by === tree.notes[1]?.by, faults.length]).toEqual([false, 1]);
  });

  it("aren't looked for any more where hardly any are found", () => {
    const reader = { kind: "STRING", nonNull: true, values: null, check: null, item: null, shapes: null } as const;
    const shape = { names: ["id"], nested: [], telling: "id" };
    const items = Array.from({ length: 200 }, (_, index) => ({ id: String(Math.min(index, 150)) }));
    const list = { ...reader, kind: "LIST", item: { ...reader, kind: "OBJECT", shapes: { of: () => shape } } };
    const repeated = new Set<never>();
    new AlikeObjects(repeated).shareBelow({ items }, { nested: [{ name: "items", reader: list }] } as never);
    expect(repeated.size).toBe(0);
  });
});
