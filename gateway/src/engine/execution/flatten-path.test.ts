import type { TreeObject } from "../answer/tree";
import { objectsAt, pathSteps, visitPath } from "./flatten-path";
import { TypeConditions } from "./type-conditions";

const types = new TypeConditions(["a"], (name) => ({
  name,
  types: { Written: { kind: "UNION", possible: ["Book"] }, Book: { kind: "OBJECT", fields: {} } },
}));

const [book, film, plain] = [{ __typename: "Book", n: 1 }, { __typename: "Film", n: 2 }, { n: 3 }];
const tree: TreeObject = {
  one: { deep: book, none: null },
  list: [{ deep: book }, null, { deep: film }, {}, { deep: 5 }],
  lists: [[{ deep: [[book], [film, null]] }], [], null, [{ deep: [[plain]] }]],
  typed: [book, film, plain],
};

const at = (...path: string[]) => objectsAt(tree, pathSteps(path), types, false);

describe("The objects at a path", () => {
  it("are the root for an empty path", () => {
    expect(at()).toEqual([tree]);
  });

  it("are those under names, past what is null, missing or no object", () => {
    expect(at("one", "deep")).toEqual([book]);
    expect(at("list", "@", "deep")).toEqual([book, film]);
    expect([at("one", "none"), at("nowhere", "deep"), at("one", "deep", "n")]).toEqual([[], [], []]);
  });

  it("are found in lists of lists, in order", () => {
    expect(at("lists", "@", "@", "deep", "@", "@")).toEqual([book, film, plain]);
  });

  it("are those of the types that the path names, wherever it does", () => {
    expect(at("typed", "@|[Book,Film]")).toEqual([book, film]);
    expect(at("", "list", "@", "deep|[Film]")).toEqual([film]);
    expect(at("|[Query]", "typed", "@|[Written]")).toEqual([book]);
  });

  it("aren't read by inheritance", () => {
    expect(at("constructor")).toEqual([]);
  });

  it("may be come to once, though several places lead there", () => {
    const steps = pathSteps(["list", "@", "deep"]);
    const shared: TreeObject = { list: [{ deep: [book, film] }, { deep: [] }] };
    const items = shared.list as { deep: unknown }[];
    if (items[1] !== undefined) items[1].deep = items[0]?.deep;
    expect(objectsAt(shared, steps, types, false)).toHaveLength(4);
    expect(objectsAt(shared, steps, types, true)).toEqual([book, film]);
  });

  it("are visited with the way that leads to them", () => {
    const places: unknown[] = [];
    visitPath(tree, pathSteps(["lists", "@", "@", "deep", "@", "@|[Book,Film]"]), types, (passed, place) => {
      places.push([place.join("."), passed.length, passed.at(-1)]);
    });
    expect(places).toEqual([
      ["lists.0.0.deep.0.0", 3, book],
      ["lists.0.0.deep.1.0", 3, film],
    ]);
  });

  it("can't be told by one item of a list, which no plan asks for", () => {
    expect(() => pathSteps(["list", 0])).toThrow("one item");
  });
});
