import { type Connection, connect } from "@actionline/kit/connection";
import type { PageArguments } from "@actionline/kit/list-arguments";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Db } from "mongodb";
import { pageOf } from "../page-of";
import { eventsOf } from "../store";
import type { WatchRepository } from "../watch/watch.repository";
import { showEvent } from "./event.show";
import type { NoticeEvent } from "./notice-event";

/** Reads the events of one's own watches. */
export class EventRepository {
  readonly #db: Db;
  readonly #request: RequestContext;
  readonly #watches: WatchRepository;

  constructor(db: Db, request: RequestContext, watches: WatchRepository) {
    this.#db = db;
    this.#request = request;
    this.#watches = watches;
  }

  async ofWatch(id: string, asked: PageArguments): Promise<Connection<NoticeEvent>> {
    const { _id } = await this.#watches.own(id);
    const known = { watch: _id, sequence: { $lte: this.#request.asOf.sequence } };
    const order = { list: "events", key: "position", direction: -1 } as const;
    const page = await pageOf(eventsOf(this.#db), known, order, asked, this.#request);
    return connect({ ...page, rows: page.rows.map(showEvent), place: ({ position }) => [position] }, this.#request);
  }
}
