import { listen } from "@actionline/kit/subscription/listen";
import { sinceOf } from "@actionline/kit/subscription/since";
import { SubscribedEvent } from "@actionline/kit/subscription/subscribed-event";
import { resolveAsOf } from "@actionline/log/as-of";
import type { NoticesParts } from "../context";
import { countersOf, type StoredEvent } from "../store";
import type { WatchRepository } from "../watch/watch.repository";

type Found = SubscribedEvent<StoredEvent>;

/** Follows the events of one's own watch, for one who subscribes. */
export class CoverageChanges {
  readonly #parts: NoticesParts;
  readonly #watches: WatchRepository;

  constructor(parts: NoticesParts, watches: WatchRepository) {
    this.#parts = parts;
    this.#watches = watches;
  }

  async follow(id: string, since: number | null | undefined): Promise<AsyncIterable<Found>> {
    const { db, clock, stream } = this.#parts;
    const { _id: watch } = await this.#watches.own(id);
    const last = (await countersOf(db).findOne({ _id: "position" }))?.value ?? 0;
    let after = sinceOf(since, last);
    const look = async (most: number): Promise<Found[]> => {
      // One that was removed meanwhile tells nothing more, and that is told.
      await this.#watches.own(watch);
      const events = await stream.ofWatch(watch, after, most + 1);
      after = events.at(-1)?.position ?? after;
      return events.map((event) => SubscribedEvent.of({ sequence: event.sequence, instant: event.at }, event));
    };
    const missed = `by the query events(watch: "${watch}")`;
    return listen({ look, onMore: (callback) => stream.onStored(callback), now: () => resolveAsOf(db, null, clock()), missed });
  }
}
