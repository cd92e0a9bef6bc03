import { Field, ObjectType, registerEnumType } from "type-graphql";

/** How sure a fact is. The members' values are what records hold, in small letters. */
export enum Confidence {
  HIGH = "high",
  MEDIUM = "medium",
  LOW = "low",
}

registerEnumType(Confidence, {
  name: "Confidence",
  description: "How sure a fact of the reference data is.",
  valuesConfig: {
    HIGH: { description: "Several texts agree, or the text itself was read." },
    MEDIUM: { description: "One text, or texts that leave room." },
    LOW: { description: "Recollection or inference; check before use." },
  },
});

/** The base of types that show facts somebody checked, or didn't: `class Team extends Evidenced`. */
@ObjectType()
export abstract class Evidenced {
  @Field(() => Boolean, {
    description: "Whether the text that supports this was read. False is a recollection or an inference: check it first.",
  })
  readonly verified!: boolean;

  @Field(() => Confidence, { description: "How sure this is." })
  readonly confidence!: `${Confidence}`;

  @Field(() => [String], { description: "Where this was found: keys of the register of sources in the project's reference data." })
  readonly sources!: readonly string[];

  @Field(() => String, { nullable: true, description: "What a reader should know about this fact; null where there is nothing to add." })
  readonly note?: string;
}
