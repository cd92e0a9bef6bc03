import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Snapshot } from "./as-of";
import { JsonScalar } from "./scalars";

@Directive("@shareable")
@ObjectType("CitedDefinition", { description: "A definition that a cited answer was computed under." })
export class CitedDefinition {
  @Field(() => ID, { description: "What is defined, such as coverage." })
  readonly id!: string;

  @Field(() => String, { description: "The definition's version." })
  readonly version!: string;
}

/** What a footnote needs: the question, the point, the definitions, and an address that answers with the same bytes. */
@Directive("@shareable")
@ObjectType("Citation", {
  description:
    "How to cite this whole answer. Its address asks the same question again at the same point, under the same definitions, and gives the same bytes, or says that it can't.",
})
export class Citation {
  @Field(() => String, {
    nullable: true,
    description: "A path on this hub, for anyone who may read the published graph; null where the answer can't be cited.",
  })
  readonly address!: string | null;

  @Field(() => String, { nullable: true, description: "Why the answer can't be cited, or what to know beside it; null where nothing is." })
  readonly note!: string | null;

  @Field(() => Snapshot, { description: "The point of the log that the answer was read at." })
  readonly asOf!: Snapshot;

  @Field(() => [CitedDefinition], { description: "The definitions in force at that point." })
  readonly definitions!: readonly CitedDefinition[];

  @Field(() => String, { nullable: true, description: "SHA-256 of the bytes that the address answers with, hexadecimal." })
  readonly sha256!: string | null;

  @Field(() => String, { description: "The question, as the address asks it." })
  readonly operation!: string;

  @Field(() => JsonScalar, { description: "The question's variables." })
  readonly variables!: object;
}

/** How a request cites its own answer; the gateway, which alone knows the whole question, gives it. */
export type Cite = () => Promise<Citation>;
