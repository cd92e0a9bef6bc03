import { hubError } from "@actionline/kit/hub-error";
import type { RequestContext } from "@actionline/kit/request-context";
import type { Idempotency } from "@actionline/log/idempotency";
import type { Db } from "mongodb";
import { ChannelRepository } from "./channel/channel.repository";
import { CoverageChanges } from "./event/coverage-changes";
import { EventRepository } from "./event/event.repository";
import type { EventStream } from "./event/event-stream";
import type { NoticeSettings } from "./notice-settings";
import { NotificationRepository } from "./notification/notification.repository";
import type { CellStates } from "./ports";
import { WatchRepository } from "./watch/watch.repository";

/** What this subgraph's resolvers may use in one request. */
export interface NoticesContext {
  readonly request: RequestContext;
  readonly watches: WatchRepository;
  readonly events: EventRepository;
  readonly notifications: NotificationRepository;
  readonly channels: ChannelRepository;
  readonly changes: CoverageChanges;
}

/** What the subgraph keeps between requests. */
export interface NoticesParts {
  readonly db: Db;
  readonly idempotency: Idempotency;
  readonly cells: CellStates;
  readonly settings: NoticeSettings;
  readonly clock: () => Date;
  readonly stream: EventStream;
  /** This process only looks. */
  readonly observe: boolean;
}

/** Refuses to write where this process only looks: another one writes, or none may. */
export function assertWritable({ observe }: NoticesParts): void {
  if (observe) throw hubError("LOG_BUSY", "This process only looks at the hub; ask the one that serves it.");
}

export function noticesContext(parts: NoticesParts, request: RequestContext): NoticesContext {
  const watches = new WatchRepository(parts, request);
  return {
    request,
    watches,
    events: new EventRepository(parts.db, request, watches),
    notifications: new NotificationRepository(parts, request),
    channels: new ChannelRepository(parts, request),
    changes: new CoverageChanges(parts, watches),
  };
}
