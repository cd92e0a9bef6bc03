import { composeServices } from "@apollo/composition";
import { buildSchema, parse } from "graphql";
import { Engine } from "../../engine";
import { ask } from "../../testing/ask";
import { tinyFederation } from "../../testing/tiny-federation";
import { contractSchema, contractSubgraphs, contractSupergraph } from "./apply-contract";
import type { Contract } from "./contract";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", {name: "@tag", as: "@label"}])`;

const SUBGRAPHS = [
  {
    name: "teams",
    sdl: `${LINK}
      type Query {
        teams(first: Int, draft: Boolean @label(name: "internal")): [Team!]! @label(name: "partner")
        search(by: Search!): [Found!]!
        status: Status
        audit: Audit @label(name: "internal")
      }
      type Mutation { close(id: ID!): Team @label(name: "internal") }
      type Team @key(fields: "id") { id: ID! @label(name: "partner") name: String @label(name: "partner") budget: Int @label(name: "internal") }
      extend type Team { mood: String }
      input Search { text: String secret: String @label(name: "internal") sort: Order }
      enum Order { UP DOWN }
      enum Status { OPEN SHUT DRAFT @label(name: "internal") }
      type Audit @label(name: "internal") { line: String }
      union Found = Team | Audit`,
  },
  {
    name: "people",
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", {name: "@tag", as: "@label"}])
      type Team @key(fields: "id") { id: ID! people: [Person!] }
      type Person @key(fields: "id") { id: ID! name: String phone: String @label(name: "internal") }`,
  },
];

function composed(subgraphs: readonly { readonly name: string; readonly sdl: string }[]): string {
  const { supergraphSdl, errors } = composeServices(subgraphs.map(({ name, sdl }) => ({ name, url: "", typeDefs: parse(sdl) })));
  if (supergraphSdl === undefined) throw new Error(errors?.join("\n"));
  return supergraphSdl;
}

const EVERYTHING: Contract = { include: [], exclude: [] };
const PUBLIC: Contract = { include: [], exclude: ["internal"] };
const PARTNER: Contract = { include: ["partner"], exclude: ["internal"] };

/** Types with the names of what they hold, without those of GraphQL itself. */
function shown(contract: Contract): Record<string, string> {
  const schema = buildSchema(contractSchema(composed(SUBGRAPHS), contract));
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__") && name !== "String" && name !== "Boolean");
  return Object.fromEntries(
    types.map((type) => {
      if ("getFields" in type) return [type.name, Object.keys(type.getFields()).join(" ")];
      if ("getTypes" in type) return [type.name, type.getTypes().join(" ")];
      return [
        type.name,
        "getValues" in type
          ? type
              .getValues()
              .map(({ name }) => name)
              .join(" ")
          : "",
      ];
    }),
  );
}

describe("A contract", () => {
  it("that names no tag shows the whole graph", () => {
    expect(shown(EVERYTHING)).toMatchObject({ Team: "id people name budget mood", Mutation: "close", Audit: "line" });
    expect(contractSupergraph(composed(SUBGRAPHS), EVERYTHING)).not.toContain("@inaccessible");
  });

  it("hides what it excludes: types, fields, arguments, input fields, enum values and members, by whatever name a subgraph has for tags", () => {
    expect(shown(PUBLIC)).toEqual({
      Query: "teams search status",
      Team: "id people name mood",
      Person: "id name",
      Search: "text sort",
      Order: "UP DOWN",
      Status: "OPEN SHUT",
      Found: "Team",
      ID: "",
      Int: "",
    });
    expect(contractSchema(composed(SUBGRAPHS), PUBLIC)).toContain("teams(first: Int): [Team!]!");
  });

  it("that includes a tag shows what has it, and what that needs", () => {
    expect(shown(PARTNER)).toEqual({ Query: "teams", Team: "id name", ID: "", Int: "" });
  });

  it.each([
    ["excludes", PUBLIC],
    ["includes", PARTNER],
  ])("that %s comes to the same where the subgraphs are composed for it", (_, contract) => {
    const throughSubgraphs = composed(contractSubgraphs(SUBGRAPHS, contract));
    expect(contractSchema(throughSubgraphs, EVERYTHING)).toBe(contractSchema(composed(SUBGRAPHS), contract));
  });

  it("that leaves no valid schema is refused with the reason", () => {
    const required = [{ name: "a", sdl: `${LINK} type Query { a(b: Int! @label(name: "internal")): Int }` }];
    expect(() => contractSchema(composed(required), PUBLIC)).toThrow(/Query\.a\(b:\)/);
    const given = [{ name: "a", sdl: `${LINK} type Query { a: A } type A @label(name: "internal") { b: Int }` }];
    expect(() => contractSchema(composed(given), PUBLIC)).toThrow(/"A".*"Query\.a"|"Query\.a".*"A"/s);
  });

  it("is kept by the engine: what it hides can't be asked, though plans still go through it", async () => {
    const federation = tinyFederation();
    const engine = await Engine.open({
      supergraphSdl: contractSupergraph(federation.supergraphSdl, { include: [], exclude: ["private"] }),
      transportOf: ({ name }) => federation.transportOf(name),
    });
    expect((await ask(engine.current, "{ people { name } }")).data).toEqual({ people: [{ name: "Amina" }, { name: "Boris" }] });
    await expect(engine.current.prepare({ query: "{ people { email } }" })).rejects.toThrow('Cannot query field "email" on type "Person".');
    await engine.close();
  });
});
