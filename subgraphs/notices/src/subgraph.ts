import { buildSubgraph } from "@actionline/kit/build-subgraph";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Subgraph } from "@actionline/kit/subgraph";
import { Idempotency } from "@actionline/log/idempotency";
import type { Db } from "mongodb";
import { ChannelResolver } from "./channel/channel.resolver";
import { noticesContext } from "./context";
import { EventResolver } from "./event/event.resolver";
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
  /** Only looks: makes nothing and writes nothing. */
  readonly observe?: boolean;
}

/** The subgraph of what people are told: saved slices, events, notifications, and where they go. */
export async function buildNoticesSubgraph(db: Db, { cells, settings, clock, observe = false }: NoticesOptions): Promise<Subgraph> {
  const idempotency = await Idempotency.open(db);
  if (!observe) await prepareNotices(db);
  const { schema, sdl } = await buildSubgraph({ resolvers: [WatchResolver, EventResolver, NotificationResolver, ChannelResolver] }, {});
  const parts = { db, idempotency, cells, settings: { ...DEFAULT_NOTICE_SETTINGS, ...settings }, clock, observe };
  return { name: "notices", schema, sdl, context: (request: RequestContext) => noticesContext(parts, request) };
}
