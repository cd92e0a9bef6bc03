import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Source", { description: "Something that the hub harvests from an agency: a file, an API or a subgraph." })
export class SourceReference {
  @Field(() => ID, { description: "The source's id, agency/name." })
  readonly id!: string;
}
