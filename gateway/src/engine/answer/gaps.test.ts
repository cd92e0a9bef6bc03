import { ask, faultAt } from "./testing/ask";

const { NaN: notANumber } = Number;

describe("null where nothing may be null", () => {
  it("takes what holds it, up to what may be null, and tells where it was", () => {
    const { text, gaps } = ask("{ teams { title place { code } } }").write({ teams: [{ title: null }, { title: "C2", place: null }] });
    expect(text).toBe('{"teams":[null,{"title":"C2","place":null}]}');
    expect(gaps).toEqual([{ path: ["teams", 0, "title"], coordinate: "Team.title", reason: "NULL_IN_NON_NULL" }]);
  });

  it("takes a list of which an item is lost, and the list that holds that", () => {
    const asked = ask("{ teams { matrix { city } } }");
    const { text, gaps, nodes } = asked.write({ teams: [{ matrix: [[{ city: "Geneva" }], [{ city: "Bern" }, { city: null }]] }] });
    expect([text, nodes]).toEqual(['{"teams":[null]}', 0]);
    expect(gaps).toEqual([{ path: ["teams", 0, "matrix", 1, 1, "city"], coordinate: "Place.city", reason: "NULL_IN_NON_NULL" }]);
  });

  it("takes the whole answer where the root can't do without it", () => {
    const asked = ask("{ place { city } t: team { title } }");
    const { text, gaps, nodes } = asked.write({ place: { city: "Geneva" }, [asked.key("t")]: { title: null } });
    expect([text, nodes]).toEqual(["null", 0]);
    expect(gaps.map(({ path }) => path)).toEqual([["t", "title"]]);
  });

  it("is told at the item where an item is null", () => {
    const asked = ask("{ found { ... on Organization { tags } } }");
    const tags = [["a"], ["b", null], null];
    const { text, gaps } = asked.write({ [asked.key("found")]: [{ __typename: "Organization", tags }] });
    expect(text).toBe('{"found":[{"tags":[["a"],null,null]}]}');
    expect(gaps.map(({ path }) => path)).toEqual([["found", 0, "tags", 1, 1]]);
  });
});

describe("what nobody answered", () => {
  it("is null and told, where null is allowed too", () => {
    const { text, gaps } = ask("{ place { here: city code } constructor }").write({ place: {} });
    expect(text).toBe('{"place":null,"constructor":null}');
    expect(gaps).toEqual([
      { path: ["place", "here"], coordinate: "Place.city", reason: "NEVER_ANSWERED" },
      { path: ["constructor"], coordinate: "Query.constructor", reason: "NEVER_ANSWERED" },
    ]);
  });

  it("is not what every object inherits", () => {
    const { text, gaps } = ask("{ constructor toString { city } }").write({});
    expect(text).toBe('{"constructor":null,"toString":null}');
    expect(gaps.map(({ reason }) => reason)).toEqual(["NEVER_ANSWERED", "NEVER_ANSWERED"]);
  });

  it("is told once of a root that was lost, unless faults say why", () => {
    const { write } = ask("{ place { city } }");
    expect(write(null)).toMatchObject({ text: "null", gaps: [{ path: [], coordinate: "Query", reason: "NEVER_ANSWERED" }] });
    expect(write(null, {}, [{ ...faultAt(), path: null }])).toMatchObject({ text: "null", gaps: [] });
  });
});

describe("a value of the wrong kind", () => {
  it.each<[string, string, unknown]>([
    ["a number that JSON can't write", "{ party { ... on Person { age } } }", { __typename: "Person", age: notANumber }],
    ["an infinite one", "{ party { ... on Person { age } } }", { __typename: "Person", age: Number.POSITIVE_INFINITY }],
    ["a text as a number", "{ party { ... on Person { age } } }", { __typename: "Person", age: "36" }],
    ["an object as a text", "{ party { name } }", { __typename: "Person", name: {} }],
    ["a value of an enum that isn't public", "{ party { ... on Organization { kind } } }", { __typename: "Organization", kind: "SECRET" }],
    ["an object as a list", "{ party { ... on Organization { tags } } }", { __typename: "Organization", tags: {} }],
    ["a text as an object", "{ party { ... on Person { friend { id } } } }", { __typename: "Person", friend: "ada" }],
    ["a list as an object", "{ party { ... on Person { friend { id } } } }", { __typename: "Person", friend: [] }],
  ])("is null and told: %s", (_, query, party) => {
    const { text, gaps } = ask(query).write({ party: party as never });
    expect(Object.values(JSON.parse(text).party)).toEqual([null]);
    expect(gaps).toMatchObject([{ reason: "WRONG_KIND" }]);
  });

  it.each(["Secret", "Place", "Kind", "__proto__"])("is an object of a type that may not stand there: %s", (typename) => {
    const { text, gaps } = ask("{ party { id } place { city } }").write({
      party: { __typename: typename, id: "x" },
      place: { city: "Bern" },
    });
    expect(text).toBe('{"party":null,"place":{"city":"Bern"}}');
    expect(gaps).toEqual([{ path: ["party"], coordinate: "Query.party", reason: "WRONG_KIND" }]);
  });

  it("is an object of another type than the declared one", () => {
    const { text, gaps } = ask("{ place { city } }").write({ place: { __typename: "Team", city: "Bern" } });
    expect([text, gaps.length]).toEqual(['{"place":null}', 1]);
  });

  it("is what JSON can't say in a custom scalar of a subgraph in this process", () => {
    const { text, gaps } = ask("{ teams { notes } }").write({ teams: [{ notes: 1n as never }, { notes: notANumber }, { notes: "ok" }] });
    expect(text).toBe('{"teams":[{"notes":null},{"notes":null},{"notes":"ok"}]}');
    expect(gaps).toHaveLength(2);
  });
});

describe("as many gaps as may be told", () => {
  it("are kept, and the rest is counted", () => {
    const { projection } = ask("{ teams { title } }");
    const { gaps, gapsLeftOut } = projection.write({ teams: Array.from({ length: 10 }, () => ({ title: null })) }, {}, { mostGaps: 3 });
    expect([gaps.length, gapsLeftOut]).toEqual([3, 7]);
  });
});

describe("a gap that a fault tells already", () => {
  const told = (query: string, tree: object, ...faults: ReturnType<typeof faultAt>[]) =>
    ask(query)
      .write(tree as never, {}, faults)
      .gaps.map(({ path }) => path.join("."));

  it("is one at the place of the fault, or above it", () => {
    expect(told("{ teams { title } }", { teams: [{}, {}] }, faultAt("teams", 0, "title"))).toEqual(["teams.1.title"]);
    expect(told("{ place { within { city } } }", { place: {} }, faultAt("place", "within", "city"))).toEqual([]);
  });

  it("is not one below the fault: no source hides another's loss with an error of its own about the whole object, or list", () => {
    expect(told("{ place { code } constructor }", { place: {} }, faultAt("place"), faultAt())).toEqual(["place.code", "constructor"]);
    expect(told("{ teams { title } }", { teams: [{ title: null }] }, faultAt("teams"), faultAt("teams", 0))).toEqual(["teams.0.title"]);
  });

  it("is not one beside a fault: what can't be asked without a lost key is missing too", () => {
    expect(told("{ place { code city } }", { place: { city: "Bern" } }, faultAt("place", "postcode"))).toEqual(["place.code"]);
  });

  it("is one whose object is lost to a fault anyway, whichever field the client asked first", () => {
    const tree = { teams: [{ title: null, budget: null }] };
    expect(told("{ teams { title budget } }", tree, faultAt("teams", 0, "budget"))).toEqual([]);
    expect(told("{ teams { budget title } }", tree, faultAt("teams", 0, "budget"))).toEqual([]);
    expect(told("{ teams { title open } }", { teams: [{ title: null, open: null }] }, faultAt("teams", 0, "open"))).toEqual([
      "teams.0.title",
    ]);
  });

  it("is one that nobody answered, and that may be null, within what is lost for something else", () => {
    const tree = { teams: [{ title: null }, { title: "C1" }] };
    expect(told("{ teams { notes title } }", tree)).toEqual(["teams.0.title", "teams.1.notes"]);
    expect(told("{ teams { notes title } }", tree, faultAt("teams", 0, "title"))).toEqual(["teams.1.notes"]);
    const asked = ask("{ constructor teams { notes } team { title } }");
    const lost = { teams: [{}], [asked.key("team")]: { title: null } };
    expect(asked.write(lost).gaps.map(({ path }) => path.join("."))).toEqual(["team.title"]);
    expect(asked.write(lost, {}, [faultAt(asked.key("team"), "title")]).gaps).toEqual([]);
  });

  it("goes by the tree's names, not by the client's", () => {
    const asked = ask("{ a: place { b: code } }");
    const tree = { [asked.key("a")]: {} };
    expect(asked.write(tree, {}, [faultAt(asked.key("a"), asked.key("b"))]).gaps).toEqual([]);
    expect(asked.write(tree, {}, [faultAt("a", "b")]).gaps.map(({ path }) => path)).toEqual([["a", "b"]]);
  });

  it("leaves no room out of what may be told", () => {
    const { projection } = ask("{ teams { title } }");
    const tree = { teams: Array.from({ length: 5 }, () => ({ title: null })) };
    const { gaps, gapsLeftOut } = projection.write(
      tree,
      {},
      { mostGaps: 1, faults: [faultAt("teams", 0, "title"), faultAt("teams", 1, "title")] },
    );
    expect([gaps.map(({ path }) => path[1]), gapsLeftOut]).toEqual([[2], 2]);
  });
});
