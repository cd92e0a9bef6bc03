import { Directive, Field, ID, ObjectType } from "type-graphql";

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Finding", {
  description:
    "A statement about absence or redundancy, with the right of reply of those whom it is about. Machines draft it and write no more than possible; people decide. It is seen by those alone until they were heard.",
})
export class FindingReference {
  @Field(() => ID, { description: "The finding's id: the same as long as it is about the same." })
  readonly id!: string;
}
