import type { SourceFormat as SourceFormatName, SourceRecord } from "@actionline/schema/hub-records";
import { Directive, Field, Float, ID, ObjectType } from "type-graphql";
import { SourceFormat, SourceMode } from "./source.enums";

@Directive('@key(fields: "id")')
@ObjectType({ description: "Something that the hub harvests from an agency: a file, an API or a subgraph." })
export class Source implements Omit<SourceRecord, "agency" | "address" | "hub" | "declaredBy" | "mapping"> {
  @Field(() => ID, { description: "The source's id, agency/name." })
  readonly id!: string;

  /** The agency's id; the graph shows the agency itself. */
  readonly agency!: string;

  @Field(() => String, { description: "The source's name." })
  readonly name!: string;

  @Field(() => SourceFormat, { description: "What its records are written in." })
  readonly format!: SourceFormatName;

  @Field(() => SourceMode, { description: "Whether the agency hosts its data or the hub mirrors it." })
  readonly mode!: "HOSTED" | "MIRRORED";

  @Field(() => Float, {
    nullable: true,
    description: "Declared days between two updates; null where none is declared, and then the source is never overdue.",
  })
  readonly frequencyDays!: number | null;

  @Field(() => String, { description: "The licence of its data, as far as the agency says." })
  readonly licence!: string;

  @Field(() => String, { nullable: true, description: "What to keep in mind about its figures, such as a selection bias." })
  readonly caveat!: string | null;
}
