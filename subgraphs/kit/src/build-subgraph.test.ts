import "reflect-metadata";
import { parse } from "graphql";
import { Arg, Directive, Field, FieldResolver, ID, InputType, ObjectType, Query, Resolver, Root } from "type-graphql";
import { buildSubgraph } from "./build-subgraph";
import { graphEnum } from "./graph-enum";
import { ask } from "./testing/ask";

const Colour = graphEnum("Colour", "A colour.", { RED: "As blood.", BLUE: "As the sky." });

@InputType({ description: "Which things." })
class ThingFilter {
  @Directive('@tag(name: "input")')
  @Field(() => String, { nullable: true, description: "Things of this name." })
  name?: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: "A thing." })
class Thing {
  @Field(() => ID, { description: "Its id." })
  readonly id!: string;

  @Directive("@shareable")
  @Field(() => String, { description: "Its name." })
  readonly name!: string;

  @Field(() => Colour, { description: "Its colour." })
  readonly colour!: keyof typeof Colour;
}

@Resolver(() => Thing)
class ThingResolver {
  @Query(() => [Thing], { description: "Things." })
  things(@Arg("filter", () => ThingFilter, { nullable: true, description: "Which." }) filter: ThingFilter | null | undefined): Thing[] {
    return [{ id: "1", name: filter?.name ?? "unnamed", colour: "RED" }];
  }

  @FieldResolver(() => String, { description: "The name, twice." })
  twice(
    @Root() { name }: Thing,
    @Arg("name", () => String, { nullable: true, description: "A name that stands for its own." }) other: string | null | undefined,
  ): string {
    return `${other ?? name} ${other ?? name}`;
  }
}

const known = new Map([["1", { id: "1", name: "one", colour: "BLUE" }]]);
const resolveThing = ({ id }: { readonly id: string }): unknown => known.get(id) ?? null;
const build = () => buildSubgraph({ resolvers: [ThingResolver] }, { Thing: resolveThing });

describe("a subgraph built from classes", () => {
  it("serves its queries and its fields, enums included", async () => {
    const { schema } = await build();
    await expect(ask(schema, {}, `{ things(filter: { name: "x" }) { id colour twice other: twice(name: "y") } }`)).resolves.toEqual({
      things: [{ id: "1", colour: "RED", twice: "x x", other: "y y" }],
    });
  });

  it("answers references by key, null for unknown ones", async () => {
    const { schema } = await build();
    const references = `[{ __typename: "Thing", id: "1" }, { __typename: "Thing", id: "2" }]`;
    await expect(ask(schema, {}, `{ _entities(representations: ${references}) { ... on Thing { name colour twice } } }`)).resolves.toEqual({
      _entities: [{ name: "one", colour: "BLUE", twice: "one one" }, null],
    });
  });

  it("is the same when it is built again beside another", async () => {
    const [first, second] = await Promise.all([build(), build()]);
    expect(second.sdl).toBe(first.sdl);
  });

  it("keeps directives and descriptions in its SDL, and gives an argument none of its namesake's", async () => {
    const { sdl } = await build();
    expect(sdl).toContain('type Thing\n  @key(fields: "id")');
    expect(sdl).toMatch(/name: String! @shareable/);
    expect(sdl).toMatch(/twice\([^)]*name: String\s*\): String!/);
    expect(sdl).toContain('name: String @tag(name: "input")');
    expect(sdl).toContain('"""As blood."""');
    expect(() => parse(sdl)).not.toThrow();
  });
});
