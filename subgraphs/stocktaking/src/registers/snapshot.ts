import { Snapshot } from "@actionline/kit/as-of";
import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { Field, Float, InputType, ObjectType } from "type-graphql";

@ObjectType({ description: "A named snapshot in its list." })
export class SnapshotEdge extends edgeOf(Snapshot) {}

@ObjectType({ description: "A page of named snapshots." })
export class SnapshotConnection extends connectionOf(Snapshot, SnapshotEdge) {}

@InputType({ description: "A name for a point of the log, so that it can be cited and asked for again." })
export class NameSnapshotInput {
  @Field(() => String, {
    description: "The name, 1 to 100 characters, not in the shape of a point's own name. A name never moves to another point.",
  })
  name!: string;

  @Field(() => Float, {
    nullable: true,
    description: "The sequence to name, judged at the instant of its entry; left out, the point of this request.",
  })
  sequence?: number | null;

  @Field(() => String, { description: "A key of your own making: the same request sent twice is done once." })
  idempotencyKey!: string;
}

@ObjectType({ description: "What naming a snapshot did." })
export class NameSnapshotPayload {
  @Field(() => Snapshot, { description: "The snapshot." })
  readonly snapshot!: Snapshot;
}
