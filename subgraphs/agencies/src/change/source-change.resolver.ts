import { Snapshot, snapshotOf } from "@actionline/kit/as-of";
import type { SubscribedEvent } from "@actionline/kit/subscription/subscribed-event";
import type { SourceRecord } from "@actionline/schema/hub-records";
import { Arg, Ctx, FieldResolver, Float, ID, Resolver, Root, Subscription } from "type-graphql";
import type { AgenciesContext } from "../context";
import { Source } from "../source";
import { SourceChange } from "./source-change";

interface Asked {
  readonly args: { readonly source?: string | null; readonly since?: number | null };
  readonly context: AgenciesContext;
}

/** Tells of sources as they are harvested and grow older. */
@Resolver(() => SourceChange)
export class SourceChangeResolver {
  @Subscription(() => SourceChange, {
    description:
      "Tells of each run over a source that ends, well or not, and of each source whose data grows older than its agency declared.",
    subscribe: ({ args: { source, since }, context }: Asked) => context.changes.follow(source, since),
  })
  sourceChanged(
    @Root() { event }: SubscribedEvent<SourceChange>,
    @Arg("source", () => ID, { nullable: true, description: "The source's id, agency/name; every source where it is left out." })
    _source: string | null,
    @Arg("since", () => Float, {
      nullable: true,
      description:
        "Begins after this sequence of the log, as asOf of an event or of an answer told it; with what comes from now on where it is left out.",
    })
    _since: number | null,
  ): SourceChange {
    return event;
  }

  @FieldResolver(() => Source, { nullable: true, description: "The source as it was after the change." })
  source(@Root() { source }: SourceChange, @Ctx() { sources }: AgenciesContext): Promise<SourceRecord | null> {
    return sources.byId(source);
  }

  @FieldResolver(() => Snapshot, {
    description: "The point of the change: its sequence, given as since, lets a later subscription go on after it.",
  })
  asOf(@Ctx() { request }: AgenciesContext): Snapshot {
    return snapshotOf(request);
  }
}
