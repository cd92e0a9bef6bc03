import { graphEnum } from "@actionline/kit/graph-enum";
import { JsonScalar } from "@actionline/kit/scalars";
import type { DefinitionRecord } from "@actionline/schema/hub-records";
import { Field, ID, ObjectType } from "type-graphql";
import type { DefinitionLineName } from "../coverage/definition-lines";

export const DefinitionLineCode = graphEnum<DefinitionLineName>(
  "DefinitionLineCode",
  "What versions of the definition of coverage decide.",
  {
    OPEN_ENDS: "Which years completed work meets that names no end.",
    PARTS: "Whether what an agency declares for a part of a cell counts.",
    CLAIMS: "Whether a claim reaches items above and below, and outlasts the declaration that made it.",
    HARVESTS: "After which harvests an agency's silence means nothing.",
    READ_AFTER_THE_YEAR: "Whether sources must have been read after the year had ended.",
    NOTHING_WITHHELD: "Whether what the hub refused or set aside keeps a cell from being an omission.",
    KNOWN_TYPES: "Whether work of unknown stakeholder type keeps a cell from being an omission.",
    STATEMENTS: "Whether nil statements signed by teams count.",
    COMMITMENTS: "Whether commitments count.",
    DUPLICATES: "How records of one activity are counted.",
    FRESHNESS: "When a source is due, overdue and lapsed.",
  },
);

@ObjectType("DefinitionLine", { description: "One choice of a definition, in a sentence." })
export class DefinitionLine {
  @Field(() => DefinitionLineCode, { description: "What is chosen." })
  readonly line!: DefinitionLineName;

  @Field(() => String, { description: "How." })
  readonly text!: string;
}

@ObjectType("Definition", { description: "How the hub computes what it states, with its version. A citation names it." })
export class Definition {
  @Field(() => ID, { description: "What is defined, such as coverage." })
  readonly id!: string;

  @Field(() => String, { description: "The definition's version." })
  readonly version!: string;

  @Field(() => String, { description: "The definition in words." })
  readonly text!: string;

  @Field(() => JsonScalar, { description: "The numbers that it uses, such as at which age a source lapses." })
  readonly parameters!: DefinitionRecord["parameters"];

  @Field(() => [DefinitionLine], { description: "What this version chooses, line by line; none for a version that this hub can't run." })
  readonly lines!: readonly DefinitionLine[];

  @Field(() => [String], {
    description: "Every version that can be run, the oldest first: name one to coverage or coverageComparison, at any point of the log.",
  })
  readonly versions!: readonly string[];
}
