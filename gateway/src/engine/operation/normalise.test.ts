import { parse, print, validate } from "graphql";
import { normalise } from "./normalise";
import { SAMPLE } from "./testing/sample-schema";

function normalised(query: string, operationName: string | null = null) {
  const document = parse(query);
  expect(validate(SAMPLE, document)).toEqual([]);
  return normalise(SAMPLE, document, operationName, 1_000);
}

function textOf(query: string): string {
  return normalised(query).text;
}

// The sample schema has a field called "_0_size", so that internal names begin with "_a" in it.
describe("internal names", () => {
  it("leave a field without alias and arguments its own", () => {
    expect(textOf("{ plain again { plain } }")).toBe("{plain again{plain}}");
  });

  it("hide an alias that is the name of a key, of the prototype or of a field", () => {
    const { text, clientNames } = normalised("{ thing(id: 1) { id: name __proto__: name name: id } }");
    expect(text).toBe("query($_0:ID!){_a0_thing:thing(id:$_0){_a1_name:name _a2_name:name _a3_id:id}}");
    expect([...clientNames]).toEqual([
      ["_a0_thing", "thing"],
      ["_a1_name", "id"],
      ["_a2_name", "__proto__"],
      ["_a3_id", "name"],
    ]);
  });

  it("stand also where a field takes arguments and none is given: what the planner adds may give some", () => {
    expect(textOf("{ cat { lives } }")).toBe("{_a0_cat:cat{_a1_lives:lives}}");
  });

  it("can't be those of fields that are called alike", () => {
    const { text } = normalised("{ cat { toy { size _0_size } } }");
    expect(text).toBe("{_a0_cat:cat{toy{_a1_size:size _0_size}}}");
  });

  it("tell the arguments apart that one response name has on types that exclude one another", () => {
    const { text, inputs } = normalised(
      "{ thing(id: 1) { ... on Cat { x: related(first: 1) { id } } ... on Dog { x: related(first: 2) { id } } } }",
    );
    expect(text).toBe(
      "query($_0:ID!,$_1:Int,$_2:Int){_a0_thing:thing(id:$_0){... on Cat{_a1_related:related(first:$_1){id}} ... on Dog{_a2_related:related(first:$_2){id}}}}",
    );
    expect(inputs.map((input) => "value" in input && input.value)).toEqual(["1", 1, 2]);
  });

  it("give one variable to a field that fragments ask twice with one argument, so that the two can be merged", () => {
    const query = "{ thing(id: 1) { x: related(first: 1) { id } ... on Cat { x: related(first: 1) { name } } } }";
    expect(textOf(query)).toBe(
      "query($_0:ID!,$_1:Int){_a0_thing:thing(id:$_0){_a1_related:related(first:$_1){id} ... on Cat{_a1_related:related(first:$_1){name}}}}",
    );
  });

  it("leave __typename its own, however often it is asked and whatever it is called", () => {
    const { text, selection } = normalised("{ a: __typename __typename b: __typename }");
    expect(text).toBe("{__typename}");
    expect(selection.map((node) => node.kind === "field" && [node.responseName, node.key])).toEqual([
      ["a", "__typename"],
      ["__typename", "__typename"],
      ["b", "__typename"],
    ]);
  });
});

describe("literals in arguments", () => {
  function values(query: string): readonly unknown[] {
    return normalised(query).inputs.map((input) => ("value" in input ? input.value : `$${input.variable}`));
  }

  it("become variables of the type that their place wants", () => {
    expect(textOf('{ things(filter: { text: "x", ranges: { from: 1 } }, first: 5) { id } }')).toBe(
      "query($_0:Filter,$_1:Int){_a0_things:things(filter:$_0,first:$_1){id}}",
    );
    expect(values('{ things(filter: { text: "x", ranges: { from: 1 } }, first: 5) { id } }')).toEqual([
      { text: "x", ranges: [{ from: 1 }] },
      5,
    ]);
  });

  it("are JSON as the type reads them: an ID is a string, an enum value too, one item a list", () => {
    expect(values("{ thing(id: 7) { id } colours(of: RED, also: [1, [2]]) }")).toEqual(["7", [[1], [2]], ["RED"]]);
    expect(values('{ text(value: """\n  two\n    lines\n""") }')).toEqual(["two\n  lines"]);
    expect(values("{ found(by: { range: { from: 1, to: null } }) { __typename } }")).toEqual([{ range: { from: 1, to: null } }]);
  });

  it.each([
    ["1", 1],
    ["1e3", 1000],
    ["1.50", 1.5],
    ["0.1", 0.1],
    ["-2.5e-3", -0.0025],
    ["0.0", 0],
    ["9007199254740993", null],
    ["12345678901234567890", null],
    ["0.1000000000000000055511151231257827", null],
    ["1e400", null],
    ["1e-400", null],
    ["-0", null],
    ["-0.0", null],
  ])("that are numbers become what JSON can say without loss: %s", (literal, value) => {
    const { text, inputs } = normalised(`{ number(value: ${literal}) }`);
    expect(inputs.map((input) => "value" in input && input.value)).toEqual(value === null ? [] : [value]);
    expect(text).toContain(value === null ? `(value:${literal})` : "(value:$_0)");
  });

  it("stay where they are null or of a custom scalar and no string, and what stands around them is taken apart", () => {
    expect(textOf('{ text(value: null, json: { k: [1, "x"] }, on: 2026, dates: [2026, "2026-01-01"]) }')).toBe(
      'query($_0:Date){_a0_text:text(dates:[2026,$_0],json:{k:[1,"x"]},on:2026,value:null)}',
    );
    expect(textOf('{ things(filter: { text: "x", since: 2026, not: { text: "y" } }) { id } }')).toBe(
      "query($_0:Filter,$_1:String){_a0_things:things(filter:{not:$_0,since:2026,text:$_1}){id}}",
    );
  });

  it("that are strings become variables of custom scalars too, so that no date makes a text of its own", () => {
    const { text, inputs } = normalised('{ text(on: "2026-01-01", dates: "2026-01-02", json: """a"b""") }');
    expect(text).toBe("query($_0:[Date],$_1:Json,$_2:Date){_a0_text:text(dates:$_0,json:$_1,on:$_2)}");
    expect(inputs.map((input) => "value" in input && input.value)).toEqual([["2026-01-02"], 'a"b', "2026-01-01"]);
  });

  it("leave variables among them variables", () => {
    const query =
      "query ($t: String, $i: ID!, $j: Int) { things(filter: { text: $t, ids: [1, $i], colour: RED }) { id } text(json: { k: $j }) }";
    expect(textOf(query)).toBe(
      "query($_0:Colour,$_1:ID!,$_2:ID!,$_3:String,$_4:Int){_a0_things:things(filter:{colour:$_0,ids:[$_1,$_2],text:$_3}){id} _a1_text:text(json:{k:$_4})}",
    );
  });

  it("in a list of any length make one text", () => {
    expect(textOf("{ colours(of: [RED, BLUE, GREEN]) }")).toBe(textOf("{ colours(of: []) }"));
  });

  it("in a directive that isn't GraphQL's own stay as they are, defaults are told, and the directive goes with its field", () => {
    const query = "query Q($n: Int) @loud(times: 9) { plain @loud(times: $n) @loud ... @loud { a: plain } }";
    expect(textOf(query)).toBe("query($_0:Int)@loud(times:9){plain@loud(times:$_0)@loud(times:1) ...@loud(times:1){_a0_plain:plain}}");
  });
});

describe("variables of the client's", () => {
  it("are renamed in the order of their use and keep type and default; those that nothing uses any more are gone", () => {
    const query =
      `query ($b: Int = 1_0, $gone: Boolean!, $a: String = """x""") { text(value: $a) things(first: $b) { id } plain @include(if: false) @skip(if: $gone) }`.replace(
        "1_0",
        "10",
      );
    const { text, inputs } = normalised(query);
    expect(text).toBe('query($_0:String="x",$_1:Int=10){_a0_text:text(value:$_0) _a1_things:things(first:$_1){id}}');
    expect(inputs).toEqual([
      { name: "_0", variable: "a" },
      { name: "_1", variable: "b" },
    ]);
  });
});

describe("selections", () => {
  it("that a literal leaves out are gone, and what is left empty asks for __typename", () => {
    const { text, selection } = normalised("{ cat @skip(if: true) { id } again { plain @include(if: false) } }");
    expect(text).toBe("{again{__typename}}");
    expect(selection).toEqual([{ kind: "field", responseName: "again", key: "again", name: "again", conditions: [], selection: [] }]);
    expect(normalised("{ plain @skip(if: true) }")).toMatchObject({ text: "{__typename}", selection: [] });
    expect(textOf("mutation { rename(id: 1) @skip(if: true) { id } }")).toBe("mutation{__typename}");
  });

  it("keep the conditions that variables decide, @skip before @include", () => {
    const { text, selection } = normalised("query ($a: Boolean!, $b: Boolean!) { plain @include(if: $a) @skip(if: $b) }");
    expect(text).toBe("query($_0:Boolean!,$_1:Boolean!){plain@skip(if:$_0)@include(if:$_1)}");
    expect(selection).toMatchObject([
      {
        conditions: [
          { variable: "_0", negated: true },
          { variable: "_1", negated: false },
        ],
      },
    ]);
  });

  it("that say the same are one: fields under the same conditions, fragments on the same type", () => {
    const query = `query ($v: Boolean!) {
      cat { id } cat { name } cat @include(if: $v) { toy { colour } }
      thing(id: 1) { ... on Cat { id } name ... on Cat { lives } }
      ...F
    }
    fragment F on Query { cat { id } plain }`;
    expect(textOf(query)).toBe(
      "query($_0:Boolean!,$_1:ID!){_a0_cat:cat{id name} _a0_cat:cat@include(if:$_0){toy{colour}} _a1_thing:thing(id:$_1){... on Cat{id _a2_lives:lives} name} plain}",
    );
  });

  it("under conditions that differ, be it by their sign alone, stay apart", () => {
    expect(textOf("query ($v: Boolean!) { cat @skip(if: $v) { id } cat @include(if: $v) { name } cat { lives } }")).toBe(
      "query($_0:Boolean!){_a0_cat:cat@skip(if:$_0){id} _a0_cat:cat@include(if:$_0){name} _a0_cat:cat{_a1_lives:lives}}",
    );
  });

  it("are answered in the order that the client asked, which fragments apart from one another keep", () => {
    const { selection } = normalised("{ thing(id: 1) { ... on Cat { id } name ... on Cat { lives } } }");
    expect(selection).toMatchObject([{ selection: [{ kind: "fragment" }, { kind: "field" }, { kind: "fragment" }] }]);
  });

  it.each([
    ["is asked under other conditions", "cat { id } cat @include(if: $t) { name } cat { lives }", ["cat id", "cat name", "cat lives"]],
    ["is asked in a fragment", "cat { id } ... @include(if: $t) { cat { name } } cat { lives }", ["cat id", "...", "cat lives"]],
    ["isn't asked", "cat { id } plain @include(if: $t) cat { lives }", ["cat id,lives", "plain"]],
  ])("are answered where the name %s in between, in the order that the client asked", (_what, asked, expected) => {
    const { selection } = normalised(`query ($t: Boolean!) { ${asked} }`);
    const told = selection.map((node) => {
      if (node.kind === "fragment") return "...";
      const below = (node.selection ?? []).map((inner) => (inner.kind === "field" ? inner.name : "..."));
      return `${node.name} ${below.join()}`.trim();
    });
    expect(told).toEqual(expected);
  });

  it("of a mutation's root keep the order of their effects", () => {
    const query = `mutation ($v: Boolean!) {
      ... @include(if: $v) { a: rename(id: 1) { id } } b: rename(id: 2) { id } ... @include(if: $v) { c: rename(id: 3) { id } a: rename(id: 1) { name } }
    }`;
    expect(textOf(query)).toBe(
      "mutation($_0:Boolean!,$_1:ID!,$_2:ID!,$_3:ID!){...@include(if:$_0){_a0_rename:rename(id:$_1){id}} _a1_rename:rename(id:$_2){id} ...@include(if:$_0){_a2_rename:rename(id:$_3){id} _a0_rename:rename(id:$_1){name}}}",
    );
  });

  it("ask of an operation chosen by its name", () => {
    expect(normalised("query A { plain } query B { again { plain } }", "B").text).toBe("{again{plain}}");
    expect(() => normalised("query A { plain } query B { again { plain } }")).toThrow("Must provide operation name");
    expect(() => normalised("query A { plain }", "B")).toThrow('Unknown operation named "B".');
  });
});

describe("@defer", () => {
  it("has labels of the text's own, in order, beside the client's", () => {
    const { text, selection } = normalised(
      'query ($v: Boolean) { cat { ... @defer(label: "mine") { id } ... on Cat @defer(if: $v) { name } ... @defer(if: false) { lives } } }',
    );
    expect(text).toBe('query($_0:Boolean){_a0_cat:cat{...@defer(label:"_d0"){id} ...@defer(if:$_0,label:"_d1"){name} _a1_lives:lives}}');
    expect(selection).toMatchObject([
      {
        selection: [
          { defer: { id: "_d0", label: "mine", variable: null } },
          { defer: { id: "_d1", label: null, variable: "_0" } },
          { kind: "field", name: "lives" },
        ],
      },
    ]);
  });

  it("of a fragment used twice is two deferrals", () => {
    const query = "{ a: cat { ...F } b: cat { ...F } } fragment F on Cat { ... @defer { id } }";
    expect(textOf(query)).toContain('_a0_cat:cat{...@defer(label:"_d0"){id}} _a1_cat:cat{...@defer(label:"_d1"){id}}');
  });

  it("is left out where nothing is left to put off, and in subscriptions", () => {
    expect(normalised("{ plain ... @defer { a: plain @skip(if: true) } }").text).toBe("{plain}");
    expect(normalised("{ plain ... @defer { __schema { types { name } } } }")).toMatchObject({
      text: "{plain}",
      selection: [{ kind: "field" }, { kind: "fragment", defer: null, selection: [{ name: "__schema", selection: null }] }],
    });
    expect(textOf("subscription ($v: Boolean!) { renamed { ... @defer(if: $v) { id } } }")).toBe("subscription{_a0_renamed:renamed{id}}");
  });
});

describe("what is asked about the schema", () => {
  it("is an operation of its own, and doesn't change the text", () => {
    const query = `query Q($t: String!, $v: Boolean!, $id: ID!) {
      about: __type(name: $t) { ...Name } thing(id: $id) { id } ...Root @include(if: $v) __schema @include(if: false) { types { name } }
    }
    fragment Root on Query { __schema { queryType { ...Name } } }
    fragment Name on __Type { name }`;
    const { text, inputs, introspection, selection, clientNames } = normalised(query);
    expect(text).toBe(textOf("query ($id: ID!) { thing(id: $id) { id } }"));
    expect(inputs).toEqual([
      { name: "_0", variable: "id" },
      { name: "_1", variable: "v" },
    ]);
    expect(introspection === null ? null : print(introspection)).toBe(
      print(
        parse(`query Q($t: String!, $v: Boolean!) {
          _a1___type: __type(name: $t) { ...Name }
          ... @include(if: $v) { _a2___schema: __schema { queryType { ...Name } } }
        }
        fragment Name on __Type { name }`),
      ),
    );
    expect(selection).toMatchObject([
      { responseName: "about", key: "_a1___type", selection: null },
      { responseName: "thing" },
      { kind: "fragment", conditions: [{ variable: "_1", negated: false }], selection: [{ key: "_a2___schema" }] },
    ]);
    expect(clientNames.get("_a1___type")).toBe("about");
  });

  it("leaves a text that asks nothing where it is all that is asked", () => {
    expect(normalised("{ __schema { types { name } } }")).toMatchObject({ text: "{__typename}", inputs: [] });
  });

  it("is refused below the top, where no subgraph may be asked it", () => {
    expect(() => normalised("{ again { __schema { types { name } } } }")).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
  });
});

describe("the limit of fields", () => {
  const doubling = (depth: number) =>
    `{ again { ...F0 } } ${Array.from({ length: depth }, (_, level) => `fragment F${level} on Query { ${level === depth - 1 ? "plain" : `a: again { ...F${level + 1} } b: again { ...F${level + 1} }`} }`).join(" ")}`;

  it.each([12, 16, 20, 23])("counts before it writes out: fragments that double %i times are refused", (depth) => {
    const document = parse(doubling(depth));
    expect(() => normalise(SAMPLE, document, null, 1_000)).toThrow(expect.objectContaining({ code: "QUERY_TOO_LARGE" }));
  });

  it("lets through what keeps it, to the field", () => {
    expect(() => normalise(SAMPLE, parse("{ plain again { plain } }"), null, 3)).not.toThrow();
    expect(() => normalise(SAMPLE, parse("{ plain again { plain a: plain } }"), null, 3)).toThrow(
      "has 4 fields, fragments written out; at most 3",
    );
  });

  it("counts fragments as well, for one field may stand in any number of them", () => {
    const wrapped = `fragment F on Query { ${"... { ".repeat(300)} plain ${"} ".repeat(300)} }`;
    const document = parse(`{ ${"...F ".repeat(300)} } ${wrapped}`);
    expect(() => normalise(SAMPLE, document, null, 1_000)).toThrow(expect.objectContaining({ code: "QUERY_TOO_LARGE" }));
  });
});

it("refuses a subscription whose only field a literal leaves out", () => {
  expect(() => normalised("subscription { renamed @skip(if: true) { id } }")).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
});

it("tells documents apart that ask for different things", () => {
  const texts = [
    "{ cat { id } }",
    "{ cat { name } }",
    "{ cat { id name } }",
    "{ a: cat { id } b: cat { id } }",
    "{ cat { id } plain }",
    "{ ... @defer { cat { id } } }",
    "{ cat(range: null) { id } }",
    "{ cat(range: { from: 1 }) { id } }",
    "query ($r: Range) { cat(range: $r) { id } }",
    "query ($r: Range = { from: 2 }) { cat(range: $r) { id } }",
    "query ($r: Range = { from: 3 }) { cat(range: $r) { id } }",
    "query ($r: Range!) { cat(range: $r) { id } }",
    "query ($v: Boolean!) { cat @skip(if: $v) { id } }",
    "query ($v: Boolean!) { cat @include(if: $v) { id } }",
    "query ($v: Boolean!) { cat { id @include(if: $v) } }",
    "query ($v: Boolean!, $w: Boolean!) { cat @skip(if: $v) @include(if: $w) { id } }",
    "query ($v: Boolean!) { cat @skip(if: $v) @include(if: $v) { id } }",
    "{ cat @loud { id } }",
    "{ text(on: 2026) }",
    "{ text(on: 2027) }",
    "{ thing(id: 1) { ... on Cat { id } } }",
    "{ thing(id: 1) { ... on Dog { id } } }",
    "{ thing(id: 1) { ... on Cat { id } ... on Dog { id } } }",
  ].map(textOf);
  // A literal is the variable that it becomes.
  expect(new Set(texts).size).toBe(texts.length - 1);
});
