import { ask, faultAt } from "./testing/ask";

const tree = {
  teams: [
    { title: "C1", open: true, place: { city: "Geneva" } },
    { title: "C2", open: false, place: null },
  ],
};

describe("what @defer puts off", () => {
  it("is left out of the first part and listed at each object", () => {
    const { text, putOff } = ask('{ teams { title ... @defer(label: "late") { open place { city } } } }').writeFirst(tree);
    expect(text).toBe('{"teams":[{"title":"C1"},{"title":"C2"}]}');
    expect(putOff.map(({ id, label, path }) => ({ id, label, path }))).toEqual([
      { id: "_d0", label: "late", path: ["teams", 0] },
      { id: "_d0", label: "late", path: ["teams", 1] },
    ]);
    expect(putOff.map((part) => part.write({ mostGaps: 10 }).text)).toEqual([
      '{"open":true,"place":{"city":"Geneva"}}',
      '{"open":false,"place":null}',
    ]);
  });

  it("stands in its place where the answer is written as a whole", () => {
    const { text, putOff } = ask("{ teams { ... @defer { open } title } }").write(tree);
    expect(text).toBe('{"teams":[{"open":true,"title":"C1"},{"open":false,"title":"C2"}]}');
    expect(putOff).toEqual([]);
  });

  it("goes by its variable", () => {
    const { writeFirst } = ask("query ($late: Boolean!) { teams { title ... @defer(if: $late) { open } } }");
    expect(writeFirst(tree, { late: true })).toMatchObject({ text: '{"teams":[{"title":"C1"},{"title":"C2"}]}' });
    expect(writeFirst(tree, { late: false }).putOff).toEqual([]);
    expect(writeFirst(tree, { late: false }).text).toContain('"open":true');
  });

  it("stays in the first part where something else asks it too", () => {
    const { text } = ask("{ teams { open ... @defer { open title } } }").writeFirst(tree);
    expect(text).toBe('{"teams":[{"open":true},{"open":false}]}');
  });

  it("is put off at the root too, and within what is put off", () => {
    const { text, putOff } = ask("{ ... @defer { teams { title ... @defer { open } } } }").writeFirst(tree);
    expect([text, putOff.map(({ path }) => path)]).toEqual(["{}", [[]]]);
    const outer = putOff[0]?.write({ mostGaps: 10 });
    expect(outer?.text).toBe('{"teams":[{"title":"C1"},{"title":"C2"}]}');
    expect(outer?.putOff.map(({ id, path }) => ({ id, path }))).toEqual([
      { id: "_d1", path: ["teams", 0] },
      { id: "_d1", path: ["teams", 1] },
    ]);
    expect(outer?.putOff[1]?.write({ mostGaps: 10 }).text).toBe('{"open":false}');
  });

  it("is not put off at objects of other types", () => {
    const asked = ask('{ found(text: "a") { __typename ... on Person @defer { age } } }');
    const { putOff } = asked.writeFirst({
      [asked.key("found")]: [{ __typename: "Organization" }, { __typename: "Person", age: 36 }],
    });
    expect(putOff.map(({ path }) => path)).toEqual([["found", 1]]);
  });

  it("is not put off at objects that were lost", () => {
    const { writeFirst } = ask("{ teams { title ... @defer { open } members { id ... @defer { name } } } }");
    const members = [
      { __typename: "Person", id: "ada" },
      { __typename: "Person", id: null },
    ];
    const { putOff } = writeFirst({
      teams: [
        { title: "C1", members },
        { title: "C2", members: [] },
      ],
    });
    expect(putOff.map(({ path }) => path)).toEqual([["teams", 1]]);
  });
});

describe("a part that was put off", () => {
  it("is null where it can't do without what is lost, and tells the place from the root", () => {
    const { putOff } = ask("{ teams { title ... @defer { cost: budget } } }").writeFirst({ teams: [{ title: "C1" }] });
    const { text, gaps } = putOff[0]?.write({ mostGaps: 10 }) ?? {};
    expect(text).toBe("null");
    expect(gaps).toEqual([{ path: ["teams", 0, "cost"], coordinate: "Team.budget", reason: "NEVER_ANSWERED" }]);
  });

  it("tells nothing that its faults tell", () => {
    const asked = ask("{ teams { title ... @defer { cost: budget } } }");
    const { putOff } = asked.writeFirst({ teams: [{ title: "C1" }] });
    expect(putOff[0]?.write({ mostGaps: 10, faults: [faultAt("teams", 0, asked.key("cost"))] }).gaps).toEqual([]);
  });

  it("is written from what the tree holds by then, the kind of its object included", () => {
    const party: Record<string, string> = { id: "ada" };
    const { putOff, text } = ask("{ party { id ... @defer { __typename ... on Person { name } } } }").writeFirst({ party });
    expect(text).toBe('{"party":{"id":"ada"}}');
    Object.assign(party, { __typename: "Person", name: "Ada" });
    expect(putOff[0]?.write({ mostGaps: 10 })).toMatchObject({ text: '{"__typename":"Person","name":"Ada"}', nodes: 0, gaps: [] });
  });
});
