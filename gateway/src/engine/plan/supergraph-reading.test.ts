import { type DocumentNode, parse } from "graphql";
import { composed } from "../testing/compose";
import { SupergraphReading } from "./supergraph-reading";

const supergraph = (requires: string): DocumentNode =>
  parse(
    composed([
      { name: "list", sdl: 'type Query { things: [Thing!]! } type Thing @key(fields: "id") { id: ID! price(in: String): Float }' },
      {
        name: "shop",
        sdl: `type Thing @key(fields: "id") { id: ID! price(in: String): Float @external cost: Float @requires(fields: "${requires}") }`,
      },
    ]),
  );

describe("Reading a supergraph", () => {
  it("is done once for everybody and for who plans", () => {
    const reading = new SupergraphReading(supergraph("price"));
    expect(reading.digest().subgraphs.map(({ name }) => name)).toEqual(["list", "shop"]);
    expect(reading.shown).toBe(reading.shown);
  });

  it("is done once more for who plans where something is required with arguments, and tells nobody else of that", () => {
    const reading = new SupergraphReading(supergraph('price(in: \\"EUR\\")'));
    expect(reading.shown.schema.elementByCoordinate("Thing._r0_price")).toBeDefined();
    expect(JSON.stringify(reading.digest())).not.toContain("_r0_price");
  });

  it("shows clients a directive that was composed for them, and no other of its link", () => {
    const pace = (name: string) => ({
      name,
      sdl: `extend schema @link(url: "https://example.org/lane/v1.0", import: ["@owner", { name: "@pace", as: "@tempo" }])
          @composeDirective(name: "@owner") @composeDirective(name: "@tempo")
        directive @owner(name: String) on FIELD_DEFINITION directive @tempo(of: Int) on FIELD
        type Query { ${name}: Int @owner(name: "us") }`,
    });
    const { publicSchema } = new SupergraphReading(parse(composed([pace("slow"), pace("fast")]))).digest();
    expect(publicSchema.join()).toContain('"tempo"');
    expect(publicSchema.join()).not.toContain('"owner"');
  });

  it("refuses what isn't valid", () => {
    expect(() => new SupergraphReading(parse("type Query { a: Int }")).digest()).toThrow(/must be a core schema/);
    expect(() => new SupergraphReading(parse("type Query { a: Int }")).shown).toThrow(/must be a core schema/);
  });
});
