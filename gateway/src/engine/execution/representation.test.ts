import type { TreeObject } from "../answer/tree";
import type { RequiredSelection } from "../plan/plan";
import { EntityBatch } from "./entity-batch";
import { representationWriter } from "./representation";
import { TypeConditions } from "./type-conditions";

const types = new TypeConditions(["a"], (name) => ({
  name,
  types: { Media: { kind: "INTERFACE", fields: {}, possible: ["Book", "Film"] }, Book: { kind: "OBJECT", fields: {} } },
}));

const field = (name: string, selections?: readonly RequiredSelection[]): RequiredSelection => ({
  kind: "Field",
  name,
  ...(selections && { selections }),
});
const on = (typeCondition: string, ...selections: readonly RequiredSelection[]): RequiredSelection => ({
  kind: "InlineFragment",
  typeCondition,
  selections,
});
const typename = field("__typename");

const batch = (requires: readonly RequiredSelection[], ...objects: readonly TreeObject[]) =>
  new EntityBatch(
    objects,
    representationWriter({ requires }, () => [], types),
  );

const written = (requires: readonly RequiredSelection[], ...objects: readonly TreeObject[]) =>
  batch(requires, ...objects).representations.map((text) => JSON.parse(text));

describe("A representation", () => {
  it("holds what its type's conditions require, and nothing else of the object", () => {
    const requires = [on("Book", typename, field("id")), on("Media", field("title")), on("Film", typename, field("length"))];
    const book = { __typename: "Book", id: "1", title: "A", length: 5, secret: "x" };
    expect(written(requires, book, { __typename: "Film", title: "B", length: 2 })).toEqual([
      { __typename: "Book", id: "1", title: "A" },
      { __typename: "Film", title: "B", length: 2 },
    ]);
  });

  it("goes through objects, lists and lists of lists, with conditions of their own", () => {
    const k = field("k", [field("x"), on("Book", field("y"))]);
    const requires = [on("P", typename, field("dim", [field("w"), k]), field("parts", [field("h")]), field("tags"))];
    const dim = { w: 1, k: { __typename: "Book", x: 1, y: 2, z: 3 } };
    const p = { __typename: "P", dim, parts: [[{ h: 1, w: 2 }, null], []], tags: ["a", null, 'b"'] };
    const q = { ...p, dim: { w: 1, k: { __typename: "Film", x: 1, y: 2 } }, parts: null };
    expect(written(requires, p, q)).toEqual([
      { __typename: "P", dim: { w: 1, k: { x: 1, y: 2 } }, parts: [[{ h: 1 }, null], []], tags: ["a", null, 'b"'] },
      { __typename: "P", dim: { w: 1, k: { x: 1 } }, parts: null, tags: ["a", null, 'b"'] },
    ]);
  });

  it("merges what several selections require of one object", () => {
    const requires = [on("P", typename, field("a", [field("x")]), field("a", [field("y")]))];
    expect(written(requires, { __typename: "P", a: { x: 1, y: 2 } })).toEqual([{ __typename: "P", a: { x: 1, y: 2 } }]);
  });

  it("isn't written where something required is missing, however deep; null isn't missing", () => {
    const requires = [on("P", typename, field("id"), field("a", [field("x")]))];
    const whole = { __typename: "P", id: "1", a: { x: null } };
    expect(written(requires, whole, { ...whole, id: undefined }, { ...whole, a: {} }, { ...whole, a: [{ x: 1 }, {}] } as never)).toEqual([
      whole,
    ]);
  });

  it("isn't written of an object of another type, or of none", () => {
    const requires = [on("Book", typename, field("id"))];
    expect(written(requires, { __typename: "Person", id: "1" }, { id: "1" }, { __typename: 5, id: "1" })).toEqual([]);
  });

  it("reads no name by inheritance", () => {
    expect(written([on("P", typename, field("constructor"))], { __typename: "P" })).toEqual([]);
  });

  it("writes text that JSON has to escape, and sets the type where a rewrite says so", () => {
    const rewrite = { kind: "ValueSetter", path: ["... on Media", "__typename"], setValueTo: "Media" } as const;
    const writer = representationWriter({ requires: [on("Media", typename, field("id"))], inputRewrites: [rewrite] }, () => [], types);
    const id = '"\\\n\u2028\ud83d\ude00\ud800\u0000';
    const { representations } = new EntityBatch([{ __typename: "Book", id }], writer);
    expect(representations).toEqual([JSON.stringify({ __typename: "Media", id })]);
  });

  it("isn't written without a key that tells which object is meant", () => {
    const requires = [on("Book", typename, field("id")), on("Media", typename, field("title"))];
    const writer = representationWriter({ requires }, () => ["isbn", "id"].map((name) => ({ names: [name], neverNull: [] })), types);
    const objects = [
      { __typename: "Film", id: "1", title: "A" },
      { __typename: "Book", id: "2", title: "B" },
    ];
    expect(new EntityBatch(objects, writer).representations).toEqual(['{"__typename":"Book","id":"2","title":"B"}']);
  });

  it("isn't written of who is told by a null that the subgraph never gives, or by nothing but null", () => {
    const requires = [on("P", typename, field("id"), field("org"), field("mail"), field("note"))];
    const keys = [
      { names: ["id", "org"], neverNull: ["id"] },
      { names: ["mail"], neverNull: [] },
    ];
    const writer = representationWriter({ requires }, () => keys, types);
    const p = (id: string | null, org: string | null, mail: string | null) => ({ __typename: "P", id, org, mail, note: null });
    const [nobody, told, by] = [p(null, "o", null), p("1", null, null), p(null, null, "m")];
    const { owners, nobodies } = new EntityBatch([nobody, told, by], writer);
    expect({ owners, nobodies }).toEqual({ owners: [told, by], nobodies: [[nobody, "P"]] });
  });

  it("renames what a rewrite renames", () => {
    const rewrite = { kind: "KeyRenamer", path: ["... on P", "a"], renameKeyTo: "b" } as const;
    const writer = representationWriter({ requires: [on("P", typename, field("a"))], inputRewrites: [rewrite] }, () => [], types);
    expect(new EntityBatch([{ __typename: "P", a: 1 }], writer).representations).toEqual(['{"__typename":"P","b":1}']);
  });
});

describe("A batch of entities", () => {
  const requires = [on("P", typename, field("id"), field("weight")), on("Q", typename, field("id"))];
  const p = (id: unknown, weight: unknown) => ({ __typename: "P", id, weight }) as TreeObject;

  it("has each representation once, and every object by its number", () => {
    const objects = [p("1", 5), p("2", 5), p("1", 5), p("1", 6), p("1", 6), { __typename: "Q", id: "1" }, p("2", 5), p(1, 5)];
    const { representations, owners, others, ...rest } = Object.assign(batch(requires, ...objects));
    expect(representations).toEqual([
      '{"__typename":"P","id":"1","weight":5}',
      '{"__typename":"P","id":"2","weight":5}',
      '{"__typename":"P","id":"1","weight":6}',
      '{"__typename":"Q","id":"1"}',
      '{"__typename":"P","id":1,"weight":5}',
    ]);
    expect(owners).toEqual([objects[0], objects[1], objects[3], objects[5], objects[7]]);
    expect(others).toEqual([[objects[2]], [objects[6]], [objects[4]], undefined, undefined]);
    expect(rest).toEqual({ nobodies: [] });
  });

  it("compares required objects by what is written of them", () => {
    const deep = [on("P", typename, field("a", [field("x")]))];
    const one = (x: number, more: number) => ({ __typename: "P", a: { x, more } });
    expect(batch(deep, one(1, 1), one(1, 2), one(2, 1)).others.map((list) => list?.length ?? 0)).toEqual([1, 0]);
  });

  it("takes a time that grows with the number of objects, though they share their first value", () => {
    const objects = Array.from({ length: 20_000 }, (_, n) => p("same", n));
    expect(batch(requires, ...objects, ...objects).size).toBe(20_000);
  });

  it("names the type as it is sent", () => {
    expect(batch(requires, p("1", 5), { __typename: "Q", id: "1" }).typenameAt(1)).toBe("Q");
  });
});
