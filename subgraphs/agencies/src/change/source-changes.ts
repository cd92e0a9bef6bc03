import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import { listen } from "@actionline/kit/subscription/listen";
import { sinceOf } from "@actionline/kit/subscription/since";
import type { SubscribedEvent } from "@actionline/kit/subscription/subscribed-event";
import type { Appender } from "@actionline/log/appender";
import { resolveAsOf } from "@actionline/log/as-of";
import type { Db } from "mongodb";
import type { SourceRepository } from "../source.repository";
import type { SourceChange } from "./source-change";
import { SourceChangeReader } from "./source-change-reader";

/** What sources are followed by; without, nobody is told of a commit and each looks by itself. */
export interface Following {
  readonly appender?: Pick<Appender, "onCommit"> | undefined;
  readonly clock: () => Date;
}

/** Follows what the hub harvests, for one who subscribes. */
export class SourceChanges {
  readonly #db: Db;
  readonly #following: Following;
  readonly #request: RequestContext;
  readonly #sources: SourceRepository;

  constructor(db: Db, following: Following, request: RequestContext, sources: SourceRepository) {
    this.#db = db;
    this.#following = following;
    this.#request = request;
    this.#sources = sources;
  }

  async follow(source: string | null | undefined, since: number | null | undefined): Promise<AsyncIterable<SubscribedEvent<SourceChange>>> {
    const { appender, clock } = this.#following;
    if (source != null && (await this.#sources.byId(source)) === null) {
      throw hubError("NOT_FOUND", "The hub harvests no such source; the query sources lists them.");
    }
    const now = () => resolveAsOf(this.#db, null, clock());
    const { asOf } = this.#request;
    const sequence = sinceOf(since, asOf.sequence);
    const begin = since == null ? asOf : await resolveAsOf(this.#db, { sequence }, clock());
    const reader = new SourceChangeReader(this.#db, source ?? null, begin);
    return listen({
      look: async (most) => reader.read(await now(), most),
      onMore: (callback) => appender?.onCommit(callback) ?? (() => undefined),
      now,
      missed: "by the query sources, with the runs of each",
    });
  }
}
