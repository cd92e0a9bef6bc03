import "reflect-metadata";
import { print, buildSchema as schemaOf } from "graphql";
import { Arg, buildSchema, Directive, Field, ID, InputType, InterfaceType, ObjectType, Query, Resolver } from "type-graphql";
import { documentWithDirectives } from "./print-with-directives";

@InterfaceType({ description: "Something with a name." })
abstract class Named {
  @Directive('@tag(name: "of-interface")')
  @Field(() => String, { description: "The name." })
  readonly name!: string;
}

@Directive('@tag(name: "of-input")')
@InputType({ description: "Which." })
class Which {
  @Directive('@tag(name: "of-input-field")')
  @Field(() => String, { nullable: true, description: "A name." })
  name?: string | null;
}

@Directive('@key(fields: "id")')
@Directive('@key(fields: "name")')
@ObjectType({ implements: Named, description: "A thing." })
class Thing extends Named {
  @Directive("@shareable")
  @Field(() => ID, { description: "The id." })
  readonly id!: string;
}

@Resolver(() => Thing)
class ThingResolver {
  @Query(() => Thing, { nullable: true, description: "One thing." })
  thing(
    @Arg("id", () => ID, { description: "Its id." }) _id: string,
    @Arg("which", () => Which, { description: "Which." }) _which: Which,
  ): null {
    return null;
  }
}

const printed = async (): Promise<string> =>
  print(documentWithDirectives(await buildSchema({ resolvers: [ThingResolver], validate: false, skipCheck: true })));

describe("a schema's document", () => {
  it("holds each directive of types and fields, once", async () => {
    const text = await printed();
    expect(text).toContain('type Thing implements Named @key(fields: "id") @key(fields: "name") {');
    expect(text).toContain('input Which @tag(name: "of-input") {');
    for (const once of ["id: ID! @shareable\n", 'name: String @tag(name: "of-input-field")\n']) {
      expect(text.split(once)).toHaveLength(2);
    }
    expect(text).toMatch(/interface Named \{\s+"""The name."""\s+name: String! @tag\(name: "of-interface"\)/);
  });

  it("keeps descriptions", async () => {
    const text = await printed();
    for (const words of ["A thing.", "The id.", "One thing.", "Its id.", "Which."]) expect(text).toContain(`"""${words}"""`);
  });

  it("gives an argument none of what its type's field of the same name has", () => {
    const sdl = "directive @mark on FIELD_DEFINITION | ARGUMENT_DEFINITION\ntype Query { name: String @mark, other(name: String): String }";
    expect(print(documentWithDirectives(schemaOf(sdl)))).toContain("other(name: String): String");
  });
});
