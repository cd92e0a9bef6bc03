import type { RequestContext } from "@actionline/kit/request-context";
import { listen } from "@actionline/kit/subscription/listen";
import { sinceOf } from "@actionline/kit/subscription/since";
import type { SubscribedEvent } from "@actionline/kit/subscription/subscribed-event";
import type { Appender } from "@actionline/log/appender";
import { resolveAsOf } from "@actionline/log/as-of";
import type { Db } from "mongodb";
import { type FindingFilter, findingTest } from "../finding.filter";
import type { FindingChange } from "./finding-change";
import { FindingChangeReader } from "./finding-change-reader";

export interface FindingChangesParts {
  readonly db: Db;
  readonly appender: Appender;
  readonly clock: () => Date;
}

/** Follows findings for one who subscribes: what it may see at each change, by the rule of the lists. */
export class FindingChanges {
  readonly #parts: FindingChangesParts;
  readonly #request: RequestContext;

  constructor(parts: FindingChangesParts, request: RequestContext) {
    this.#parts = parts;
    this.#request = request;
  }

  follow(filter: FindingFilter, since: number | null | undefined): AsyncIterable<SubscribedEvent<FindingChange>> {
    const { db, appender, clock } = this.#parts;
    const { principal, asOf } = this.#request;
    const reader = new FindingChangeReader(db, principal, findingTest(filter, principal), sinceOf(since, asOf.sequence));
    return listen({
      look: (most) => reader.read(most),
      onMore: (callback) => appender.onCommit(callback),
      now: () => resolveAsOf(db, null, clock()),
      missed: "by the query findings",
    });
  }
}
