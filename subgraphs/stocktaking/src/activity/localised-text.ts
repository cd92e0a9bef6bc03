import { Directive, Field, ObjectType } from "type-graphql";

@Directive("@shareable")
@ObjectType("LocalisedText", { description: "A text and its language." })
export class LocalisedText {
  @Field(() => String, { description: "BCP 47 language, such as fr; und where the source doesn't say." })
  readonly language!: string;

  @Field(() => String, { description: "The text as published." })
  readonly text!: string;
}
