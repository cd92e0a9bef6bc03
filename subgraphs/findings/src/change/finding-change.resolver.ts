import { Snapshot, snapshotOf } from "@actionline/kit/as-of";
import type { SubscribedEvent } from "@actionline/kit/subscription/subscribed-event";
import { Arg, Ctx, FieldResolver, Float, Resolver, Root, Subscription } from "type-graphql";
import type { FindingsContext } from "../context";
import { Finding } from "../finding";
import { FindingFilter } from "../finding.filter";
import { FindingChange } from "./finding-change";

interface Asked {
  readonly args: { readonly filter?: FindingFilter | null; readonly since?: number | null };
  readonly context: FindingsContext;
}

/** Tells of findings as they move on. */
@Resolver(() => FindingChange)
export class FindingChangeResolver {
  @Subscription(() => FindingChange, {
    description:
      "Tells of each finding that changes its state, is replied to or comes to be seen by you, as far as you may see it. One that becomes public because its time to reply is over changes nothing and isn't told: the query findings has it.",
    subscribe: ({ args: { filter, since }, context }: Asked) => context.changes.follow(filter ?? {}, since),
  })
  findingChanged(
    @Root() { event }: SubscribedEvent<FindingChange>,
    @Arg("filter", () => FindingFilter, { nullable: true, description: "Which ones; all that you may see where it is left out." })
    _filter: FindingFilter | null,
    @Arg("since", () => Float, {
      nullable: true,
      description:
        "Begins after this sequence of the log, as asOf of an event or of an answer told it; with what comes from now on where it is left out.",
    })
    _since: number | null,
  ): FindingChange {
    return event;
  }

  @FieldResolver(() => Finding, {
    nullable: true,
    description: "The finding as it was after the change; null where its content was redacted.",
  })
  finding(@Root() { finding }: FindingChange, @Ctx() { findings }: FindingsContext): Promise<Finding | null> {
    return findings.byId(finding);
  }

  @FieldResolver(() => Snapshot, {
    description: "The point of the change: its sequence, given as since, lets a later subscription go on after it.",
  })
  asOf(@Ctx() { request }: FindingsContext): Snapshot {
    return snapshotOf(request);
  }
}
