import { buildSubgraph } from "@actionline/kit/build-subgraph";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { Idempotency } from "@actionline/log/idempotency";
import type { Db } from "mongodb";
import { ChannelResolver } from "./channel/channel.resolver";
import { noticesContext } from "./context";
import { CoverageChangedResolver } from "./event/coverage-changed.resolver";
import { EventResolver } from "./event/event.resolver";
import { EventStream } from "./event/event-stream";
import { DEFAULT_NOTICE_SETTINGS, type NoticeSettings } from "./notice-settings";
import { NotificationResolver } from "./notification/notification.resolver";
import type { CellStates } from "./ports";
import { prepareNotices } from "./store";
import { WatchResolver } from "./watch/watch.resolver";

/** What the subgraph is given besides the database. */
export interface NoticesOptions {
  readonly cells: CellStates;
  readonly settings?: Partial<NoticeSettings>;
  readonly clock: () => Date;
  /** Where is heard of stored events; without one each who subscribes looks by itself. */
  readonly stream?: EventStream | undefined;
  /** Only looks: makes nothing and writes nothing. */
  readonly observe?: boolean;
}

/** The subgraph of what people are told: saved slices, events, notifications, and where they go. */
export async function buildNoticesSubgraph(db: Db, options: NoticesOptions): Promise<Subgraph> {
  const { cells, settings, clock, stream = new EventStream(db), observe = false } = options;
  const idempotency = await Idempotency.open(db);
  if (!observe) await prepareNotices(db);
  const { schema, sdl } = await buildSubgraph(
    { resolvers: [WatchResolver, EventResolver, CoverageChangedResolver, NotificationResolver, ChannelResolver] },
    {},
  );
  const parts = { db, idempotency, cells, settings: { ...DEFAULT_NOTICE_SETTINGS, ...settings }, clock, stream, observe };
  return { name: "notices", schema, sdl, context: (request: RequestContext) => noticesContext(parts, request) };
}
